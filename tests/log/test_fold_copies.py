"""Two events that claim one place in a chain, and two copies of one event."""

import itertools

from fold_replica import pair

from greenshield.log.fold import fold, state_hash
from greenshield.log.knowledge import Knowledge


def forked():
    """What stands before, and two events in the next place of one chain."""
    one, _ = pair()
    before = list(one.events)
    rivals = []
    for value in ("甲", "乙"):
        one.events = list(before)
        rivals.append(one.emit("fields_set", {"fields": {"place_name": value}, "saw": []}))
    return before, rivals


def test_that_both_events_of_one_place_count_in_any_order():
    before, rivals = forked()
    states = [fold("issue", "i", o) for o in itertools.permutations([*before, *rivals])]
    assert len({state_hash(state) for state in states}) == 1
    field = states[0].fields["place_name"]
    assert {field.value, *(w.value for w in field.rivals)} == {"甲", "乙"}


def test_that_both_count_where_one_is_redacted():
    before, rivals = forked()
    one, _ = pair()
    one.events = [*before, rivals[0]]
    told = one.redact(rivals[0])
    events = [*before, *rivals, told]
    states = [fold("issue", "i", o) for o in itertools.permutations(events)]
    assert {state.get("place_name") for state in states} == {"乙"}
    assert len({state_hash(state) for state in states}) == 1


def test_that_of_two_copies_the_one_with_its_body_counts():
    before, (event, _) = forked()
    for copies in itertools.permutations([event, event.without_body()]):
        assert fold("issue", "i", [*before, *copies]).get("place_name") == "甲"
        known = Knowledge("p", [*before, *copies]).get(event.event_id)
        assert known is not None
        assert known.body == event.body
