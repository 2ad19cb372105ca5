"""Who may do what: the one table of rights, and the action that each address asks for.

Pages, services and templates ask `authorise` and `allows`, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from portal.database.parts import ROLES_OF, Kind, Owned, Role
from portal.database.tenancy import Viewer, was_let_through
from portal.errors import MissingError, NotAllowedError

Action = Literal[
    "dataset.read",
    "dataset.add",
    "dataset.submit",
    "check.read",
    "check.start",
    "check.cancel",
    "report.issue",
    "personal.read",
    "case.read",
    "case.comment",
    "case.answer",
    "case.judge",
    "case.close",
    "mapping.read",
    "mapping.change",
    "person.read",
    "person.invite",
    "person.remove",
    "organisation.add",
    "organisation.change",
    "trail.read",
    "bounds.read",
]

Roles = Mapping[Kind, frozenset[Role]]


class OfOrganisation(Protocol):
    """A row that belongs to one organisation."""

    @property
    def organisation_id(self) -> int:
        """The id of the organisation."""


@dataclass(frozen=True)
class Right:
    """Who may do an action: which roles of which kind of organisation, or operators.

    `of_own`: only to what belongs to the person's organisation. Without it, what may be
    seen is enough.
    """

    roles: Roles
    operators: bool = False
    of_own: bool = False


def _roles(**named: str) -> Roles:
    """Return roles as they are written in the table: `company="officer reader"`."""
    return {
        kind: frozenset(role for role in roles if role in named.get(kind, "").split())
        for kind, roles in ROLES_OF.items()
    }


_EVERYONE: Final[Roles] = {kind: frozenset(roles) for kind, roles in ROLES_OF.items()}
_NOBODY: Final[Roles] = {}
_ADMINISTRATORS: Final = _roles(
    company="administrator", regulator="administrator", legal="administrator"
)
_WORKING: Final = _roles(
    company="administrator officer",
    regulator="administrator inspector",
    legal="administrator reviewer",
)
_DECIDING: Final = _roles(
    company="administrator officer",
    regulator="administrator inspector approver",
    legal="administrator reviewer",
)

# Who works on what is found needs to know whose it is; who reads, audits or reviews the law
# does not, and gets masks.
_SEEING_PEOPLE: Final = _roles(
    company="administrator officer",
    regulator="administrator inspector approver",
    legal="administrator",
)

RIGHTS: Final[Mapping[Action, Right]] = {
    "dataset.read": Right(_EVERYONE),
    "dataset.add": Right(_WORKING),
    "dataset.submit": Right(_roles(company="administrator officer"), of_own=True),
    "check.read": Right(_EVERYONE),
    "check.start": Right(_WORKING),
    "check.cancel": Right(_WORKING, of_own=True),
    "report.issue": Right(_DECIDING),
    "personal.read": Right(_SEEING_PEOPLE),
    "case.read": Right(_EVERYONE, of_own=True),
    "case.comment": Right(_DECIDING, of_own=True),
    "case.answer": Right(_roles(company="administrator officer"), of_own=True),
    "case.judge": Right(_roles(regulator="administrator inspector"), of_own=True),
    "case.close": Right(_roles(regulator="administrator approver"), of_own=True),
    "mapping.read": Right(_EVERYONE),
    # Its page shows the first rows as they are, before anyone knows what they hold.
    "mapping.change": Right(
        _roles(
            company="administrator officer",
            regulator="administrator inspector",
            legal="administrator",
        ),
        of_own=True,
    ),
    "person.read": Right(_EVERYONE, of_own=True),
    "person.invite": Right(_ADMINISTRATORS, of_own=True),
    "person.remove": Right(_ADMINISTRATORS, of_own=True),
    "organisation.add": Right(_NOBODY, operators=True),
    "bounds.read": Right(_NOBODY, operators=True),
    "organisation.change": Right(_NOBODY, operators=True),
    "trail.read": Right(
        _roles(
            company="administrator",
            regulator="administrator auditor",
            legal="administrator",
        ),
        of_own=True,
    ),
}

# What is said to who may not, where more than that can be said.
_WORDS: Final[Mapping[Action, str]] = {"personal.read": "personal.refused"}

PUBLIC: Final = "public"
"""An address for everyone, with or without a session."""
SIGNED_IN: Final = "signed-in"
"""An address for every person with a session: it is about the person's own account."""

