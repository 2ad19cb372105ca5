"""How a duty can end, in one word each, and the verdict that word stands for."""

from __future__ import annotations

from engine.rulebook import Verdict

VERDICTS: dict[str, Verdict] = {
    # whether there is a duty at all cannot be said
    "doubtful": "undetermined",
    # be_reported, and be_followed_by
    "in_time": "compliant",
    "done": "compliant",
    "late": "breach",
    "missing": "breach",
    "pending": "pending",
    "open": "pending",
    "beyond_calendar": "undetermined",
    "unmatched": "undetermined",
    "unsure": "undetermined",
    # hold
    "holds": "compliant",
    "fails": "breach",
    "unclear": "undetermined",
    # be_preceded_by
    "preceded": "compliant",
    "unpreceded": "breach",
    "too_early": "breach",
    "not_shown": "undetermined",
    # must_not be_followed_by
    "clear": "compliant",
    "offended": "breach",
    "offended_same_day": "undetermined",
    "offended_unsure": "undetermined",
    # be_alone
    "alone": "compliant",
    "not_alone": "breach",
    "perhaps_alone": "undetermined",
    # be_covered_by
    "covered": "compliant",
    "uncovered": "breach",
    "perhaps_covered": "undetermined",
    "nowhere": "undetermined",
    # reach
    "year_open": "pending",
    "reached": "compliant",
    "short": "breach",
    "unmeasured": "undetermined",
}
VERDICT_WORDS: tuple[Verdict, ...] = (
    "compliant", "breach", "pending", "undetermined",
)  # fmt: skip
OUTCOMES = tuple(VERDICTS)
CODES = {outcome: code for code, outcome in enumerate(OUTCOMES)}
