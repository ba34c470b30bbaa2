"""PINs on a shared laptop: who acts under a name proves it; what a forgotten one comes to."""

from __future__ import annotations

import json

import pytest
from helpers.open_sessions import make_project, session_of

from greenshield import paths
from greenshield.domain.errors import RefusedError, UnreadableError, UsageError
from greenshield.services import issues, moves, people, person_pin, pin_hash
from greenshield.services.session import reading, sign_in, writing

PIN, OTHER = "2846", "9173"


class Clock:
    """Seconds that a test moves on."""

    def __init__(self):
        self.now = 1_700_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def path(tmp_path):
    return make_project(tmp_path / "project")


def give_pin(path, name, pin=PIN, old=""):
    with writing(path, nobody=True) as session:
        return person_pin.choose(session.project, people.find(session.project, name), pin, old=old)


def prove(path, name, pin, now=None):
    with writing(path, nobody=True) as session:
        who = people.find(session.project, name)
        clock = {} if now is None else {"now": now}
        return person_pin.prove(session.project, who, lambda _: pin, **clock)


def test_that_nobody_needs_a_pin_where_nobody_has_one(path):
    with writing(path, actor="李四") as session:
        assert session.who.name == "李四"
        assert session.proof == ""


def test_that_a_person_with_a_pin_acts_with_it_alone(path):
    give_pin(path, "李四")
    with pytest.raises(RefusedError) as refusal, writing(path, actor="李四"):
        pass
    assert refusal.value.code == "pin_needed"
    with pytest.raises(RefusedError) as refusal, writing(path, actor="李四", pin=lambda _: OTHER):
        pass
    assert refusal.value.code == "pin_wrong"
    with writing(path, actor="李四", pin=lambda _: PIN) as session:
        assert (session.who.name, session.proof) == ("李四", "pin")


def test_that_once_one_has_a_pin_everybody_needs_one(path):
    give_pin(path, "李四")
    with pytest.raises(RefusedError) as refusal, writing(path, actor="张三"):
        pass
    assert refusal.value.code == "pin_first_needed"


def test_that_the_pin_itself_is_written_nowhere(path, own_home):
    give_pin(path, "李四", "不常见的词9173")
    files = [p for top in (path, own_home) for p in top.rglob("*") if p.is_file()]
    assert files
    assert not [p for p in files if "不常见的词9173".encode() in p.read_bytes()]


def test_that_the_log_says_who_set_it_and_who_took_it_away(path):
    give_pin(path, "李四")
    code = give_pin(path, "张三")
    assert code
    with session_of_pin(path, "张三", PIN) as session:
        actor = people.find(session.project, "李四")
        person_pin.reset(session.project, session.who, actor)
        events = session.project.journal.of_entity(actor.actor_id, "actor")[1:]
        (first, last) = [(e.header.actor, e.body["fields"]) for e in events]
        assert first[0] == actor.actor_id
        assert last[0] == session.who.actor_id
        assert list(first[1]) == list(last[1])
        assert list(last[1].values()) == [None]
        assert person_pin.standing(session.project, actor.actor_id) == person_pin.NONE


def session_of_pin(path, name, pin):
    return writing(path, actor=name, pin=lambda _: pin)


def test_that_only_a_keeper_takes_a_pin_away(path):
    give_pin(path, "李四")
    give_pin(path, "王五")
    with session_of_pin(path, "王五", PIN) as session, pytest.raises(RefusedError) as refusal:
        person_pin.reset(session.project, session.who, people.find(session.project, "李四"))
    assert refusal.value.code == "keeper_needed"


def test_that_a_change_needs_the_old_one(path):
    give_pin(path, "李四")
    with pytest.raises(RefusedError, match="pin_wrong"):
        give_pin(path, "李四", OTHER, old="0000")
    give_pin(path, "李四", OTHER, old=PIN)
    assert prove(path, "李四", OTHER).how == "pin"


def test_that_a_keepers_recovery_code_stands_in_for_a_forgotten_pin(path):
    code = give_pin(path, "张三")
    assert pin_hash.is_code(pin_hash.plain_code(code))
    give_pin(path, "张三", OTHER, old=code.lower().replace("-", " "))
    assert prove(path, "张三", OTHER).how == "pin"
    with pytest.raises(RefusedError, match="pin_wrong"):
        prove(path, "张三", code)  # a code serves until a new PIN is set


