"""Amounts in a split or a merge: a sum of money, of ground or of people counts once.

A ledger figure such as the fine is of the whole: copied to each part it would be counted as
often as there are parts, and of two equal ones a merge would lose one. Nobody but a person can
say how it is shared out: of clues it is left open and told, of problems, which are in the sums
already, whoever splits or merges them must say it. A record with an amount stays evidence for
every part and goes along; it counts in the first of them alone, which the others' copies name
in ``counted_with``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from greenshield.domain.errors import Problem, RefusedError
from greenshield.domain.field_spec import is_number
from greenshield.domain.records import CARRIED_FROM
from greenshield.domain.state import IssueState, RecordState
from greenshield.log import canonical
from greenshield.project import identity
from greenshield.project.action import documents_body
from greenshield.project.project import Project
from greenshield.services import figures
from greenshield.services.figures import COUNTED_WITH as COUNTED_WITH

AMOUNTS: Final = frozenset(
    ("demolished_area", "restored_area", "closed_enterprises", "fine_yuan", "acct_total",
     "acct_by_rank", "damage_yuan")
)  # fmt: skip
AREAS: Final = frozenset(("area_measured", "area_rs"))
COUNTED: Final = frozenset({"penalty", "accountability", "compensation", "referral"})
"""The kinds of record that a sum over issues counts."""
_IN_RECORDS: Final = ("yuan", "persons", "quantity", "done_quantity")
_CENT: Final = 0.005  # of the unit: the same amount, however it was added up


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


def repeated(
    project: Project, records: Iterable[RecordState], parts: Mapping[str, str]
) -> list[Problem]:
    """A remark for each of these records that has an amount, and will stand several times.

    What a sum counts counts once all the same; the quantity of a measure is the whole's in each,
    and told by what each part's own copy is called, which is what a person mends.

    Args:
        project: whose.
        records: of the whole.
        parts: the id of each part -> its clue number.
    """
    told = []
    for record, name in _with_amounts(r for r in records if not r.get(COUNTED_WITH)):
        if record.kind in COUNTED:
            told.append(_told("lineage_amount_once", record, name))
            continue
        copies = "、".join(
            f"{number} {identity.record_carried(project.project_id, part, record.record_id)[-8:]}"
            for part, number in parts.items()
        )
        params = {"record_kind": record.kind, "field": name, "record": copies}
        told.append(Problem("lineage_amount_whole", _numbered(record), None, "", params, False))
    return told


def unequal(records: Iterable[RecordState]) -> list[Problem]:
    """A remark for each of these records with an amount: another copy says something else."""
    return [_told("lineage_amount_repeated", r, name) for r, name in _with_amounts(records)]


def _with_amounts(records: Iterable[RecordState]) -> Iterator[tuple[RecordState, str]]:
    for record in records:
        name = next((name for name in _IN_RECORDS if record.get(name)), "")
        if name:
            yield record, name


def _told(code: str, record: RecordState, name: str) -> Problem:
    numbered = _numbered(record)
    params = {"record_kind": record.kind, "field": name, "record": numbered}
    return Problem(code, numbered, None, "", params, False)


def _numbered(record: RecordState) -> str:
    """Its own number, else the end of its id, by which commands name it."""
    return str(record.get("number") or record.get("case_no") or record.record_id[-8:])


def refuse_unshared(old: IssueState, plans: Sequence[Mapping[str, Any]]) -> None:
    """Lets the parts of a problem pass that together have each amount of the whole.

    An amount that records tell is not asked for: they go along. Where there is no patch, which
    the parts would have by their shapes, its area is one too.

    Raises:
        RefusedError: ``lineage_amount_unshared``.
    """
    told = figures.of(old)
    asked = AMOUNTS if old.get("geom") is not None else AMOUNTS | AREAS
    for name in sorted(asked):
        whole = old.get(name)
        if not whole or name in told:
            continue
        shares = [plan.get(name) for plan in plans]
        if not _adds_up(whole, shares):
            raise RefusedError(
                "lineage_amount_unshared", field=name, issue=old.number, whole=_plain(whole),
                shares=", ".join(_plain(share) for share in shares if share) or "0",
            )  # fmt: skip


def refuse_unsaid(olds: Sequence[IssueState], given: Mapping[str, Any]) -> None:
    """Lets a merge of problems pass that says each amount which several of them have.

    Where one of them has no patch, the merged one has none of its own accord, and its area must
    be said.

    Raises:
        RefusedError: ``lineage_amount_unsaid``.
    """
    if "geom" not in given and any(old.get("geom") is None for old in olds):
        for name in sorted(AREAS):
            _refuse_silent(name, [old for old in olds if old.get(name)], given)
    for name in sorted(AMOUNTS - given.keys()):
        having = [old for old in olds if old.get(name) and name not in figures.of(old)]
        if len(having) > 1:
            _refuse_silent(name, having, given)


def _refuse_silent(name: str, having: Sequence[IssueState], given: Mapping[str, Any]) -> None:
    if having and name not in given:
        numbers = ", ".join(old.number for old in having)
        told = ", ".join(_plain(old.get(name)) for old in having)
        raise RefusedError("lineage_amount_unsaid", field=name, issues=numbers, told=told)


def _adds_up(whole: Any, shares: Sequence[Any]) -> bool:
    if isinstance(whole, dict):
        parts = [share for share in shares if isinstance(share, dict)]
        ranks = whole.keys() | {rank for part in parts for rank in part}
        return all(
            _adds_up(whole.get(rank, 0), [part.get(rank, 0) for part in parts]) for rank in ranks
        )
    numbers = [share for share in shares if is_number(share)]
    return not is_number(whole) or abs(math.fsum(numbers) - float(whole)) < _CENT


def _plain(value: Any) -> str:
    return f"{value:.10g}" if is_number(value) else str(value)


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
        told = {n: state.value for n, state in record.fields.items() if n != COUNTED_WITH}
        says = {n: roots.get(v, v) if isinstance(v, str) else v for n, v in told.items()}
        said = [record.kind, record.occurred_on, says, documents_body(record.documents)]
        out[record.record_id] = (roots[record.record_id], canonical.dumps(said))
    return out
