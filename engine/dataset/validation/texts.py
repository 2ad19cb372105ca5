"""How identifiers and codes are cleaned, as SQL, and which texts stand for nothing."""

from __future__ import annotations

from engine.dataset import names
from engine.tables import sql

# What Python's `str.isspace` holds of, and the characters of Unicode's category Cf.
SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
INVISIBLE = (
    ("00AD",), ("0600", "0605"), ("061C",), ("06DD",), ("070F",), ("0890", "0891"),
    ("08E2",), ("180E",), ("200B", "200F"), ("202A", "202E"), ("2060", "2064"),
    ("2066", "206F"), ("FEFF",), ("FFF9", "FFFB"), ("110BD",), ("110CD",),
    ("13430", "1343F"), ("1BCA0", "1BCA3"), ("1D173", "1D17A"), ("E0001",),
    ("E0020", "E007F"),
)  # fmt: skip
PLACEHOLDERS = (
    "/", "／", "-", "－", "--", "——", "无", "暂无", "未知", "n/a", "null", "none",
)  # fmt: skip
# Character classes of RE2.
BLANK = "[" + "".join(f"\\x{{{ord(c):X}}}" for c in SPACES) + "]"
_UNSEEN = "[" + "".join("-".join(f"\\x{{{c}}}" for c in r) for r in INVISIBLE) + "]"
# Visible ASCII and the basic block of CJK: nothing in it is blank, invisible or of full
# width. To look is fifty times as fast as to clean.
BARE = "[!-~\\x{4E00}-\\x{9FFF}]+"
_LONGEST_PLACEHOLDER = 4

MACROS = (
    f"""CREATE OR REPLACE MACRO stripped(t) AS
    nullif(trim(t, {sql.text(SPACES)}), '')""",
    # Within ASCII there is nothing invisible and nothing of full width: `translate`
    # takes fifty times as long as all else.
    f"""CREATE OR REPLACE MACRO tidy(t) AS
    CASE WHEN regexp_full_match(t, '{BARE}') THEN t
    WHEN strlen(t) = length(t) THEN stripped(t) ELSE
    stripped(translate(regexp_replace(t, '{_UNSEEN}+', '', 'g'),
        {sql.text(names.FULL_WIDTH)}, {sql.text(names.HALF_WIDTH)})) END""",
    # IN would become a join, which does not keep the rows in their order.
    f"""CREATE OR REPLACE MACRO identifier_of(t) AS
    CASE WHEN TRY_CAST(lower(t) AS ENUM{sql.texts(PLACEHOLDERS)}) IS NULL THEN t END""",
)


def is_tidy(raw: str) -> str:
    """Write a cheap test that nothing of a text is to be cleaned, nor is it a placeholder.

    It holds of all ASCII that begins and ends visibly and is longer than a placeholder.
    """
    return (
        f"strlen({raw}) > {_LONGEST_PLACEHOLDER} AND strlen({raw}) = length({raw}) "
        f"AND {raw} >= '!' AND {raw}[-1] > ' '"
    )


def identifier(raw: str) -> str:
    """Write an identifier without what is not to be seen; NULL for a placeholder."""
    # Of the short ones, those of letters and digits with a digit are no placeholder.
    is_short = f"regexp_full_match({raw}, '[0-9A-Za-z]*[0-9][0-9A-Za-z]*')"
    return (
        f"CASE WHEN {raw} IS NULL OR ({is_tidy(raw)}) THEN {raw} "
        f"WHEN {is_short} THEN {raw} ELSE identifier_of(tidy({raw})) END"
    )
