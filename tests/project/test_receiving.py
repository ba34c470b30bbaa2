"""Events of other devices: what is taken, what waits, what is refused, what is passed on."""

import dataclasses
import random

import pytest
from helpers import projects
from helpers.projects import COUNTY, DAY, key

from greenshield.domain.errors import RefusedError
from greenshield.log import canonical
from greenshield.log.envelope import Event, Header, body_hash, chain_start, salted, signed_bytes
from greenshield.log.trust import admit
from greenshield.project.rebuilding import differences, rebuild
from greenshield.project.receiving import receive

ROOT, SECOND, THIRD, STRANGER = (key(n) for n in range(4))


@pytest.fixture
def one(tmp_path):
    with projects.make(tmp_path / "one") as project:
        projects.fill(project, issues=2)
        projects.let_in(project, SECOND)
        yield project


@pytest.fixture
def two(tmp_path, one):
    with projects.replica(tmp_path / "two", one, SECOND) as project:
        yield project


def events(project):
    return list(project.journal.all())


def of(project, device):
    return [e for e in events(project) if e.header.device == device.device_id]


def quarantine(project):
    return sorted(reason for _, reason in project.journal.quarantined())


def first_issue(project):
    return project.rows("SELECT id FROM issue ORDER BY clue_no")[0]["id"]


def edit(project, actor="me", **fields):
    with project.action(actor) as action:
        action.set_fields("issue", first_issue(project), fields)


def sound(*replicas):
    for project in replicas:
        assert differences(project) == []
    assert len({project.digest() for project in replicas}) == 1
    assert len({tuple(map(str, conflicts(project))) for project in replicas}) == 1


def conflicts(project):
    return project.rows("SELECT * FROM conflict ORDER BY conflict_id")


def meet(*replicas):
    for _ in range(2):
        for to in replicas:
            for source in replicas:
                receive(to, events(source))
    sound(*replicas)


def signed(signer, project, header=(), **body):
    """One event signed by hand, as a program that is not ours might."""
    whole = salted(body)
    values = {
        "device": signer.device_id, "scope": COUNTY, "seq": 1, "lamport": 1000,
        "at": "2026-05-01T08:00:00.000Z", "actor": "me", "action": "x", "kind": "fields_set",
        "schema": 1, "entity_type": "issue", "entity": first_issue(project),
        "prev": chain_start(project.project_id, signer.device_id, COUNTY), "body": body_hash(whole),
    }  # fmt: skip
    made = Header(**values | dict(header)).encode()
    return Event(made, whole, signer.sign(signed_bytes(made)))


def test_that_two_replicas_meet_in_one_state_with_both_values_of_a_conflict(one, two):
    edit(one, remark="甲的")
    edit(two, remark="乙的", place_name="云岭")
    told = receive(one, events(two))
    assert (told.accepted, told.quarantined, told.refused) == (1, 0, [])
    assert told.changes.changed == {"issue": (first_issue(one),)}
    assert receive(one, events(two)).accepted == 0
    meet(one, two)
    assert [c["name"] for c in conflicts(one)] == ["remark"]


def test_that_events_of_an_unknown_device_wait_until_its_certificate_comes(tmp_path, one):
    certificate = admit(ROOT, one.project_id, THIRD.public_key, name="丙机")
    late = signed(THIRD, one, fields={"remark": "丙的"}, saw=[])
    told = receive(one, [late])
    assert (told.accepted, told.quarantined) == (0, 1)
    assert quarantine(one) == ["event_device_unknown"]
    assert "丙的" not in str(one.rows("SELECT remark FROM issue"))
    digest = one.digest()
    with one.action("me") as action:
        action.emit("device_admitted", "device", THIRD.device_id, certificate.to_dict())
    assert one.digest() != digest
    told = receive(one, [])
    assert (told.accepted, told.quarantined) == (1, 0)
    assert one.issue(first_issue(one)).fields["remark"].value == "丙的"
    assert differences(one) == []


