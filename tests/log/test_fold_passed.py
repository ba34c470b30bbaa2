"""A move that waits for a second signature, and what is made in the meantime."""

from fold_replica import KEYS, Replica, met, pair

LATER = ("register", "plan", "approve_plan", "self_check", "city_review", "accept", "publicize")


def waiting():
    """Two devices that know of a dismissal without its second signature."""
    one, two = pair()
    one.move("assign")
    one.move("check")
    pending = one.move("dismiss", outcome="not_true")
    two.learn(one)
    return one, two, pending


def statuses(state, name):
    return [m.status for m in state.moves if m.move == name]


def test_that_a_signature_under_a_move_that_was_passed_over_knowingly_changes_nothing():
    one, two, pending = waiting()
    for name in (*LATER, "close"):
        one.move(name)
    two.name = "市局"
    two.consent(pending, "city")
    state = met(one, two)
    assert (state.state, state.disputed, state.conflicts) == ("closed", False, ())
    assert statuses(state, "dismiss") == ["lost"]


def test_that_a_move_made_without_knowing_of_the_pending_one_is_a_dispute_once_that_is_signed():
    one, two = pair()
    one.move("assign")
    one.move("check")
    two.learn(one)
    pending = one.move("dismiss", outcome="not_true")
    two.move("register")
    one.name = "市局"
    one.consent(pending, "city")
    state = met(one, two)
    assert (state.state, state.disputed) == ("checked", True)


def test_that_a_pending_move_passes_nothing_over():
    one, two, first = waiting()
    two.move("dismiss", outcome="compliant")
    one.name = "市局"
    one.consent(first, "city")
    state = met(one, two)
    assert (state.state, sorted(statuses(state, "dismiss"))) == ("dismissed", ["done", "pending"])


def test_that_a_move_that_needs_no_signature_is_not_passed_over():
    one, two = pair()
    assigned = one.move("assign")
    two.chains = one.chains
    two.move("assign", passed=[assigned.event_id], who="x")
    state = met(one, two)
    assert (state.state, state.disputed) == ("clue", True)
    assert statuses(state, "assign") == ["disputed", "disputed"]


def test_that_a_signature_that_was_known_is_not_passed_over():
    one, two, pending = waiting()
    one.events, three = list(one.events), Replica(KEYS[2], "市局")
    three.learn(one)
    three.consent(pending, "city")
    two.chains = three.chains
    two.move("register")
    one.learn(three)
    state = met(one, two)
    assert (state.state, state.disputed) == ("checked", True)


def test_that_a_known_signature_of_the_wrong_tier_is_none():
    one, two, pending = waiting()
    one.name = "县局"
    one.consent(pending, "county")
    two.learn(one)
    two.move("register")
    one.name = "市局"
    one.consent(pending, "city")
    state = met(one, two)
    assert (state.state, statuses(state, "dismiss")) == ("registered", ["lost"])


def test_that_a_move_that_its_author_says_it_did_not_know_of_is_not_passed_over():
    one, two, pending = waiting()
    two.chains = lambda: {"chains": {}}
    two.emit("commented", {"text": "x"})
    made = two.move("register")
    assert made.body["passed"] == [pending.event_id]
    one.name = "市局"
    one.consent(pending, "city")
    assert met(one, two).disputed
