"""Amounts in a split or a merge: a sum of money, of ground or of people counts once.

A ledger figure such as the fine is of the whole: copied to each part it would be counted as
often as there are parts, and of two equal ones a merge would lose one. Nobody but a person can
say how it is shared out, so it is left open and told. A record with an amount stays evidence for
every part and goes along; that it would count several times is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from greenshield.domain.errors import Problem
from greenshield.domain.state import IssueState, RecordState
from greenshield.log import canonical
from greenshield.project.action import documents_body

AMOUNTS: Final = frozenset(
    ("demolished_area", "restored_area", "closed_enterprises", "fine_yuan", "acct_total",
     "acct_by_rank", "damage_yuan")
)  # fmt: skip
CARRIED_FROM: Final = "carried_from"
_IN_RECORDS: Final = ("yuan", "persons", "quantity", "done_quantity")


def undivided(values: Mapping[str, Any]) -> dict[str, Any]:
    """Fields without those amounts that several parts can't all have; nought they can."""
    return {name: value for name, value in values.items() if name not in AMOUNTS or not value}


def left_open(old: IssueState, plans: Sequence[Mapping[str, Any]]) -> list[Problem]:
    """A remark for each amount of an issue that one of its parts, as planned, does not have."""
    out = []
    for name in sorted(AMOUNTS):
        without = [str(plan["clue_no"]) for plan in plans if name not in plan]
        if old.get(name) and without:
            out.append(told_open(name, [old], without))
    return out


def told_open(name: str, olds: Iterable[IssueState], new: Sequence[str]) -> Problem:
    """The remark that an amount of these issues was left open in the new ones."""
    numbers = ", ".join(str(old.get("clue_no") or old.entity_id) for old in olds)
    params = {"field": name, "issues": numbers, "new": ", ".join(new)}
    return Problem("lineage_amount_open", ", ".join(new), None, name, params, False)


def repeated(records: Iterable[RecordState]) -> list[Problem]:
    """A remark for each of these records that has an amount, and will stand several times."""
    out = []
    for record in records:
        name = next((name for name in _IN_RECORDS if record.get(name)), None)
        if name is not None:
            called = str(record.get("number") or record.get("case_no") or record.record_id[:12])
            params = {"field": name, "record": called}
            out.append(Problem("lineage_amount_repeated", called, None, name, params, False))
    return out


def sameness(records: Sequence[RecordState]) -> dict[str, tuple[str, bytes]]:
    """Of the records that came along from an older issue: where from, and what they say.

    Two parts' records that agree in both are one record that a split made two. Other records
    that they name are told by where those came from, since each part has ids of its own.
    """
    roots = {r.record_id: str(r.get(CARRIED_FROM)) for r in records if r.get(CARRIED_FROM)}
    out = {}
    for record in records:
        if record.record_id not in roots:
            continue
        told = {name: state.value for name, state in record.fields.items()}
        says = {n: roots.get(v, v) if isinstance(v, str) else v for n, v in told.items()}
        said = [record.kind, record.occurred_on, says, documents_body(record.documents)]
        out[record.record_id] = (roots[record.record_id], canonical.dumps(said))
    return out
