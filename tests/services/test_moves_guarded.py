"""Moves as services make them: what is written by hand, signed late, or swapped while read."""

import pytest
from helpers.open_sessions import acting, add_clue, add_province
from helpers.projects import patch

from greenshield.domain.errors import RefusedError, UnreadableError, UsageError
from greenshield.services import issues, lookup, moves, people, signing

DAY = "2026-05-01"


@pytest.fixture
def session(session):
    add_province(session)
    add_clue(session, "QH-1", patch(1))
    return session


@pytest.fixture
def paper(tmp_path):
    file = tmp_path / "证据.txt"
    file.write_text("new evidence", "utf-8")
    return file


def void(session, paper):
    return moves.move(
        acting(session.project, "赵六"),
        "QH-1",
        "void",
        occurred_on=DAY,
        reason="误报",
        documents=[paper],
    )


def test_that_nobody_types_an_issue_number(session):
    number = {"issue_no": "229901-2026-0001"}
    with pytest.raises(UsageError) as made:
        issues.create(session, {"clue_no": "QH-9", **number})
    with pytest.raises(UsageError) as changed:
        issues.set_fields(session, "QH-1", number)
    with pytest.raises(UsageError) as moved:
        moves.move(session, "QH-1", "register", occurred_on=DAY, given=number)
    assert {e.value.code for e in (made, changed, moved)} == {"field_not_settable"}
    assert lookup.issue(session.project, "QH-1").get("issue_no") is None
    issues.set_fields(session, "QH-1", {"external_nos": "国家平台:7"})
    assert lookup.issue(session.project, "7").get("clue_no") == "QH-1"


def test_that_a_pending_move_is_judged_again_before_it_is_signed(session, paper):
    assert void(session, paper).pending
    people.disable(session.project, session.who, "赵六")
    with pytest.raises(RefusedError) as caught:
        signing.consent(acting(session.project, "钱七"), "QH-1", occurred_on=DAY)
    assert caught.value.code == "pending_refused"
    assert [m.code for m in caught.value.missing] == ["actor_inactive"]
    assert lookup.issue(session.project, "QH-1").state == "clue"


def test_that_a_pending_move_whose_guards_hold_is_signed(session, paper):
    void(session, paper)
    state, _ = signing.consent(acting(session.project, "钱七"), "QH-1", occurred_on=DAY)
    assert state == "void"


def test_that_a_document_swapped_between_hash_and_copy_stores_nothing(session, paper, monkeypatch):
    honest = moves.make

    def swapped(*args):
        paper.write_text("other evidence", "utf-8")
        return honest(*args)

    monkeypatch.setattr(moves, "make", swapped)
    before = session.project.journal.count()
    with pytest.raises(UnreadableError) as caught:
        void(session, paper)
    assert caught.value.code == "file_changed"
    assert session.project.journal.count() == before
    session.project.set_orphans_aside()
    assert not [p for p in session.project.media.files() if p.suffix == ".txt"]


def told_by(session, given, name="dismiss"):
    facts, _ = moves.split(session, lookup.issue(session.project, "QH-1"), name, given, ())
    return facts


def test_that_the_issue_that_a_duplicate_repeats_is_named_as_any_issue_is(session):
    other = add_clue(session, "QH-2", patch(2))
    issues.set_fields(session, "QH-2", {"external_nos": "国家平台:7"})
    for word in ("QH-2", "7", other, " QH-2 "):
        assert told_by(session, {"duplicate_of": word}) == {"duplicate_of": other}
    assert told_by(session, {"重复于": "QH-2"}) == {"duplicate_of": other}
    assert told_by(session, {"successors": "QH-2"}, "void") == {"successors": [other]}


@pytest.mark.parametrize(
    ("word", "code"), [("QH-9", "issue_unknown"), ("QH-1", "duplicate_of_itself")]
)
def test_that_a_duplicate_of_no_other_issue_is_wrong_usage(session, word, code):
    before = session.project.journal.count()
    given = {"outcome": "duplicate", "duplicate_of": word}
    with pytest.raises(UsageError) as caught:
        moves.move(session, "QH-1", "dismiss", occurred_on=DAY, given=given)
    assert caught.value.code == code
    assert session.project.journal.count() == before


def test_that_a_number_of_several_issues_is_told_with_the_candidates(session):
    for number, clue in ((2, "QH-2"), (3, "QH-3")):
        add_clue(session, clue, patch(number))
        issues.set_fields(session, clue, {"external_nos": "国家平台:7"})
    with pytest.raises(UsageError, match="issue_ambiguous") as caught:
        told_by(session, {"duplicate_of": "7"})
    assert len(caught.value.params["candidates"]) == 2
