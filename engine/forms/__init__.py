"""The forms of demand, a package each; see README.md for what a part is."""

from __future__ import annotations

from engine.forms.be_alone.demand import BeAlone
from engine.forms.be_covered_by.demand import BeCoveredBy
from engine.forms.be_followed_by.demand import BeFollowedBy
from engine.forms.be_preceded_by.demand import BePrecededBy
from engine.forms.be_reported.demand import BeReported
from engine.forms.hold.demand import Hold
from engine.forms.reach.demand import Reach, Sum

__all__ = [
    "BeAlone",
    "BeCoveredBy",
    "BeFollowedBy",
    "BePrecededBy",
    "BeReported",
    "Hold",
    "Reach",
    "Sum",
]
