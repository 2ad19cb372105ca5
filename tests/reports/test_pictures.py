"""The READMEs show page 1 of each kind of report, in small pictures."""

from __future__ import annotations

import re

from PIL import Image

from reports.page import ROOM
from tests.house import ROOT
from tests.reports.kinds import KINDS
from tests.reports.make_samples import PICTURES, SHOWN

_MOST_BYTES = 60_000
_PICTURE = re.compile(r"!\[.+?\]\((.*?)\)")


def test_there_is_one_of_each_kind_and_no_other():
    assert {name.rpartition("-")[0] for name in SHOWN} == {kind.name for kind in KINDS}
    assert sorted(file.stem for file in PICTURES.iterdir()) == sorted(SHOWN)


def test_each_is_a_small_page_in_a_few_colours():
    for file in PICTURES.iterdir():
        with Image.open(file) as picture:
            width, height = picture.size
            assert picture.mode == "P"
            assert abs(height / width - 297 / 210) < 0.01
        assert file.stat().st_size <= _MOST_BYTES


def test_readmes_show_them():
    shown = {
        (readme.parent / place).resolve()
        for readme in (ROOM / "README.md", ROOT / "README.md")
        for place in _PICTURE.findall(readme.read_text("utf-8"))
    }

    assert shown == set(PICTURES.iterdir())
