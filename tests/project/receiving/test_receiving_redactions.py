"""A redaction takes words off every replica, and only the words that it may take."""

import pytest
from helpers import projects
from helpers.replicas import (
    SECOND,
    edit,
    events,
    events_of,
    first_issue,
    meet,
    quarantine,
    signed,
)

from greenshield.domain.errors import RefusedError
from greenshield.project.rebuilding import differences
from greenshield.project.receiving import receive


def comment(project, text):
    with project.action("me") as action:
        return action.emit("commented", "issue", first_issue(project), {"text": text}).event_id


def redact(project, event_id):
    with project.action("me") as action:
        action.redact(event_id, "个人信息")


def stored_bodies(project):
    return b"\n".join(e.body_bytes or b"" for e in events(project)).decode()


def test_that_a_redaction_travels_and_takes_the_words_off_every_disk(one, two):
    secret = comment(one, "身份证220199")
    receive(two, events(one))
    assert "身份证220199" in stored_bodies(two)
    redact(one, secret)
    receive(two, events(one))
    for project in (one, two):
        assert "身份证220199" not in stored_bodies(project)
        assert project.issue(first_issue(project)).comments[-1].text == "已到现场"
        assert project.journal.quarantined() == []
    meet(one, two)


def test_that_words_that_come_after_their_redaction_are_not_stored(tmp_path, one, two):
    secret = comment(one, "身份证220199")
    whole = one.journal.get(secret)
    receive(two, events(one))
    redact(two, secret)
    with projects.replica(tmp_path / "three", two, SECOND) as three:
        # The redaction alone first, then the words from one who has not heard of it.
        assert receive(one, events_of(two, SECOND)).accepted == 1
        receive(three, [whole])
        meet(one, two, three)
    fresh = [e for e in events(one) if e.event_id != secret]
    with projects.make(tmp_path / "four") as four:
        raw = four.db.conn
        raw.execute("UPDATE write_gate SET open = 1")
        raw.execute("DROP TRIGGER event_delete")
        raw.execute("DELETE FROM event")
        four.project_id = one.project_id
        receive(four, fresh)
        receive(four, [whole])
        assert four.journal.quarantined() == []
        assert "身份证220199" not in stored_bodies(four)
        assert differences(four) == []
        assert four.digest() == one.digest()


def test_that_a_body_left_out_without_a_redaction_waits_for_the_whole_event(one, two):
    edit(two, remark="乙的")
    edit(two, remark="又")
    first, second = events_of(two, SECOND)
    told = receive(one, [first.without_body(), second])
    assert (told.accepted, told.quarantined) == (0, 2)
    assert quarantine(one) == ["event_body_missing", "event_missing"]
    assert receive(one, [first]).accepted == 2
    assert quarantine(one) == []
    meet(one, two)


def test_that_certificates_and_redactions_themselves_cannot_be_redacted(one, two):
    secret = comment(one, "身份证")
    redact(one, secret)
    kinds = {e.header.kind: e.event_id for e in events(one)}
    for kind in ("redacted", "device_admitted"):
        with pytest.raises(RefusedError) as caught:
            redact(one, kinds[kind])
        assert caught.value.code == "redaction_refused"
    event = one.journal.get(kinds["device_admitted"])
    header = {"kind": "redacted", "entity_type": "device", "entity": event.header.entity}
    hostile = signed(SECOND, one, header, event=event.event_id, reason="x")
    assert receive(one, [hostile]).accepted == 1
    assert one.journal.get(event.event_id).body is not None
    assert receive(two, events(one)).refused == []
    meet(one, two)


def test_that_a_redaction_reaches_no_event_of_another_entity(one, two):
    event = next(e for e in events(one) if e.header.entity_type == "area")
    hostile = signed(SECOND, one, {"kind": "redacted"}, event=event.event_id, reason="x")
    assert receive(one, [hostile]).accepted == 1
    assert one.journal.get(event.event_id).body is not None
    assert differences(one) == []
    meet(one, two)
