"""The results of the passes over records, encoded as numbers in one table or two.

Rules and roles that need few look-ups are evaluated for every record in one pass; the
others, for the few records that they concern, in a second. Later steps read these
tables and not the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from engine.evaluation.forms import NumberedRule
from engine.evaluation.predicates import ColumnRequirements, requirements_of
from engine.evaluation.rulings import Rulings
from engine.evaluation.sweep.join_keys import JoinKeyEncoder
from engine.evaluation.sweep.match_roles import MatchRole
from engine.evaluation.sweep.record_pass import RecordPass
from engine.evaluation.sweep.scan import Scan, Step
from engine.tables.store import Column

_LITTLE = {"actor", "counterparty"}


class EncodedResults:
    """The outcomes of rules of single records, and the roles of records in matches.

    `pairs`: which columns of roles are compared.
    """

    def __init__(
        self,
        scan: Scan,
        rules: Sequence[NumberedRule],
        roles: Iterable[MatchRole],
        pairs: Iterable[tuple[str, str]],
    ) -> None:
        self._scan = scan
        roles = list(dict.fromkeys(roles))
        self._keys = JoinKeyEncoder(roles, pairs)
        self._passes = [
            RecordPass(
                scan, name,
                [r for r in rules if _is_little(requirements_of(r[1])) is little],
                [s for s in roles if _is_little(ColumnRequirements.of(s.condition)) is little],
                self._keys,
            )
            for name, little in (("answers", True), ("answers_of_few", False))
        ]  # fmt: skip

    @property
    def separate_by(self) -> list[str]:
        """The columns in which two records must agree to be compared at all."""
        return self._scan.separate_by

    def steps(self, rulings: Rulings) -> Iterator[Step]:
        """Yield the passes over the records."""
        yield self._keep_keys
        for record_pass in self._passes:
            if record_pass.has_work:
                yield partial(record_pass.keep, rulings)

    def of(self, role: MatchRole) -> Column:
        """Return the encoded records that have a role (see `record_pass`).

        `sure`: its condition is true of them; it is unknown of the others.
        """
        (record_pass,) = (
            record_pass for record_pass in self._passes if role in record_pass.roles
        )
        return record_pass.of(role)

    def _keep_keys(self) -> None:
        self._keys.keep(self._scan.inputs.records.bare, self._scan.tables)


def _is_little(requirements: ColumnRequirements) -> bool:
    return requirements.registers <= _LITTLE