ENDPOINTS: Final[Mapping[str, Action | Literal["public", "signed-in"]]] = {
    "static": PUBLIC,
    "start.index": PUBLIC,
    "start.language": PUBLIC,
    "start.font": PUBLIC,
    # To this machine, or to who has the token.
    "health.healthz": PUBLIC,
    "health.metrics": PUBLIC,
    "auth.sign_in": PUBLIC,
    "auth.enter": PUBLIC,
    "auth.sign_out": SIGNED_IN,
    "auth.code": PUBLIC,
    "auth.enter_code": PUBLIC,
    "auth.forgotten": PUBLIC,
    "auth.ask_reset": PUBLIC,
    "invitations.show": PUBLIC,
    "invitations.accept": PUBLIC,
    "openid.start": PUBLIC,
    "openid.callback": PUBLIC,
    "openid.join": PUBLIC,
    "openid.link": SIGNED_IN,
    "openid.unlink": SIGNED_IN,
    "account.index": SIGNED_IN,
    "account.password": SIGNED_IN,
    "account.sign_out_everywhere": SIGNED_IN,
    "account.end_session": SIGNED_IN,
    "account.change_organisation": SIGNED_IN,
    "account.factor": SIGNED_IN,
    "account.confirm_factor": SIGNED_IN,
    "account.renew_codes": SIGNED_IN,
    "account.drop_factor": SIGNED_IN,
    "people.index": "person.read",
    "people.invite": "person.invite",
    "people.withdraw": "person.invite",
    "people.show": "person.remove",
    "people.reset": "person.remove",
    "people.remove": "person.remove",
    "people.demand_factor": "person.invite",
    "people.add_organisation": "organisation.add",
    "people.confirm_proposal": "organisation.add",
    "people.withdraw_proposal": "organisation.add",
    "organisations.index": "organisation.change",
    "organisations.show": "organisation.change",
    "organisations.change": "organisation.change",
    "datasets.index": "dataset.read",
    "datasets.new": "dataset.add",
    "datasets.add": "dataset.add",
    "datasets.show": "dataset.read",
    "datasets.check": "check.start",
    "datasets.submit": "dataset.submit",
    "mappings.edit": "personal.read",
    "mappings.save": "mapping.change",
    "mappings.index": "mapping.read",
    "mappings.file": "personal.read",
    "mappings.delete": "mapping.change",
    "runs.index": "check.read",
    "runs.show": "check.read",
    "runs.progress": "check.read",
    "runs.cancel": "check.cancel",
    "runs.download": "check.read",
    "reports.index": "check.read",
    "reports.listed": "check.read",
    "reports.issue": "report.issue",
    "reports.download": "personal.read",
    "custody.index": "check.read",
    "custody.batteries": "check.read",
    "custody.gaps": "check.read",
    "custody.enterprises": "check.read",
    "custody.flows": "check.read",
    "custody.download": "check.read",
    "findings.index": "check.read",
    "findings.show": "check.read",
    "cases.index": "case.read",
    "cases.show": "case.read",
    "cases.act": "case.comment",
    "cases.move": "case.comment",
    "cases.preview": "case.comment",
    "cases.move_many": "case.comment",
    "cases.file": "personal.read",
    "trail.index": "trail.read",
    "bounds.index": "bounds.read",
    "personal.index": SIGNED_IN,
    "rules.index": PUBLIC,
    "rules.instrument": PUBLIC,
    "rules.show": PUBLIC,
    "rules.of_run": "check.read",
}
"""What each address asks for; one that is not named is served to nobody."""


def authorise(
    viewer: Viewer, action: Action, thing: OfOrganisation | None = None
) -> None:
    """Raise NotAllowedError where the viewer may not do an action (to a thing).

    MissingError where the viewer may not see the thing: who may not see it must not
    learn that it is there.
    """
    if thing is not None and not _sees(viewer, thing):
        raise MissingError
    right = RIGHTS[action]
    holds = viewer.role in right.roles.get(viewer.kind, ())
    is_others = thing is not None and thing.organisation_id != viewer.organisation_id
    if not (holds or (right.operators and viewer.is_operator)):
        raise NotAllowedError(_WORDS.get(action, NotAllowedError.KEY))
    if right.of_own and is_others:
        raise NotAllowedError


def allows(viewer: Viewer, action: Action, thing: OfOrganisation | None = None) -> bool:
    """Return whether the viewer may do an action (to a thing)."""
    try:
        authorise(viewer, action, thing)
    except (NotAllowedError, MissingError):
        return False
    return True


def _sees(viewer: Viewer, thing: OfOrganisation) -> bool:
    is_own = thing.organisation_id == viewer.organisation_id
    return is_own or (isinstance(thing, Owned) and was_let_through(viewer, thing))