def test_that_a_certificate_may_come_in_the_chain_of_the_device_that_it_admits(one):
    body = admit(ROOT, one.project_id, THIRD.public_key, name="丙机").to_dict()
    whole = salted(body)
    header = {"kind": "device_admitted", "entity_type": "device", "entity": THIRD.device_id}
    event = signed(THIRD, one, header={**header, "body": body_hash(whole)})
    event = Event(event.header_bytes, whole, event.signature)
    assert receive(one, [event]).accepted == 1
    assert {row["device_id"] for row in one.rows("SELECT device_id FROM device")} == {
        d.device_id for d in (ROOT, SECOND, THIRD)
    }


def test_that_an_event_after_a_gap_waits_for_what_is_missing(one, two):
    for n in range(5):
        edit(two, remark=f"乙{n}")
    sent = of(two, SECOND)
    told = receive(one, [sent[0], sent[2], sent[4]])
    assert (told.accepted, told.quarantined) == (1, 2)
    assert quarantine(one) == ["event_missing", "event_missing"]
    told = receive(one, [sent[1]])
    assert (told.accepted, told.quarantined) == (2, 1)
    told = receive(one, [sent[3]])
    assert (told.accepted, told.quarantined) == (2, 0)
    meet(one, two)


def test_that_a_fork_is_kept_apart_and_told_and_changes_nothing(one, two):
    edit(two, remark="先到")
    first = of(two, SECOND)[0]
    receive(one, [first])
    digest = one.digest()
    body = {"fields": {"remark": "后到"}, "saw": []}
    twin = signed(SECOND, one, {"prev": first.header.prev}, **body)
    follower = signed(SECOND, one, {"seq": 2, "prev": twin.hash}, **body)
    for _ in range(2):
        told = receive(one, [follower, twin])
        assert (told.accepted, told.quarantined, told.refused) == (0, 2, [])
    assert quarantine(one) == ["chain_broken", "chain_forked"]
    assert one.digest() == digest
    edit(two, remark="接着")
    receive(one, of(two, SECOND))
    assert one.digest() != digest
    assert quarantine(one) == ["chain_forked", "chain_forked"]
    assert differences(one) == []


@pytest.mark.parametrize("part", ["header_bytes", "body_bytes", "signature"])
def test_that_an_altered_event_is_never_taken(one, two, part):
    edit(two, remark="真的")
    good = of(two, SECOND)[0]
    before = (one.digest(), one.journal.count())
    for at in range(0, len(getattr(good, part)), 7):
        data = bytearray(getattr(good, part))
        data[at] ^= 1 << at % 8
        told = receive(one, [dataclasses.replace(good, **{part: bytes(data)})])
        assert told.accepted == 0
        assert told.refused or told.quarantined, at
    assert (one.digest(), one.journal.count()) == before
    assert receive(one, [good]).accepted == 1


def test_that_a_stranger_signing_in_anothers_name_is_refused(one, two):
    edit(two, remark="真的")
    good = of(two, SECOND)[0]
    forged = Event(
        good.header_bytes, good.body_bytes, STRANGER.sign(signed_bytes(good.header_bytes))
    )
    assert [b.code for b in receive(one, [forged]).refused] == ["event_signature_false"]
    assert one.journal.quarantined() == []


def test_that_an_event_of_another_project_is_not_taken(tmp_path, one):
    with projects.make(tmp_path / "other", key(9)) as other:
        projects.fill(other, issues=1)
        before = one.digest()
        told = receive(one, events(other))
        assert told.accepted == 0
        assert one.digest() == before


