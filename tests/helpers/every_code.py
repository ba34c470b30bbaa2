"""A project in which every code of every table stands in every field that can hold it."""

from __future__ import annotations

from itertools import count
from typing import Any

from helpers.open_sessions import add_clue
from helpers.projects import patch

from greenshield import reference
from greenshield.domain.field_spec import FieldSpec, Specs
from greenshield.domain.fields_issue import ISSUE
from greenshield.domain.records import KINDS
from greenshield.services.session import Session

DAY = "2026-03-01"
_FIGURES = ("acct_total", "acct_by_rank")  # of every other issue: records tell them too
_KEPT = ("issue_no", "clue_no", "division_code", "geom", "lon", "lat", "source_crs")


def codes(table: str) -> list[str]:
    """The codes of a table."""
    return list(reference.code_tables().table(table).entries)


def made(session: Session) -> list[str]:
    """As many issues as it takes, each with records of every kind; their clue numbers.

    The n-th issue has the n-th code of each table, from the beginning again where one ends.
    """
    most = max(len(codes(s.code_table)) for s in _coded(ISSUE))
    out = []
    for n in range(most):
        values = {k: v for k, v in _values(ISSUE, n).items() if k not in _KEPT}
        values |= {"external_nos": [["reissued", "甲-1"], ["temporary", "乙-1"], ["省厅", "丙-1"]]}
        values |= {"tags": ["示范"], "cooperating_units": ["林业局"]}
        values |= {"acct_total": 3, "acct_by_rank": dict.fromkeys(codes("acct_rank"), 1)}
        if n % 2:
            values = {k: v for k, v in values.items() if k not in _FIGURES}
        issue = add_clue(session, f"线索{n + 1}", patch(n), **values)
        _records(session, issue, n)
        out.append(f"线索{n + 1}")
    return out


def _records(session: Session, issue: str, n: int) -> None:
    with session.project.action(session.who.actor_id) as action:
        for kind in KINDS.values():
            given = _values(kind.fields, n) | {"photos": []}
            given = {k: v for k, v in given.items() if k in kind.fields and k != "measure"}
            action.add_record(issue, kind.name, given, occurred_on=DAY)


def _coded(specs: Specs) -> list[FieldSpec]:
    return [spec for spec in specs.values() if spec.code_table]


def _values(specs: Specs, n: int) -> dict[str, Any]:
    """A value of each field that a person enters."""
    serial = count(n)
    out: dict[str, Any] = {}
    for spec in specs.values():
        if spec.derived or spec.type in ("ref", "geometry", "map", "pairs", "list", "moment"):
            continue
        at = next(serial)
        if spec.code_table:
            known = codes(spec.code_table)
            code = known[n % len(known)]
            out[spec.id] = [code] if spec.type == "codes" else code
        else:
            plain = {"int": 7, "decimal": 7.5, "bool": bool(at % 2)}
            out[spec.id] = plain.get(spec.type, DAY if "date" in spec.type else f"文字{at}")
    return out
