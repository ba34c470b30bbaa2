"""How far an event's author knew the chains: by its own place in one, and by what it says.

Moves, second signatures and decisions carry ``chains`` in their pins: scope -> device -> the
last ``seq`` known. Below its own event a device has its chain whatever it says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from greenshield.log.envelope import Header

Reach = dict[tuple[str, str], int]
"""(scope, device) -> the last ``seq`` of that chain."""


def reach(header: Header, pins: Mapping[str, Any]) -> Reach:
    """What the author of one event knew by its own word; what is malformed counts for nothing."""
    out: Reach = {}
    chains = pins.get("chains")
    for scope, heads in chains.items() if isinstance(chains, Mapping) else ():
        for device, seq in heads.items() if isinstance(heads, Mapping) else ():
            if type(seq) is int:
                out[(scope, device)] = seq
    out[(header.scope, header.device)] = header.seq - 1
    return out


def covers(known: Reach, header: Header) -> bool:
    """True where an event stands in the known part of its chain."""
    return header.seq <= known.get((header.scope, header.device), 0)


def well_formed(pins: Mapping[str, Any]) -> bool:
    """True where ``chains`` is there and of the form above."""
    chains = pins.get("chains")
    return isinstance(chains, Mapping) and all(
        isinstance(heads, Mapping) and all(type(seq) is int for seq in heads.values())
        for heads in chains.values()
    )
