"""What a number may look like, and its exact value, as SQL."""

from __future__ import annotations

PLAIN = r"[+-]?([0-9]{1,18}(\.[0-9]{0,12})?|\.[0-9]{1,12})"
NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?"

# Numbers with an exponent or with leading and trailing zeros become thirty digits
# around a fixed point, as text: through a binary fraction they would not stay exact.
MACROS = (
    """CREATE OR REPLACE MACRO number_digits(digits, scale, sign) AS
    CASE WHEN digits = '' THEN CAST(0 AS DECIMAL(38, 12))
         WHEN scale <= 12 AND length(digits) - scale <= 18 THEN
    TRY_CAST(sign || regexp_replace(
        lpad(digits || repeat('0', greatest(0, 12 - scale)), 31, '0'),
        '(.{12})$', '.\\1') AS DECIMAL(38, 12)) END""",
    """CREATE OR REPLACE MACRO number_strip(digits, scale, sign) AS
    number_digits(ltrim(rtrim(digits, '0'), '0'),
        scale - length(digits) + length(rtrim(digits, '0')), sign)""",
    """CREATE OR REPLACE MACRO number_exact(t) AS number_strip(
        replace(regexp_extract(t, '^[+-]?([0-9.]+)', 1), '.', ''),
        length(regexp_extract(t, '[.]([0-9]*)', 1))
            - coalesce(TRY_CAST(regexp_extract(t, '[eE](.*)$', 1) AS INTEGER), 0),
        CASE WHEN t[1] = '-' THEN '-' ELSE '' END)""",
    """CREATE OR REPLACE MACRO number_text(t) AS
        CASE WHEN regexp_full_match(t, '[+-]?[0-9]+') THEN t
        WHEN abs(TRY_CAST(t AS DOUBLE)) < 1e15
        THEN rtrim(rtrim(CAST(number_exact(t) AS VARCHAR), '0'), '.') END""",
)
