"""Time stamps of a server on this machine, and what other servers answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.sealing import seal
from tests.reports.sealing.authorities import (
    NOW,
    answering,
    time_server,
)
from tests.reports.sealing.conftest import KeyOf, People
from tests.reports.sealing.outcomes import refused

pytestmark = pytest.mark.slow


def test_time_stamp_of_an_authority_is_added(
    report: Path, people: People, key_of: KeyOf
) -> None:
    at = NOW.replace(microsecond=0)
    with time_server(people.time, at) as url:
        made = seal(report, key_of(people.alone), time_stamp=url)

    stamp = made.time_stamp
    assert stamp is not None
    assert (stamp.at, stamp.is_sound) == (at, True)
    assert stamp.authority.name == "Clock, 虚构公司"


@pytest.mark.parametrize(
    "url",
    ["ftp://tsa.example/", "tsa.example", "file:///etc/passwd", "http://", "http://["],
)
def test_time_stamp_address_must_be_one_of_the_web(
    url: str, report: Path, people: People, key_of: KeyOf
) -> None:
    assert refused(report, key_of(people.sealer), time_stamp=url) == (
        f"--time-stamp {url}：这不是时间戳服务的地址，应为 http:// 或 https:// 地址。",
        f"--time-stamp {url}: this is no address of a time-stamp authority; it begins "
        "with http:// or https://.",
    )


@pytest.mark.parametrize(
    ("server", "why"),
    [
        pytest.param({"answer": b"", "status": 503}, "HTTP 503", id="out-of-order"),
        pytest.param(
            {"answer": b"<html>", "kind": "text/html"}, "text/html", id="page"
        ),
        pytest.param({"answer": b"0" * 300_000}, "more than 256 KB", id="too-large"),
        pytest.param({"answer": b"garbage"}, "", id="garbage"),
        pytest.param(
            {
                "answer": b"",
                "status": 302,
                "headers": {"Location": "http://127.0.0.1:9/"},
            },
            "HTTP 302",
            id="redirect",
        ),
    ],
)
def test_server_that_gives_no_time_stamp_leaves_the_report_unsealed(
    server: dict[str, object], why: str, report: Path, people: People, key_of: KeyOf
) -> None:
    with answering(**server) as url:
        zh, en = refused(report, key_of(people.sealer), time_stamp=url)

    assert zh.startswith(f"{url}：没有得到时间戳（")
    assert en.startswith(f"{url}: no time stamp was given (")
    assert en.endswith(
        "Check the address and the network, or seal without --time-stamp."
    )
    assert why in en


def test_server_that_is_not_there_is_told(
    report: Path, people: People, key_of: KeyOf
) -> None:
    with answering(b"") as url:
        pass

    assert refused(report, key_of(people.sealer), time_stamp=url)[1].startswith(
        f"{url}: no time stamp was given ("
    )


def test_time_stamp_of_something_else_is_refused(
    report: Path, people: People, key_of: KeyOf
) -> None:
    with time_server(people.time, of=b"0" * 32) as url:
        told = refused(report, key_of(people.sealer), time_stamp=url)

    assert told == (
        "report.pdf：签名做成后未能通过验证，文件没有改动。\n  请换用另一密钥或时间戳服务。",
        "report.pdf: the seal that was made does not verify; the file was left as it was.\n"
        "  Use another key, or another time-stamp authority.",
    )
