"""What ``verify --rebuild`` does first: the file itself is made sound, or told why it can't be."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from greenshield.log.chain import Broken
from greenshield.project import salvaging
from greenshield.project.layout import DATABASE, Layout
from greenshield.services.session import device_name

__all__ = ["Told", "make_sound", "not_mended"]


@dataclass(slots=True)
class Told:
    """What was done about a damaged file.

    Attributes:
        found: what was wrong with it.
        remarks: where the damaged file lies now, and what may have stayed behind in it.
        broken: why it stands as it stood, and the events that can't be read.
    """

    found: list[Broken] = field(default_factory=list)
    remarks: list[Broken] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)


def make_sound(path: Path, passphrase: str | None) -> Told:
    """Makes a project's damaged file sound, where all of its events can be read.

    Raises:
        SurroundingsError: another process writes, no permission, disk full.
    """
    layout = Layout.of(path)
    reasons = salvaging.reasons_of(layout, passphrase)
    out = Told([Broken("database_damaged", DATABASE, {"reason": reason}) for reason in reasons])
    if not reasons:
        return out
    done = salvaging.make_sound(layout, reasons, who=device_name(), passphrase=passphrase)
    if done.kept is not None:
        where = f"{layout.backups.name}/{done.kept.name}"
        out.remarks.append(Broken("salvage_kept", where))
        out.remarks += [Broken("salvage_left", name, {"kept": where}) for name in done.left]
    if done.failed:
        out.broken = [Broken("event_unreadable", place) for place in done.unread]
        out.broken.append(Broken(done.failed, DATABASE))
    return out


def not_mended(broken: list[Broken]) -> list[Broken]:
    """The same things as told after an attempt that failed, which need not be made again."""
    return [
        replace(b, code="database_not_mended") if b.code == "database_damaged" else b
        for b in broken
    ]