def test_that_any_order_and_any_split_give_one_state(tmp_path, one, two):
    with projects.replica(tmp_path / "three", one, ROOT) as three:
        for n in range(6):
            edit(one, remark=f"甲{n}")
            edit(two, place_name=f"乙{n}", remark=f"乙{n}")
            with two.action("city") as action:
                projects.move(action, first_issue(two), "reopen_clue" if n == 0 else "reassign")
        projects.let_in(one, THIRD)
        meet(one, two)
        rng = random.Random(5)
        for _ in range(4):
            todo = events(one) * 2
            rng.shuffle(todo)
            while todo:
                batch, todo = todo[: rng.randint(1, 9)], todo[rng.randint(1, 9) :]
                receive(three, batch)
        receive(three, events(one))
        assert three.journal.quarantined() == []
        sound(one, two, three)
        rebuild(three)
        sound(one, three)


def test_that_a_device_limited_to_scopes_writes_there_alone(one):
    body = admit(ROOT, one.project_id, THIRD.public_key, name="丙", scopes=("2299",)).to_dict()
    with one.action("me") as action:
        action.emit("device_admitted", "device", THIRD.device_id, body)
    inside = signed(THIRD, one, fields={"remark": "可"}, saw=[])
    elsewhere = {
        "scope": "220100", "prev": chain_start(one.project_id, THIRD.device_id, "220100")
    }  # fmt: skip
    outside = signed(THIRD, one, elsewhere, fields={"remark": "否"}, saw=[])
    told = receive(one, [inside, outside])
    assert (told.accepted, told.quarantined) == (1, 1)
    assert quarantine(one) == ["event_device_unknown"]


def test_that_a_limited_device_passes_on_no_more_than_it_has(one):
    narrow = admit(ROOT, one.project_id, SECOND.public_key, name="乙", scopes=("229901",))
    wide = admit(THIRD, one.project_id, STRANGER.public_key, name="丁")
    third = admit(ROOT, one.project_id, THIRD.public_key, name="丙", scopes=("2299", "2301"))
    both = admit(THIRD, one.project_id, STRANGER.public_key, name="丁", scopes=("229901", "22"))
    for certificates, may, may_not in (
        ([third, wide], ["229902", "230100"], ["220100"]),
        ([third, both], ["229901", "229955"], ["230100", "220100"]),
        ([narrow, third], [], ["229901"]),
    ):
        trust = one.journal.trust(one.project_id, reversed(certificates))
        for scope in may:
            assert trust.key_of(STRANGER.device_id, scope) == STRANGER.public_key
        for scope in may_not:
            assert trust.key_of(STRANGER.device_id, scope) is None


def test_that_a_later_certificate_takes_no_right_away(one, two):
    edit(two, remark="在先")
    receive(one, events(two))
    for n in range(8):  # whichever has the smaller signature
        narrow = admit(ROOT, one.project_id, SECOND.public_key, name=f"{n}", scopes=("2201",))
        with one.action("me") as action:
            action.emit("device_admitted", "device", SECOND.device_id, narrow.to_dict())
    assert one.trust().key_of(SECOND.device_id, COUNTY) == SECOND.public_key
    edit(two, remark="在后")
    assert receive(one, events(two)).accepted == 1
    meet(one, two)


def test_that_a_newer_schema_and_an_unknown_kind_are_kept_passed_on_and_not_folded(one, two):
    state = one.digest()
    head = one.journal.head(SECOND.device_id, COUNTY)
    assert head == (0, "")
    newer = signed(SECOND, one, {"schema": 2}, fields={"remark": "新"}, saw=[], colour="red")
    unknown = signed(
        SECOND,
        one,
        {"seq": 2, "prev": newer.hash, "kind": "weighed", "entity": f"{COUNTY}:w"},
        grams=5,
    )
    field = signed(
        SECOND, one, {"seq": 3, "prev": unknown.hash}, fields={"remark": "新"}, saw=[], colour=1
    )
    planet = signed(
        SECOND, one, {"seq": 4, "prev": field.hash, "kind": "created", "entity_type": "planet"},
        fields={},
    )  # fmt: skip
    told = receive(one, [newer, unknown, field, planet])
    assert (told.accepted, told.quarantined, told.refused) == (4, 0, [])
    assert one.digest() == state
    assert differences(one) == []
    assert receive(two, events(one)).accepted == 4
    assert [e.header_bytes for e in of(two, SECOND)] == [e.header_bytes for e in of(one, SECOND)]
    with one.action("me") as action:
        action.create("issue", f"{COUNTY}:w", {"clue_no": "W"}, scope=COUNTY)
    meet(one, two)
    assert one.rows("SELECT clue_no FROM issue WHERE clue_no = 'W'") == [{"clue_no": "W"}]


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
        assert receive(one, of(two, SECOND)).accepted == 1
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
    first, second = of(two, SECOND)
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


