"""The audit trail: who did what to which thing; each entry holds the hash of the one before.

`record` notes an action in the session that does it. When that session commits, its
entries join the chain (`chain.py`), and a change that nobody told of is refused
(`watch.py`). `repeats.py` keeps what happens often from filling the trail.
"""

from __future__ import annotations

from sqlalchemy.orm import Session as DatabaseSession

from portal.trail.chain import note
from portal.trail.tables import AuditEntry


def record(
    db: DatabaseSession,
    action: str,
    subject: str = "",
    *,
    user_id: int | None = None,
    organisation_id: int | None = None,
    owner_id: int | None = None,
    address: str = "",
    times: int = 1,
) -> None:
    """Note an action; its entry is committed with what it tells of, or not at all.

    `action` is a word such as `signed-in`, `subject` what it was done to. `owner_id` is
    the organisation whose thing that is, where it is another than that of the person.
    `times`: for how many of its like the entry stands.
    """
    entry = AuditEntry(
        action=action,
        subject=_one_line(subject),
        user_id=user_id,
        organisation_id=organisation_id,
        owner_id=None if owner_id == organisation_id else owner_id,
        address=address,
        times=times,
    )
    note(db, entry)


def _one_line(text: str) -> str:
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    return printable[:200]
