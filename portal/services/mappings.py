"""What people do with the mappings that their organisation keeps."""

from __future__ import annotations

from portal.mapping.kept import kept_mapping
from portal.services.work import Work


def delete_mapping(work: Work, key: str) -> None:
    """Delete a kept mapping; checks that were made with it keep its text.

    MissingError where the person sees no such mapping, NotAllowedError where the role
    may not, or it is another organisation's.
    """
    kept = kept_mapping(work.db, key)
    work.authorise("mapping.change", kept)
    with work.transaction():
        work.db.delete(kept)
        work.note("mapping-deleted", f"{kept.key} {kept.title}")
