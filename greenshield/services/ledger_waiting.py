"""Which rows of the ledger wait at a tier, and which have waited long."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from greenshield.domain import waiting
from greenshield.domain.ledger_filter import Filter
from greenshield.project.project import Project
from greenshield.services import ledger_store, rules
from greenshield.services.ledger_store import Store
from greenshield.services.ledger_values import Mask

# Asked for the rows alone that the state does not decide, by their keys.
_PENDING = """
SELECT i.fid, m.move FROM json_each(?) k JOIN issue i ON i.fid = k.value
JOIN move m ON m.issue_id = i.id WHERE m.status = 'pending' ORDER BY m.fid
"""
_LOOKED_BACK = """
SELECT i.fid, m.role FROM json_each(?) k JOIN issue i ON i.fid = k.value
JOIN move m ON m.issue_id = i.id WHERE m.status = 'done' AND m.move = 'look_back' ORDER BY m.fid
"""


def at(project: Project, store: Store, tiers: Sequence[str]) -> Mask:
    """Which rows wait at any of some tiers, as ``waiting.of_issue`` says of each."""
    asked = frozenset(tiers)
    return store.mask(f"waiting at {sorted(asked)}", lambda: _at(project, store, asked))


def so_long(project: Project, store: Store, wanted: Filter) -> Mask:
    """Which rows have waited for ``waiting_days`` or more on the day of a filter."""
    days = timedelta(days=wanted.waiting_days)
    last = (date.fromisoformat(wanted.as_of) - days).isoformat()
    long = store.column(project, "waiting_since").mask(lambda v: bool(v) and v <= last)
    return long & at(project, store, waiting.TIERS)


def _at(project: Project, store: Store, asked: frozenset[str]) -> Mask:
    ruleset = rules.in_force(project)
    state, area = store.column(project, "state"), store.column(project, "area_id")
    out: Mask = np.zeros(len(store.keys), np.bool_)
    # Every level by itself: who accepts, and what is filed, depends on it.
    levels = {store.of_area("area_level", value) or "" for value in area.values}
    for level in levels:
        turns = {s: waiting.turn(s, level, ruleset.acceptance_role(level)) for s in waiting.ONWARD}
        there = [s for s, turn in turns.items() if turn is not None and asked & set(turn.tiers)]
        here = [v for v in area.values if (store.of_area("area_level", v) or "") == level]
        out |= area.one_of(here) & state.one_of(there)
    _back(project, store, asked, out)
    _signatures(project, store, asked, out)
    out[store.column(project, "disputed").mask(bool)] = waiting.tier_of("keeper") in asked
    return out


def _back(project: Project, store: Store, asked: frozenset[str], out: Mask) -> None:
    """Of issues under a look-back, who began it ends it, where that is known."""
    rows = store.column(project, "state").one_of(("lookback",))
    for places, role in _each(project, store, rows, _LOOKED_BACK):
        turn = waiting.turn("lookback", "", "", role)
        out[places] = turn is not None and bool(asked & set(turn.tiers))


def _signatures(project: Project, store: Store, asked: frozenset[str], out: Mask) -> None:
    """A move that waits for a second signature waits for who may give it."""
    rows = store.column(project, "pending").mask(bool)
    out[rows] = False
    for places, move in _each(project, store, rows, _PENDING):
        turn = waiting.signature(move)
        out[places] = turn is not None and bool(asked & set(turn.tiers))


def _each(
    project: Project, store: Store, rows: Mask, sql: str
) -> list[tuple[np.ndarray[tuple[int], np.dtype[np.intp]], str]]:
    """The places of some rows by what a query says of each; the last word of several counts."""
    if not rows.any():
        return []
    keys = json.dumps(store.keys[rows].tolist())
    told = dict(ledger_store.tuples(project, sql, (keys,)))
    by_word: dict[str, list[int]] = {}
    for key, word in told.items():
        by_word.setdefault(str(word), []).append(key)
    return [(store.places(several), word) for word, several in by_word.items()]
