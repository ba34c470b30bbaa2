"""Verifies an archive pack, or a hand-over package with every pack in it, with no project."""

from __future__ import annotations

from pathlib import Path

from greenshield import reference
from greenshield.reports import handover_check, pack_check
from greenshield.services import called
from greenshield.services.progress import SILENT, Progress
from greenshield.services.verdict import Verdict, keys_of


def pack(path: Path) -> Verdict:
    """What is found of a pack.

    Raises:
        UnreadableError: it is no zip at all, or can't be read.
    """
    return _of(pack_check.check(path, reference.parsed_ruleset))


def handover(path: Path, progress: Progress = SILENT) -> Verdict:
    """What is found of a hand-over package and its packs, together.

    Packs of one project hold much of one log, and may share photos: each counts once.

    Raises:
        UnreadableError: it is no zip at all, or can't be read.
    """
    found = handover_check.check(path, reference.parsed_ruleset, progress.step)
    out = Verdict(broken=found.broken, remarks=found.remarks)
    keys: dict[str, dict[str, object]] = {}
    for checked in found.packs.values():
        one = _of(checked)
        out.packs += 1
        out.unjudgeable += one.unjudgeable
        out.names |= one.names
        out.root = out.root or one.root
        for key in one.keys:
            known = keys.setdefault(str(key["device"]), key)
            known["admitted"] = bool(known["admitted"]) and bool(key["admitted"])
    packs = found.packs.values()
    out.events = len({event.event_id for each in packs for event in each.event_list})
    out.photos = len({photo for each in packs for photo in each.photos})
    out.keys = [keys[device] for device in sorted(keys)]
    return out


def _of(found: pack_check.PackCheck) -> Verdict:
    out = Verdict(events=len(found.event_list), photos=len(found.photos), broken=found.broken)
    out.unjudgeable, out.remarks = found.unjudgeable, found.remarks
    out.names = called.names_of(found.event_list, found.issues)
    if found.trust is not None:
        out.root, out.keys = found.trust.root_fingerprint, keys_of(found.trust, found.devices)
    return out
