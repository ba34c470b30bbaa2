"""What a record of a kind must hold from the start is asked by whoever writes it down."""

from __future__ import annotations

import pytest
from helpers.open_sessions import add_clue
from helpers.projects import DAY, patch

from greenshield import messages
from greenshield.domain.errors import RefusedError, UsageError
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


def test_that_what_is_missing_goes_by_the_label_that_it_has_in_its_kind(session):
    add_clue(session, "QH-1", patch(1))
    with pytest.raises(RefusedError) as refused:
        records.add(session, "QH-1", "penalty", {"party": "张某"}, occurred_on=DAY)
    (told,) = refused.value.missing
    assert messages.text(told.code, told.params) == "“行政处罚”记录须填写“处罚文号”"
    assert "number" not in messages.remedy(told.code, told.params)


def test_that_progress_is_told_of_a_measure_of_the_issue_alone(session):
    add_clue(session, "QH-1", patch(1))
    add_clue(session, "QH-2", patch(2))
    for word, code in (("zzz", "record_unknown"), ("measure", "record_kind_none")):
        with pytest.raises(UsageError) as unknown:
            records.add(session, "QH-1", "progress", {"measure": word}, occurred_on=DAY)
        assert (unknown.value.code, unknown.value.params["field"]) == (code, "measure")
    plan = {"quantity": "3", "unit": "亩", "target": "复绿", "due_on": "2027-03-31"}
    other, _ = records.add(session, "QH-2", "measure", plan, occurred_on=DAY)
    mine, _ = records.add(session, "QH-1", "measure", plan, occurred_on=DAY)
    with pytest.raises(UsageError):
        records.add(session, "QH-1", "progress", {"measure": other}, occurred_on=DAY)
    done, _ = records.add(session, "QH-1", "progress", {"measure": mine[-8:]}, occurred_on=DAY)
    state = lookup.issue(session.project, "QH-1")
    assert records.find(state, done).get("measure") == mine
    with pytest.raises(UsageError):
        records.set_fields(session, "QH-1", done, {"measure": done})


def test_that_an_extension_goes_forwards(session):
    add_clue(session, "QH-1", patch(1))
    back = {"from_date": "2025-01-01", "to_date": "2024-03-31", "approval": "延1号"}
    with pytest.raises(RefusedError) as refused:
        records.add(session, "QH-1", "extension", back, occurred_on=DAY)
    (told,) = refused.value.missing
    assert messages.text(told.code, told.params) == "延至（2024-03-31）早于原时限（2025-01-01）"
    assert not lookup.issue(session.project, "QH-1").records
