"""Coverage lists every article with its rules, and counts every kind of coverage."""

from engine.rulebook import coverage_of


def test_every_article_stands_with_its_rules(changed) -> None:
    [coverage] = coverage_of(changed("", ""))

    lines = [
        (line.article.article, line.article.coverage, [rule.id for rule in line.rules])
        for line in coverage.articles
    ]
    assert lines == [
        ("7.10", "automated", ["order-1/report"]),
        ("unknown", "manual", []),
    ]
    assert [(r.force, r.source.confidence) for r in coverage.rules] == [
        ("binding", "B")
    ]


def test_totals_count_every_kind_of_coverage(changed) -> None:
    [coverage] = coverage_of(changed("", ""))

    assert coverage.totals == {
        "automated": 1,
        "partly": 0,
        "manual": 1,
        "not-checkable": 0,
        "text-not-seen": 0,
    }