def test_that_wrong_tries_wait_longer_and_longer(path):
    give_pin(path, "李四")
    clock = Clock()
    for _ in range(person_pin.FREE_TRIES):
        with pytest.raises(RefusedError, match="pin_wrong"):
            prove(path, "李四", OTHER, clock)
    with pytest.raises(RefusedError) as refusal:
        prove(path, "李四", PIN, clock)  # not even the right one
    assert refusal.value.code == "pin_wait"
    first = refusal.value.params["seconds"]
    clock.now += first
    with pytest.raises(RefusedError, match="pin_wrong"):
        prove(path, "李四", OTHER, clock)
    with pytest.raises(RefusedError) as refusal:
        prove(path, "李四", PIN, clock)
    assert refusal.value.params["seconds"] >= 2 * first - 2
    clock.now -= 1_000_000  # a clock that is put back ends no wait, and makes none endless
    with pytest.raises(RefusedError) as refusal:
        prove(path, "李四", PIN, clock)
    assert refusal.value.params["seconds"] <= 2 * first
    clock.now += 1_000_000 + 2 * first
    assert prove(path, "李四", PIN, clock).how == "pin"
    with pytest.raises(RefusedError) as refusal:
        prove(path, "李四", OTHER, clock)
    assert refusal.value.params["left"] == person_pin.FREE_TRIES - 1


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        ("123", "pin_too_short"), ("x" * 65, "pin_too_long"), ("1111", "pin_too_simple"),
        ("4567", "pin_too_simple"), ("9876", "pin_too_simple"), ("一一一一", "pin_too_simple"),
    ],
)  # fmt: skip
def test_that_a_pin_that_anybody_would_guess_is_not_taken(path, pin, code):
    with pytest.raises(UsageError) as refusal:
        give_pin(path, "李四", pin)
    assert refusal.value.code == code
    with reading(path) as session:
        actor = people.find(session.project, "李四")
        assert person_pin.standing(session.project, actor.actor_id) == person_pin.NONE


def test_that_taking_the_hash_away_opens_nothing(path):
    give_pin(path, "李四")
    (note,) = (paths.state_dir() / "pins").iterdir()
    note.unlink()
    with pytest.raises(RefusedError) as refusal, writing(path, actor="李四"):
        pass
    assert refusal.value.code == "pin_lost"
    with pytest.raises(RefusedError) as refusal:
        give_pin(path, "李四", OTHER)
    assert refusal.value.code == "pin_lost"


def test_that_a_damaged_note_is_told_and_opens_nothing(path):
    give_pin(path, "李四")
    (note,) = (paths.state_dir() / "pins").iterdir()
    good = json.loads(note.read_text("ascii"))
    (entry,) = good.values()
    huge = entry | {"pin": entry["pin"] | {"n": 2**40}}
    for bad in ("", "[]", '{"a": {}}', json.dumps({"a": huge})):
        note.write_text(bad, "ascii")
        with pytest.raises(UnreadableError, match="pins_damaged"), writing(path, actor="李四"):
            pass


def test_that_moves_say_that_a_pin_proved_who_made_them(path):
    with session_of(path) as session:
        given = {"clue_no": "A-1", "lon": "126.3", "lat": "43.2", "source_code": "patrol"}
        issues.create(session, given)
    give_pin(path, "张三")
    with session_of_pin(path, "张三", PIN) as session:
        given = {"assignee": "李四", "check_due": "2026-06-01"}
        moved = moves.move(session, "A-1", "assign", occurred_on="2026-05-01", given=given)
        assert session.project.journal.get(moved.event_id).body["proof"] == "pin"


def test_that_another_person_takes_over_an_open_session_by_pin_alone(path):
    give_pin(path, "李四")
    give_pin(path, "张三", OTHER)
    with session_of_pin(path, "张三", OTHER) as session:
        with pytest.raises(RefusedError, match="pin_wrong"):
            sign_in(session, "李四", lambda _: OTHER)
        assert session.who.name == "张三"
        assert sign_in(session, "李四", lambda _: PIN).name == "李四"
        assert session.who.name == "李四"
