"""Where the shapes of a chart are, for tests of what lies within and what overlaps."""

from __future__ import annotations

from itertools import combinations

from reports.charts.figure import Chart, Label, Mark
from reports.charts.texts import SIZE, text_width

# Left, top, right, bottom.
Box = tuple[float, float, float, float]

# The highest and the lowest parts of letters and Chinese characters, of their size.
ABOVE, BELOW = 0.88, 0.12
# Half the width and the height of the signs, as `chart.html` draws them.
SIGNS = {"day": (7.0, 7.0), "due": (2.4, 6.7)}
ROUNDING = 0.02


def label_box(label: Label) -> Box:
    width = text_width(label.text)
    left = label.x - {"start": 0, "middle": width / 2, "end": width}[label.anchor]
    return left, label.y - ABOVE * SIZE, left + width, label.y + BELOW * SIZE


def mark_box(mark: Mark) -> Box:
    across, up = SIGNS.get(mark.look.split("-")[0], (4.0, 4.0))
    return mark.x - across, mark.y - up, mark.x + across, mark.y + up


def all_boxes(chart: Chart) -> list[Box]:
    blocks = [(b.x, b.y, b.x + b.width, b.y + b.height) for b in chart.blocks]
    points = [(x, y, x, y) for stroke in chart.strokes for x, y in stroke.points]
    labels = [label_box(label) for label in chart.labels]
    return [*blocks, *points, *labels, *map(mark_box, chart.marks)]


def outside(chart: Chart) -> list[Box]:
    """Return what reaches beyond the view box."""
    width, height = chart.width + ROUNDING, chart.height + ROUNDING
    return [
        box
        for box in all_boxes(chart)
        if min(box[:2]) < -ROUNDING or box[2] > width or box[3] > height
    ]


def overlapping(chart: Chart) -> list[tuple[str, str]]:
    """Return the pairs of labels that overlap."""
    placed = [(label.text, label_box(label)) for label in chart.labels]
    return [
        (one, two)
        for (one, a), (two, b) in combinations(placed, 2)
        if a[0] < b[2] - ROUNDING
        and b[0] < a[2] - ROUNDING
        and a[1] < b[3] - ROUNDING
        and b[1] < a[3] - ROUNDING
    ]
