"""PINs on a shared laptop: who acts under a name proves it; what a forgotten one comes to."""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from helpers.calls import as_json, said
from helpers.open_sessions import session_of
from helpers.pin_tries import wrong_try

from greenshield import paths
from greenshield.domain.errors import RefusedError, SurroundingsError, UnreadableError, UsageError
from greenshield.services import issues, moves, people, person_pin, pin_hash, report_closure
from greenshield.services.session import reading, sign_in, sign_in_default, writing

PIN, OTHER = "2846", "9173"


class Clock:
    """Seconds that a test moves on."""

    def __init__(self):
        self.now = 1_700_000_000.0

    def __call__(self):
        return self.now


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
    (note,) = (paths.state_dir() / "pins").glob("*.json")
    note.unlink()
    with pytest.raises(RefusedError) as refusal, writing(path, actor="李四"):
        pass
    assert refusal.value.code == "pin_lost"
    with pytest.raises(RefusedError) as refusal:
        give_pin(path, "李四", OTHER)
    assert refusal.value.code == "pin_lost"


def test_that_a_damaged_note_is_told_and_opens_nothing(path):
    give_pin(path, "李四")
    (note,) = (paths.state_dir() / "pins").glob("*.json")
    good = json.loads(note.read_text("ascii"))
    (entry,) = good.values()
    huge = entry | {"pin": entry["pin"] | {"n": 2**40}}
    for bad in ("", "[]", '{"a": {}}', json.dumps({"a": huge})):
        note.write_text(bad, "ascii")
        with pytest.raises(UnreadableError, match="pins_damaged"), writing(path, actor="李四"):
            pass


def test_that_moves_say_that_a_pin_proved_who_made_them(path, capsys):
    with session_of(path) as session:
        given = {"clue_no": "A-1", "lon": "126.3", "lat": "43.2", "source_code": "patrol"}
        issues.create(session, given)
    give_pin(path, "张三")
    with session_of_pin(path, "张三", PIN) as session:
        given = {"assignee": "李四", "check_due": "2026-06-01"}
        moved = moves.move(session, "A-1", "assign", occurred_on="2026-05-01", given=given)
        assert session.project.journal.get(moved.event_id).body["proof"] == "pin"
    code, shown = as_json(capsys, "issue", "show", path, "A-1", "--history")
    assert code == 0
    assert [(m["move"], m["proof"]) for m in shown["moves"]] == [("assign", "pin")]
    assert [(e["kind"], e["proof"]) for e in shown["timeline"]][-1] == ("moved", "pin")
    assert {e["proof"] for e in shown["timeline"][:-1]} == {""}
    _, told, _ = said(capsys, "issue", "show", path, "A-1", "--history")
    assert told.count("PIN 验证") == 2


def test_that_another_person_takes_over_an_open_session_by_pin_alone(path):
    give_pin(path, "李四")
    give_pin(path, "张三", OTHER)
    with session_of_pin(path, "张三", OTHER) as session:
        with pytest.raises(RefusedError, match="pin_wrong"):
            sign_in(session, "李四", lambda _: OTHER)
        assert session.who.name == "张三"
        assert sign_in(session, "李四", lambda _: PIN).name == "李四"
        assert session.who.name == "李四"


# -- a note that is lost or damaged, a project that can't be written ------------------------


def spoil(how):
    """Deletes the note of the PINs, or writes rubbish into it."""
    (note,) = (paths.state_dir() / "pins").glob("*.json")
    note.unlink() if how == "lost" else note.write_text('{"a":', "ascii")
    return note


@pytest.mark.parametrize("how", ["lost", "damaged"])
def test_that_a_sole_keeper_comes_back_in_by_the_recovery_code(path, how):
    code = give_pin(path, "张三")
    spoil(how)
    for wrong in ("", OTHER, "A" * 20):
        with pytest.raises(RefusedError, match="pin_lost"):
            give_pin(path, "张三", OTHER, old=wrong)
    again = give_pin(path, "张三", OTHER, old=code)
    assert again not in ("", code)
    assert prove(path, "张三", OTHER).how == "pin"
    with reading(path) as session:
        keeper = people.find(session.project, "张三").actor_id
        told = [e for e in session.project.journal.of_entity(keeper, "actor") if e.header.actor]
        pins = [
            (e.header.actor == keeper, value is None)
            for e in told
            for field, value in (e.body.get("fields") or {}).items()
            if field.startswith("pin_")
        ]
    assert pins == [(True, False), (True, True), (True, False)]
    spoil(how)
    with pytest.raises(RefusedError, match="pin_lost"):
        give_pin(path, "张三", PIN, old=code)  # the first code serves no more


def test_that_a_damaged_note_keeps_no_keeper_from_resetting(path):
    give_pin(path, "李四")
    code = give_pin(path, "张三")
    note = spoil("damaged")
    with writing(path, nobody=True) as session:
        assert sign_in_default(session) is None
        project = session.project
        keeper, other = (people.find(project, name) for name in ("张三", "李四"))
        assert person_pin.is_shared(project)
        assert person_pin.standing(project, other.actor_id) == person_pin.LOST
        person_pin.reset(project, keeper, other)
        assert person_pin.standing(project, other.actor_id) == person_pin.NONE
        assert person_pin.standing(project, keeper.actor_id) == person_pin.LOST
        assert person_pin.choose(project, keeper, PIN, old=code)
    assert note.with_suffix(".damaged").read_text("ascii") == '{"a":'


def test_that_a_project_opens_with_nobody_where_the_note_is_damaged(path):
    give_pin(path, "张三")
    spoil("damaged")
    with writing(path, nobody=True) as session:
        assert sign_in_default(session) is None
        assert session.actor is None


def test_that_a_project_open_for_reading_takes_no_pin(path):
    with reading(path) as session:
        actor = people.find(session.project, "李四")
        with pytest.raises(SurroundingsError, match="project_read_only"):
            person_pin.choose(session.project, actor, PIN)
        assert person_pin.standing(session.project, actor.actor_id) == person_pin.NONE
        assert not person_pin.is_shared(session.project)


def test_that_a_pin_the_log_refuses_leaves_the_note_as_it_was(path):
    give_pin(path, "李四")
    with writing(path, nobody=True) as session:
        project = session.project
        actor = people.find(project, "张三")
        with project.action(actor.actor_id), pytest.raises(Exception, match="action"):
            person_pin.choose(project, actor, PIN)  # an action within another
        assert person_pin.standing(project, actor.actor_id) == person_pin.NONE
    assert prove(path, "李四", PIN).how == "pin"


def test_that_no_two_tries_run_side_by_side(path):
    give_pin(path, "李四")
    tries = [f"{n:04d}" for n in range(100, 110)]
    with ProcessPoolExecutor(4, get_context("spawn")) as several:
        told = list(several.map(wrong_try, [path] * len(tries), tries))
    assert told.count("pin_wrong") == person_pin.FREE_TRIES
    assert told.count("pin_wait") == len(tries) - person_pin.FREE_TRIES


def test_that_nobody_signs_a_pack(path, tmp_path):
    with writing(path, nobody=True) as session, pytest.raises(UsageError, match="actor_needed"):
        report_closure.make(session, "A-1", tmp_path / "pack.zip", as_of="2026-05-01")