def test_that_an_event_over_64_kb_is_refused(one):
    body = {"fields": {"remark": "长" * 30_000}, "saw": []}
    told = receive(one, [signed(SECOND, one, **body)])
    assert [b.code for b in told.refused] == ["event_too_large"]


@pytest.mark.parametrize(
    "change", [{"seq": 2**70}, {"schema": 2**70}, {"lamport": 2**53}, {"seq": -1}]
)
def test_that_numbers_beyond_reason_are_refused(one, change):
    told = receive(one, [signed(SECOND, one, change, fields={}, saw=[])])
    assert [b.code for b in told.refused] == ["event_header_malformed"]


def test_that_values_nested_without_end_are_refused(one):
    deep = "x"
    for _ in range(400):
        deep = [deep]
    told = receive(one, [signed(SECOND, one, fields={"remark": deep}, saw=[])])
    assert [b.code for b in told.refused] == ["event_not_canonical"]
    with pytest.raises(ValueError, match="deep"), one.action("me") as action:
        action.set_fields("issue", first_issue(one), {"remark": deep})
    shallow = canonical.dumps({"a": [[[[1]]]]})
    assert canonical.loads(shallow) == {"a": [[[[1]]]]}


def test_that_voiding_an_area_takes_its_overlays_on_every_replica(one, two):
    assert one.rows("SELECT * FROM overlay WHERE layer = 'area'") != []
    with one.action("me") as action:
        seen = [e.event_id for e in one.journal.of_entity("a1")]
        made = action.emit("voided", "area", "a1", {"saw": seen})
    assert one.rows("SELECT * FROM overlay WHERE layer = 'area'") == []
    meet(one, two)
    with two.action("me") as action:
        action.emit("voided", "area", "a1", {"saw": [*seen, made.event_id], "restore": True})
    meet(one, two)
    assert one.rows("SELECT * FROM overlay WHERE layer = 'area'") != []


def test_that_two_issues_may_hold_a_record_of_one_id(one, two):
    other = one.rows("SELECT id FROM issue ORDER BY clue_no")[1]["id"]
    body = {"record": "r", "kind": "measure", "occurred_on": DAY, "fields": {}, "documents": []}
    first = signed(SECOND, one, {"kind": "record_added"}, **body)
    header = {"kind": "record_added", "seq": 2, "prev": first.hash, "entity": other}
    receive(one, [first, signed(SECOND, one, header, **body)])
    assert len(one.rows("SELECT * FROM record WHERE record_id = 'r'")) == 2
    meet(one, two)


def test_that_an_area_that_another_device_drew_is_overlaid_here(one, two):
    with two.action("me") as action:
        box = projects.to_field(projects.patch(0), two.media)
        action.create("zone", "z9", {"area_id": "a1", "zone_code": "core", "geom": box})
        projects.add_issue(action, two, 30)
    meet(one, two)
    assert len(one.rows("SELECT * FROM overlay WHERE target_id = 'z9'")) == 1
    assert len(one.rows("SELECT * FROM overlay WHERE issue_id NOT IN (SELECT id FROM issue)")) == 0
    assert one.rows("SELECT layer FROM overlay") == two.rows("SELECT layer FROM overlay")
