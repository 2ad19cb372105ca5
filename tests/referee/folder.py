"""Rule folders, and the working days, read for trials of the referee."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from .days import WorkingDays


def read_rules(
    folder: Path,
) -> tuple[list[dict[str, Any]], dict[str, Any], dict[str, Any]]:
    """Read the rules, the instruments by name and the vocabularies by name."""
    rules, instruments, vocabularies = [], {}, {}
    for file in sorted(folder.glob("*/*.yaml")):
        if file.parent.name == "vocabulary":
            vocabularies[file.stem] = read_yaml(file)
        elif file.stem == "instrument":
            instruments[file.parent.name] = read_yaml(file)
        elif file.parent.name != "calendar":
            rules.append(read_yaml(file))
    return rules, instruments, vocabularies


def read_working_days(file: Path) -> WorkingDays:
    """Read a table of working days in the form of `rules/calendar`."""
    years = read_yaml(file)["years"]
    days_off = {
        span["from"] + timedelta(days=count)
        for year in years
        for span in year["holidays"]
        for count in range((span["to"] - span["from"]).days + 1)
    }
    make_up_days = {day for year in years for day in year["workdays"]}
    return WorkingDays(days_off, make_up_days, [year["year"] for year in years])


def read_yaml(file: Path) -> Any:
    """Parse one YAML file."""
    return yaml.safe_load(file.read_text(encoding="utf-8"))
