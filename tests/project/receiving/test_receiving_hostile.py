"""What one device, or whoever hands its events on, can do to the others: nothing that lasts."""

import dataclasses

import pytest
from helpers import projects
from helpers.chains import Chain
from helpers.projects import key

from greenshield.log.envelope import LIMIT, Header
from greenshield.log.trust import admit
from greenshield.project.rebuilding import differences
from greenshield.project.receiving import receive

SECOND, THIRD = key(1), key(2)


@pytest.fixture
def project(tmp_path):
    with projects.make(tmp_path / "one") as project:
        projects.let_in(project, SECOND)
        yield project


@pytest.fixture
def second(project):
    return Chain(SECOND, project)


def reasons(project):
    return sorted(reason for _, reason in project.journal.quarantined())


def test_that_the_largest_number_there_is_does_not_end_all_writing(project, second):
    assert receive(project, [second.created("x", lamport=LIMIT - 1)]).accepted == 1
    for name in ("y", "z"):
        with project.action() as action:
            made = action.create("campaign", name, {"name": name})
        assert Header.decode(made.header_bytes).lamport == LIMIT - 1
    assert [r["id"] for r in project.rows("SELECT id FROM campaign ORDER BY id")] == list("xyz")
    assert differences(project) == []


def test_that_a_certificate_in_an_event_that_waits_brings_nobody_in(project, second):
    gap = second.created("gap")
    certificate = second.admits(THIRD, signer=projects.key(0))
    third = Chain(THIRD, project)
    told = receive(project, [certificate, third.created("x")])
    assert (told.accepted, told.quarantined) == (0, 2)
    assert reasons(project) == ["event_device_unknown", "event_missing"]
    assert THIRD.device_id not in project.trust().certificates
    told = receive(project, [gap])
    assert (told.accepted, told.quarantined) == (3, 0)
    assert project.state("campaign", "x").get("name") == "x"
    assert differences(project) == []


def test_that_devices_may_come_in_one_behind_the_other_within_one_receiving(project, second):
    keys = [key(n) for n in range(2, 7)]
    chains = [second, *(Chain(k, project) for k in keys)]
    sent = []
    for chain, newcomer in zip(chains, keys, strict=False):
        sent += [chain.admits(newcomer), chain.created(f"c{len(sent)}")]
    last = chains[-1].created("last")
    assert receive(project, [last, *reversed(sent)]).accepted == len(sent) + 1
    assert set(project.trust().certificates) >= {k.device_id for k in keys}
    assert differences(project) == []


def test_that_a_redaction_in_an_event_that_waits_erases_nothing(project, second):
    projects.let_in(project, THIRD)
    third = Chain(THIRD, project)
    words, more = second.created("words"), second.created("more")
    gap, redaction, another = third.created("gap"), third.redacts(words), third.redacts(more)
    told = receive(project, [words, redaction])
    assert (told.accepted, told.quarantined) == (1, 1)
    assert project.journal.get(words.event_id).body["fields"] == {"name": "words"}
    assert differences(project) == []
    assert receive(project, [more.without_body(), another]).accepted == 0
    assert reasons(project) == ["event_body_missing", "event_missing", "event_missing"]
    assert receive(project, [gap]).accepted == 4
    assert project.journal.get(words.event_id).body is None
    assert reasons(project) == []
    assert differences(project) == []


def test_that_a_device_may_redact_what_stands_before_in_its_own_chain(project, second):
    words = second.created("words")
    redaction = second.redacts(words)
    after = second.created("after")
    assert receive(project, [after, redaction, words.without_body()]).accepted == 3
    assert differences(project) == []


@pytest.mark.parametrize("twin", ["signature", "body"])
@pytest.mark.parametrize("together", [True, False])
def test_that_a_false_copy_does_not_keep_the_true_event_out(project, second, twin, together):
    true = second.created("x")
    false = dataclasses.replace(true, signature=bytes(64)) if twin == "signature" else None
    false = false or true.without_body()
    if together:
        told = receive(project, [false, true])
    else:
        receive(project, [false])
        told = receive(project, [true])
    assert told.accepted == 1
    assert project.state("campaign", "x").get("name") == "x"
    assert project.journal.quarantined() == []


def test_that_a_false_copy_in_quarantine_does_not_stand_in_the_true_ones_place(project):
    third = Chain(THIRD, project)
    true = third.created("x")
    junk = dataclasses.replace(true, body_bytes=None, signature=b"junk")
    for event in (junk, true.without_body(), true, true):
        receive(project, [event])
    assert len(reasons(project)) == 3
    with project.action() as action:
        certificate = admit(projects.key(0), project.project_id, THIRD.public_key, name="丙")
        action.emit("device_admitted", "device", THIRD.device_id, certificate.to_dict())
    told = receive(project, [])
    assert (told.accepted, told.quarantined) == (1, 0)
    assert [b.code for b in told.refused] == ["event_signature_false"]
    assert project.state("campaign", "x").get("name") == "x"


def test_that_a_false_signature_of_a_known_device_is_not_kept_even_outside_its_scope(project):
    projects.let_in(project, THIRD, scopes=("110000",))
    event = Chain(THIRD, project).created("x")
    told = receive(project, [dataclasses.replace(event, signature=bytes(64)), event])
    assert [b.code for b in told.refused] == ["event_signature_false"]
    assert reasons(project) == ["event_device_unknown"]
