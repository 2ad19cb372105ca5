"""Short forms in the names of fields, written out."""

from __future__ import annotations

import pytest

from engine.mapping.suggest.heads import HeadReader
from engine.mapping.suggest.short_forms import ShortForms

FORMS = ShortForms({"入库": ("rk", "ruku"), "日期": ("rq",), "date": ("dt",)})


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("rkrq", "入库日期"),
        ("RK_RQ", "入库 日期"),
        ("rukurq", "入库日期"),
        ("ship_dt", "ship date"),
        ("rkx", None),
        ("ship", None),
        ("入库rq", None),
        ("", None),
    ],
)
def test_runs_of_short_forms_alone_are_written_out(
    name: str, written: str | None
) -> None:
    assert FORMS.written_out(name) == written


def test_fewest_forms_are_read() -> None:
    forms = ShortForms({"甲": ("a",), "乙": ("b",), "丙": ("ab",)})

    assert forms.written_out("ab") == "丙"


@pytest.mark.parametrize(
    ("head", "role", "event"),
    [
        ("rkrq", "day", "battery.received"),
        ("dcbm", "battery", None),
        ("SBRQ", "report", None),
        ("BUDAT", "day", None),
        ("ywlx", "kind", None),
    ],
)
def test_head_of_short_forms_is_never_sure(
    heads: HeadReader, head: str, role: str, event: str | None
) -> None:
    meaning = heads.read(head).meanings["records"]

    assert (meaning.role, meaning.event, meaning.sure) == (role, event, "likely")


def test_head_that_is_known_is_not_written_out(heads: HeadReader) -> None:
    assert heads.read("VIN").meanings["records"].sure == "sure"
