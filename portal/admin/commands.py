"""The commands below `packlaw admin`."""

from __future__ import annotations

from pathlib import Path

import click

from engine.cli.language import language_option
from engine.errors import Language, UsageError, message

_FOLDER = click.Path(path_type=Path)


@click.group("admin")
def admin_group() -> None:
    """Run a portal: its trail, backups, organisations, people and leftovers.

    \b
    运维门户：操作记录、备份与恢复、单位、人员、残留文件。

    Each command reads the same PACKLAW_ settings as `packlaw serve`, and works while
    the portal runs. What changes something is entered on the trail.
    """


@admin_group.command("backup")
@click.argument("out", type=_FOLDER)
@language_option()
def backup_command(out: Path, language: Language) -> None:
    """Back the portal up to the new folder OUT, while it runs.

    \b
    在门户运行时备份到新文件夹 OUT：数据库、数据集、核查、报告和密钥。

    A plain copy of a running portal's state folder is no backup: its database may be
    torn. Keep OUT as safe as the state folder; it holds the same data and the key.
    """
    from portal.admin.backup import back_up
    from portal.admin.opening import open_portal, open_settings

    settings = open_settings()
    with open_portal(settings) as (engine, db):
        done = back_up(settings, engine, db, out)
    _say("admin.backed-up", language, folder=out, parts=done.parts,
         size=done.size_bytes // 1_000_000)  # fmt: skip


@admin_group.command("restore")
@click.argument("backup", type=_FOLDER)
@language_option()
def restore_command(backup: Path, language: Language) -> None:
    """Restore BACKUP into the empty state folder PACKLAW_DATA, then verify the trail.

    \b
    把备份 BACKUP 恢复到空的状态文件夹 PACKLAW_DATA，并验证操作记录。

    With PostgreSQL, PACKLAW_DATABASE_URL names an empty database. Ends with 1 where the
    trail does not hold.
    """
    from portal.admin.backup import restore
    from portal.admin.opening import open_settings

    found = restore(settings := open_settings(), backup)
    _say("admin.restored", language, folder=settings.data)
    _tell_verified(found, language)


@admin_group.command("sweep")
@click.option("--do", "is_done", is_flag=True, help="Delete; without it only list.")
@click.option("--keep-days", type=click.IntRange(0), default=30, show_default=True,
              help="Days for which sessions that have ended are kept.")  # fmt: skip
@language_option()
def sweep_command(is_done: bool, keep_days: int, language: Language) -> None:
    """List what died in the middle left behind; with --do, delete it and old sessions.

    \b
    列出中断的提交、核查和报告留下的文件；加 --do 则删除，并清理过期会话。
    """
    from portal.admin import sweep
    from portal.admin.opening import open_portal, open_settings

    settings = open_settings()
    with open_portal(settings) as (_, db):
        if is_done:
            files, sessions = sweep.sweep(settings, db, keep_days)
            _say("admin.swept", language, files=files, sessions=sessions)
            return
        for path in (found := sweep.leftovers(settings, db)):
            click.echo(path)
        _say("admin.leftovers", language, count=len(found))


@admin_group.group("trail")
def trail_group() -> None:
    """Verify and export the trail.

    \b
    验证和导出操作记录。
    """


@trail_group.command("verify")
@click.option("--known", "known", multiple=True, metavar="ID:HASH",
              help="A hash noted elsewhere; may be given again.")  # fmt: skip
@language_option()
def verify_command(known: tuple[str, ...], language: Language) -> None:
    """Verify each entry and its link to the one before; end with 1 where one breaks.

    \b
    逐条验证操作记录及其与前一条的联系；有断裂则以 1 结束并指出哪一条。

    Note the last id and hash where nobody can change them: who may change the tables
    could make the whole chain anew, and only --known would tell.
    """
    from portal.admin.opening import open_portal, open_settings
    from portal.trail.verifying import verify

    with open_portal(open_settings()) as (_, db):
        _tell_verified(verify(db, _known(known)), language)


@trail_group.command("export")
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl",
              show_default=True)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False),
              help="File to write; without it standard output.")  # fmt: skip
@language_option()
def export_command(form: str, out: Path | None, language: Language) -> None:
    """Export the whole trail, the oldest first, with the hashes that prove it.

    \b
    导出全部操作记录（旧的在前），含证明其完整的哈希值。
    """
    from portal.admin.exporting import export
    from portal.admin.opening import open_portal, open_settings

    with open_portal(open_settings()) as (_, db):
        with click.open_file(str(out or "-"), "w", encoding="utf-8") as file:
            count = export(db, file, is_csv=form == "csv")
        if out:
            _say("admin.exported", language, count=count, file=out)


_TRAIL_FAULTS = {
    "content": "admin.trail-content",
    "end": "admin.trail-end",
    "left-out": "admin.trail-left-out",
    "link": "admin.trail-link",
    "time": "admin.trail-time",
}


def _known(given: tuple[str, ...]) -> dict[int, str]:
    found = {}
    for each in given:
        number, colon, digest = each.partition(":")
        if not (number.isdecimal() and colon and len(digest) == 64):
            raise UsageError("admin.known-form", value=each)
        found[int(number)] = digest
    return found


def _tell_verified(found: object, language: Language) -> None:
    from portal.trail.verifying import Verified

    assert isinstance(found, Verified)
    if not found.fault:
        _say("admin.trail-holds", language, entries=found.entries,
             id=found.entry_id, hash=found.hash)  # fmt: skip
        return
    _say(_TRAIL_FAULTS[found.fault], language, id=found.broken, held=found.entries)
    raise SystemExit(1)


def _say(code: str, language: Language, **values: object) -> None:
    click.echo(message(code, **values).in_language(language))  # type: ignore[arg-type]
