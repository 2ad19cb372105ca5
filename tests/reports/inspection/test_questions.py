"""An inspector asks on the spot where no rule checks an article whole."""

from __future__ import annotations

import pytest

from reports.inspection.questions import questions_of
from reports.words import Words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_question_on_what_is_not_checked_is_asked(sample, language):
    asked = questions_of(sample, Words(language))

    expected = [
        article.question.in_language(language)
        for instrument in sample.rulebook.instruments.values()
        for article in instrument.articles
        if article.question and article.coverage != "automated"
    ]
    found = [article.value for one in asked for article in one.articles]
    assert sorted(found) == sorted(expected)
    assert all(one.articles for one in asked)
