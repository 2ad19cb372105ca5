"""Print every kind of report in every language, to be looked at.

    python -m tests.reports.make_samples build/samples

The reports are of the sample run; those of one party are of the one with most breaches.
Beside each PDF stands a picture of its page 1. Those that the READMEs show are made anew
in `reports/pictures`, in a few colours.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

from PIL import Image

import reports
from reports.kinds import KINDS
from reports.page import ROOM
from reports.run import read_run_folder
from tests.reports.samples import EARLIER, RUN, VIEW

_DOTS_PER_INCH = "80"
PICTURES = ROOM / "pictures"
# Of these samples the READMEs show page 1.
SHOWN = ("compliance-zh", "inspection-en", "notice-zh", "self-check-en", "custody-zh")
_COLOURS = 24


def make_samples(out: Path) -> None:
    """Write `<kind>-<language>.pdf` and `.png` into the folder."""
    out.mkdir(parents=True, exist_ok=True)
    party = _worst_party()
    for kind, made_as in KINDS.items():
        for language in ("zh", "en", "both"):
            file = out / f"{kind}-{language}.pdf"
            entity = party if made_as.of_one_party or kind == "self-check" else None
            against = EARLIER if kind == "compliance" else None
            reports.render(
                RUN, file, kind=kind, entity=entity, against=against, language=language
            )
            _picture(file)
    for language in ("zh", "en"):
        _picture(
            reports.render_custody(
                VIEW, out / f"custody-{language}.pdf", language=language
            )
        )


def _worst_party() -> str:
    breaches: Counter[str] = Counter()
    for (_, owed_by, verdict), count in read_run_folder(RUN, 1).duties.items():
        if owed_by and verdict == "breach":
            breaches[owed_by] += count
    return breaches.most_common(1)[0][0]


def _picture(pdf: Path) -> None:
    command = ["pdftoppm", "-png", "-singlefile", "-r", _DOTS_PER_INCH]
    subprocess.run([*command, str(pdf), str(pdf.with_suffix(""))], check=True)
    if pdf.stem in SHOWN:
        _show(pdf.with_suffix(".png"))
    print(pdf)


def _show(picture: Path) -> None:
    """Keep a small copy of a picture for the READMEs."""
    PICTURES.mkdir(exist_ok=True)
    with Image.open(picture) as page:
        small = page.convert("RGB").quantize(_COLOURS, Image.Quantize.MEDIANCUT)
    small.save(PICTURES / picture.name, optimize=True)


if __name__ == "__main__":
    make_samples(Path(sys.argv[1]))
