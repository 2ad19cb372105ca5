"""The page of tables names every table that the engine makes, and no other."""

import re

from tests.house import ROOT, modules, words

# A table made by the store, or by a statement in plain SQL.
MADE = re.compile(
    r"\.(?:keep|define|keep_rows|keep_rows_from|keep_numbered|keep_looked_up)"
    r"\(\s*f?\"([^\"]+)\""
    r"|CREATE (?:OR REPLACE )?(?:TEMP )?(?:TABLE|VIEW) ([\w{}]+)"
)
NAME = re.compile(r"`([\w<>.]+)`")
# These keep tables under names that they are given, or only while a file is read.
APART = (
    "tables/duckdb/", "tables/spark/", "dataset/",
)  # fmt: skip
GIVEN = re.compile(r"^\{\w+\}")


def plain(name: str) -> str:
    """Return a name with one sign for what differs from rule to rule."""
    return re.sub(r"\{[^}]*\}|<[^>]*>", "*", name)


def made() -> set[str]:
    """Return the names of all tables that the engine makes beside a dataset's."""
    found = set()
    for module in modules("engine"):
        if not module.relative_to(ROOT / "engine").as_posix().startswith(APART):
            for by_store, by_sql in MADE.findall(module.read_text("utf-8")):
                found.add(by_store or by_sql)
    return {plain(name) for name in found if not GIVEN.match(name)}


def documented() -> set[str]:
    """Return the names in the first column of the page's tables."""
    rows = re.findall(r"^\| (`[^|]+) \|", words("engine", "tables", "README.md"), re.M)
    return {plain(name) for row in rows for name in NAME.findall(row)}


def test_every_table_that_is_made_is_on_the_page() -> None:
    assert made() - documented() == set()


def test_every_table_on_the_page_is_named_in_the_code() -> None:
    source = "\n".join(module.read_text("utf-8") for module in modules("engine"))
    names = {name.split("*")[0] for name in documented()}

    assert {name for name in names if name.rstrip("_") not in source} == set()
