"""What a record of a kind must hold from the start is asked by whoever writes it down."""

from __future__ import annotations

import pytest
from helpers.open_sessions import add_clue
from helpers.projects import DAY, patch

from greenshield.domain.errors import RefusedError
from greenshield.services import lookup, records


def test_that_no_record_is_added_without_what_its_kind_asks_for(session):
    add_clue(session, "QH-1", patch(1))
    me = {"inspector": "张三", "tier": "county"}
    with pytest.raises(RefusedError) as refused:
        records.add(session, "QH-1", "check", me, occurred_on=DAY)
    assert refused.value.code == "record_incomplete"
    assert [(m.code, m.field) for m in refused.value.missing] == [
        ("record_field_missing", "is_true")
    ]
    assert not lookup.issue(session.project, "QH-1").records
    with pytest.raises(RefusedError) as refused:
        records.add(session, "QH-1", "penalty", {"yuan": "1万元"}, occurred_on=DAY)
    assert {m.field for m in refused.value.missing} == {"number", "party"}


def test_that_what_a_record_must_hold_is_changed_and_not_emptied(session):
    add_clue(session, "QH-1", patch(1))
    made, _ = records.add(session, "QH-1", "check", {"is_true": "是"}, occurred_on=DAY)
    records.set_fields(session, "QH-1", made, {"is_true": "否"})
    with pytest.raises(RefusedError) as refused:
        records.set_fields(session, "QH-1", made, {"is_true": ""})
    assert [m.field for m in refused.value.missing] == ["is_true"]
    (kept,) = lookup.issue(session.project, "QH-1").records
    assert kept.get("is_true") is False
