"""Whose events are taken: those of devices that a certificate admits, where it admits them."""

from helpers import projects
from helpers.chains import Chain
from helpers.projects import COUNTY
from helpers.replicas import (
    ROOT,
    SECOND,
    STRANGER,
    THIRD,
    edit,
    events,
    first_issue,
    meet,
    quarantine,
    signed,
)

from greenshield.log.envelope import Event, body_hash, chain_start, salted
from greenshield.log.trust import admit
from greenshield.project.rebuilding import differences
from greenshield.project.receiving import receive


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


def test_that_no_event_draws_an_entity_into_another_scope(tmp_path):
    """Neither a false certificate, which is refused, nor what was written past every check."""
    with projects.make(tmp_path / "p", division_code="220000") as project:
        issue, _ = projects.fill(project, issues=2)
        projects.let_in(project, THIRD, scopes=("229902",))
        chain = Chain(THIRD, project)
        hostile = chain.event(
            "device_admitted", "issue", issue, {"x": 1}, scope="229902", lamport=1
        )
        told = receive(project, [hostile])
        assert (told.accepted, [b.code for b in told.refused]) == (0, ["event_scope_foreign"])
        with project.transaction():
            project.journal.append(hostile)
        with project.action("me") as action:
            made = action.set_fields("issue", issue, {"remark": "县里的正常编辑"})
        assert made.header.scope == COUNTY
