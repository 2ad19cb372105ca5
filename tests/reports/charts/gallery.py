"""Prints every chart with invented figures: python -m tests.reports.charts.gallery OUT.pdf"""

from __future__ import annotations

import sys
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from engine.errors import Language
from reports.charts import Chart
from reports.page import ROOM, SHARED
from reports.press import print_pdf
from tests.reports.charts.invented import all_of

_PAGE = """\
{% from "shared/charts/chart.html" import chart %}
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Charts</title>
<meta name="dcterms.created" content="2026-01-01">
<meta name="dcterms.modified" content="2026-01-01">
</head>
<body data-title="Charts" data-state="">
<h1>Charts</h1>
{% for language, charts in languages.items() %}
<section lang="{{ {"zh": "zh-CN"}.get(language, language) }}">
<h2>{{ {"zh": "图表", "en": "Charts"}[language] }}</h2>
{% for one in charts %}
{{ chart(one, table) }}
{% endfor %}
</section>
{% endfor %}
</body>
</html>
"""


def environment() -> Environment:
    """Return what fills templates as reports.page does."""
    return Environment(
        loader=FileSystemLoader(ROOM),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(charts: dict[Language, list[Chart]], table: str = "compact") -> str:
    """Return the page of these charts."""
    template = environment().from_string(_PAGE)
    return template.render(languages=charts, table=table)


def print_gallery(out: Path) -> None:
    """Print every chart in both languages."""
    html = page({"zh": all_of("zh"), "en": all_of("en")})
    out.write_bytes(print_pdf(html, SHARED / "style.css"))


if __name__ == "__main__":
    print_gallery(Path(sys.argv[1]))
