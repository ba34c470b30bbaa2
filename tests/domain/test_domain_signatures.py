"""Second signatures and decisions: who gave them, by the actor's own record."""

import pytest

from greenshield.domain.errors import VerificationError
from greenshield.domain.signatures import actor_pins, judge_consent, judge_decision
from greenshield.domain.state import EntityState, FieldState, Write

DISMISS = {"move": "dismiss", "_actor": "mover"}


def body(actor="signer", tier="city", **more):
    pins = {"actors": {actor: {"roles": f"roles of {actor}", "active": f"active of {actor}"}}}
    return {"tier": tier, "_actor": actor, "pins": pins, **more}


def events(roles, actor="signer", *, active=True):
    told = {"_entity_id": actor, "_entity_type": "actor"}
    return {
        f"roles of {actor}": {"fields": {"roles": roles}, **told},
        f"active of {actor}": {"fields": {"active": active}, **told},
    }


def codes(missing):
    return [m.code for m in missing]


def test_that_a_signature_of_the_tier_asked_for_stands():
    assert judge_consent(body(), DISMISS, events(["city"]).__getitem__) == []


def test_that_an_inspector_cannot_sign_for_the_city():
    assert codes(judge_consent(body(), DISMISS, events(["inspector"]).__getitem__)) == [
        "role_missing"
    ]


def test_that_the_mover_and_the_disabled_cannot_sign():
    own = judge_consent(body("mover"), DISMISS, events(["city"], "mover").__getitem__)
    assert codes(own) == ["consent_by_mover"]
    gone = judge_consent(body(), DISMISS, events(["city"], active=False).__getitem__)
    assert codes(gone) == ["actor_inactive"]


def test_that_a_paper_stands_for_a_person_without_a_device():
    paper = body(document={"sha256": "a"})
    assert judge_consent(paper, DISMISS, events(["county"]).__getitem__) == []


def test_that_a_signature_that_no_move_asks_for_is_named():
    assign = {"move": "assign", "_actor": "mover"}
    assert codes(judge_consent(body(), assign, events(["city"]).__getitem__)) == [
        "consent_not_asked"
    ]
    other = judge_consent(body(tier="province"), DISMISS, events(["province"]).__getitem__)
    assert codes(other) == ["consent_not_asked"]


@pytest.mark.parametrize(
    ("pins", "known", "code"),
    [
        ({}, {}, "pins_malformed"),
        ({"actors": 5}, {}, "pins_malformed"),
        ({"actors": {"signer": {"roles": "x"}}}, {}, "pins_malformed"),
        (body()["pins"], {}, "pinned_event_absent"),
        (body()["pins"], events(["city"], "signer") | events(["city"], "other"), None),
    ],
)
def test_that_pins_that_prove_nothing_are_named(pins, known, code):
    given = {**body(), "pins": pins}
    if code is None:
        assert judge_consent(given, DISMISS, known.__getitem__) == []
        return
    with pytest.raises(VerificationError) as caught:
        judge_consent(given, DISMISS, known.__getitem__)
    assert caught.value.code == code


def test_that_another_persons_roles_prove_nothing():
    known = events(["city"])
    known["roles of signer"]["_entity_id"] = "somebody else"
    with pytest.raises(VerificationError) as caught:
        judge_consent(body(), DISMISS, known.__getitem__)
    assert caught.value.code == "pinned_event_other"


def test_that_between_moves_only_an_officer_decides():
    assert judge_decision(body(), events(["county"]).__getitem__) == []
    assert codes(judge_decision(body(), events(["inspector"]).__getitem__)) == ["role_missing"]


def test_that_pins_name_the_writes_that_a_right_rests_on():
    fields = {
        n: FieldState(Write(f"e-{n}", [], "", "", "", 1)) for n in ("roles", "active", "name")
    }
    actor = EntityState("actor", "a", "22", fields)
    assert actor_pins(actor) == {"actors": {"a": {"active": "e-active", "roles": "e-roles"}}}
