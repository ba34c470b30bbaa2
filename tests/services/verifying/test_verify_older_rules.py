"""A project that was kept before a rule grew stricter: what was right then stays right."""

import pytest
from helpers.calls import as_json
from helpers.older_review import BARE, day, review, reviewed_once, with_bare_check
from helpers.open_sessions import session_of

from greenshield.domain.errors import RefusedError
from greenshield.services import lookup, records


def test_that_a_bare_check_is_enough_for_a_review_on_record_and_for_no_new_one(tmp_path, capsys):
    with session_of(with_bare_check(tmp_path / "new")) as session:
        with pytest.raises(RefusedError) as refused:
            review(session)
        assert [m.code for m in refused.value.missing] == ["on_site_record_missing"]
        assert lookup.issue(session.project, "QH-1").state == "self_checked"
    path = reviewed_once(tmp_path / "old")
    code, told = as_json(capsys, "verify", path)
    assert (code, told["broken"]) == (0, [])
    with session_of(path) as session:
        issue = lookup.issue(session.project, "QH-1")
        assert issue.state == "city_reviewed"
        (check,) = issue.records_of("check")
        assert {name: field.value for name, field in check.fields.items()} == BARE


def test_that_an_older_record_may_be_put_back_as_it_stood_and_a_newer_one_not_emptied(tmp_path):
    with session_of(with_bare_check(tmp_path / "p")) as session:
        (check,) = lookup.issue(session.project, "QH-1").records_of("check")
        for word in ("是", ""):  # filled in since, and what stood before it put back
            records.set_fields(session, "QH-1", check.record_id, {"is_true": word})
        (check,) = lookup.issue(session.project, "QH-1").records_of("check")
        assert check.get("is_true") is None
        new, _ = records.add(session, "QH-1", "check", {"is_true": "否"}, occurred_on=day())
        with pytest.raises(RefusedError) as refused:
            records.set_fields(session, "QH-1", new, {"is_true": ""})
        assert refused.value.code == "record_incomplete"
