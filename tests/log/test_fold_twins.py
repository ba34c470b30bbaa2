"""One adoption that two laptops made of one row: a step of the line once."""

import itertools

from fold_replica import KEYS, Replica, met, pair

from greenshield.domain import adoption
from greenshield.log.envelope import LIMIT, seal
from greenshield.log.fold import fold, state_hash

ROW = {"file_sha256": "f", "sheet": "台账", "row": 7}


def adopted(late=3):
    """Two laptops; the second adopts the row anew after the first went on with it."""
    one, two = pair()
    one.move("adopt", "registered", **ROW)
    one.move("plan")
    for _ in range(late):
        two.emit("commented", {"text": "x"})
    return one, two, two.move("adopt", "registered", **ROW)


def test_that_the_line_holds_the_step_once_and_rests_on_it_as_without_the_twin():
    one, two, twin = adopted()
    alone = one.state
    state = met(one, two)
    assert [m.move for m in state.history()] == ["adopt", "plan"]
    assert state.state == list(state.history())[-1].to_state == "planned"
    assert {m.event_id: m.status for m in state.moves}[twin.event_id] == "equal"
    assert adoption.of(state.history()) == adoption.of(alone.history())
    assert not adoption.of(state.history()).state_claimed


def test_that_who_went_on_from_the_twin_goes_on_in_the_same_line():
    one, two, _ = adopted(late=0)
    two.move("plan")
    assert [m.move for m in two.state.history()] == ["adopt", "plan"]
    state = met(one, two)
    assert (state.disputed, [m.move for m in state.history()]) == (True, ["adopt"])
    plans = [m.event_id for m in state.moves if m.status == "disputed"]
    for take in plans:
        decider = Replica(KEYS[2], "丙")
        decider.learn(one)
        decider.emit("move_decided", {"among": plans, "take": take, "pins": {}})
        line = list(decider.state.history())
        assert [m.move for m in line] == ["adopt", "plan"]
        assert line[-1].event_id == take


def test_that_the_line_stands_as_it_was_walked_where_the_largest_number_is_taken():
    one, two = pair()
    last = two.events[-1].header
    high = {f: getattr(last, f) for f in ("at", "action", "entity_type", "entity", "scope")}

    def sealed(replica, kind, body):
        mine = [e for e in replica.events if e.header.device == replica.key.device_id]
        event = seal(
            replica.key, seq=len(mine) + 1, lamport=LIMIT - 1, actor=replica.name, kind=kind,
            schema=1, prev=mine[-1].hash if mine else "0" * 64, body=body, **high,
        )  # fmt: skip
        replica.events.append(event)
        return event

    later, earlier = sorted((one, two), key=lambda r: r.key.device_id)
    body = {
        "move": "adopt", "from": "clue", "to": "registered", "after": "", "ruleset": "",
        "occurred_on": "2026-01-01", "role": "county", "tier": "county", "unit": "",
        "reason": "", "documents": [], "data": ROW, "pins": {},
    }  # fmt: skip
    first = sealed(earlier, "moved", body)
    plan = {"move": "plan", "from": "registered", "to": "planned", "after": first.event_id}
    second = sealed(later, "moved", body | plan | {"data": {}})
    events = {e.hash: e for e in (*one.events, *two.events)}.values()
    hashes = set()
    for order in itertools.permutations(events):
        state = fold("issue", "i", order)
        hashes.add(state_hash(state))
        assert [m.event_id for m in state.history()] == [first.event_id, second.event_id]
    assert len(hashes) == 1
