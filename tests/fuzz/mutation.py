"""Makes sound bytes hostile: cuts, overwrites, moves and inserts.

Zips and workbooks are also changed from within and packed again, so that what is
changed is not just a checksum.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from hypothesis import strategies as st

TOKENS = (
    b"\0", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b'"', b'""', b"'", b",", b"\n", b"\r",
    b"\r\n", b"\t", b"{", b"}", b"[", b"]", b"[" * 50, b'{"a":' * 50, b": ", b"- ", b"? ",
    b"&a ", b"*a", b"!!int ", b"!!binary ", b"<<: ", b"---\n", b"%YAML 1.1\n", b"| ", b"> ",
    b"1e400", b"-0", b"0x", b"0b12", b"0o9", b"1_000", b"9" * 50, b"9" * 5_000, b"NaN",
    b".inf", b"2025-02-30", b"9999-12-31", b"0000-00-00", b"24:00:00", b"\\ud800", b"\\u0000",
    b"true", b"null", b"~", b"a1", b"..", b"../", b"\\", b"/", b";", b"\xc3\xa9", b"\xd2\xb5",
    b"<row r='9'/>", b"<c r='XFD1048576'><v>1</v></c>", b"<f>1</f>", b"<v>", b"&#0;", b"r=",
    b"within: 999999 days", b"record_id", b"corrects", b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80",
)  # fmt: skip

Edit = tuple[int, int, bytes]
_WHOLE = 1_000_000

edits = st.lists(
    st.tuples(
        st.integers(0, _WHOLE),
        st.one_of(st.just(0), st.integers(0, 12), st.integers(0, 4_000)),
        st.one_of(st.sampled_from(TOKENS), st.binary(max_size=6), st.just(b"")),
    ),
    min_size=1,
    max_size=6,
)


def changed(content: bytes, changes: Sequence[Edit]) -> bytes:
    """Apply edits: at a millionth of the length, cut so many bytes, put these in."""
    for place, cut, put in changes:
        at = len(content) * place // _WHOLE
        content = content[:at] + put + content[at + cut :]
    return content


def changed_within(content: bytes, which: int, changes: Sequence[Edit]) -> bytes:
    """Change one member of a zip, or its name, and pack it again."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        members = [(name, old.read(name)) for name in old.namelist()]
    name, inner = members[which % len(members)]
    if which % 7 == 0:
        renamed = changed(name.encode(), changes).decode(errors="replace")
        name = renamed.split("\0")[0] or "x"
    else:
        inner = changed(inner, changes)
    members[which % len(members)] = (name, inner)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name, inner in dict(members).items():
            new.writestr(name, inner)
    return stream.getvalue()


@st.composite
def hostile(draw: st.DrawFn, seeds: Sequence[bytes]) -> bytes:
    """Draw a changed version of one of the seeds."""
    content, changes = draw(st.sampled_from(seeds)), draw(edits)
    if content.startswith(b"PK") and draw(st.booleans()):
        return changed_within(content, draw(st.integers(0, 999)), changes)
    return changed(content, changes)
