"""Folded values as their fields' types promise them: another program may write anything.

Guards and tables look for themselves. What shows or prints an entity reads it through here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from greenshield.domain.field_spec import sound
from greenshield.domain.fields import CATALOGUE
from greenshield.domain.state import EntityState, Fields, Finding, IssueState, Value

State = TypeVar("State", bound=EntityState)


def sound_state(state: State) -> State:
    """The entity without the values that are not of their field's type, its records alike."""
    fields = _sound(state.entity_type, state.fields)
    if not isinstance(state, IssueState):
        return replace(state, fields=fields)
    records = tuple(replace(r, fields=_sound(r.kind, r.fields)) for r in state.records)
    return replace(state, fields=fields, records=records)


def findings(issue: IssueState) -> Iterator[Finding]:
    """Names each value that :func:`sound_state` leaves out."""
    bags = [("issue", "issue", issue.fields)]
    bags += [(f"record:{r.record_id}", r.kind, r.fields) for r in issue.records if not r.voided_by]
    for subject, kind, fields in bags:
        for name in fields.keys() - _sound(kind, fields).keys():
            params = {"subject": subject, "field": name}
            yield Finding("value_unsound", fields[name].shown.event_id, params)


def _sound(kind: str, fields: Fields) -> Fields:
    return {name: field for name, field in fields.items() if _fits(kind, name, field.value)}


def _fits(kind: str, name: str, value: Value) -> bool:
    spec = CATALOGUE.get(kind, {}).get(name)
    return value is None or spec is None or sound(spec, value)
