"""What verification found, of a project, a pack or a hand-over package."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from greenshield.log.chain import Broken
from greenshield.log.trust import Trust

__all__ = ["Broken", "Verdict", "keys_of"]


@dataclass(slots=True)
class Verdict:
    """What verification found.

    Attributes:
        trust: ``root`` where the root is one of the trusted ones, ``no`` where it is another,
            ``unknown`` where nobody said whom to trust.
        root: the root's fingerprint, "" where there is none.
        packs: how many packs a hand-over package holds.
        keys: each admitted device, and each other one that signed an event: key (hex, "" where
            no certificate tells it), device, name, admitted (the root vouches for it), trusted
            (admitted, and the root is one of the trusted ones).
        remarks: what a person should know, and nothing is broken by: an older copy.
        found: with ``rebuild_tables``, what was broken in the file and its tables before.
        mended: of these, what is in the tables and was made again from what was signed.
            ``broken`` is what then is left.
        taken_over: of these, what is about the file's bytes: they were only summed up anew as
            they are.
        accepted: lost ends of chains that this user has just said are not to be expected any more.
        unjudgeable: moves whose evidence was redacted after they were made; nothing is broken
            by that, and nobody can say any more whether they were right.
        rebuilt: True where the tables were written anew.
        bytes_compared: the file's bytes were compared with those that it was closed with.
        names: the numbers of issues and the names of files, by the ids and hashes in ``broken``.
    """

    trust: str = "unknown"
    root: str = ""
    events: int = 0
    photos: int = 0
    packs: int = 0
    keys: list[dict[str, Any]] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    unjudgeable: list[Broken] = field(default_factory=list)
    remarks: list[Broken] = field(default_factory=list)
    found: list[Broken] = field(default_factory=list)
    mended: list[Broken] = field(default_factory=list)
    taken_over: list[Broken] = field(default_factory=list)
    accepted: list[Broken] = field(default_factory=list)
    rebuilt: bool = False
    bytes_compared: bool = True
    names: dict[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Integrity: nothing is broken, and nothing had to be put right just now."""
        put_right = self.mended or self.taken_over or self.accepted
        return not self.broken and not put_right


def keys_of(trust: Trust, devices: set[str]) -> list[dict[str, Any]]:
    """Each device that the root admits, then each other one that signed an event."""
    known = [
        {"key": c.public_key, "device": device, "name": c.name, "admitted": True}
        for device, c in sorted(trust.certificates.items())
    ]
    strangers = sorted(devices - trust.certificates.keys())
    return known + [{"key": "", "device": d, "name": "", "admitted": False} for d in strangers]
