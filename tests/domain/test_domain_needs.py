"""Where what satisfies a rule is entered: every way leads to something that is there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import greenshield.domain.guards as guards
from greenshield.domain import workflow
from greenshield.domain.errors import Missing
from greenshield.domain.fields import CATALOGUE
from greenshield.domain.needs import PHASES, need
from greenshield.domain.records import KINDS

# A person can't enter these: time, other tables, other people, or a decision is lacking.
_ELSEWHERE = {
    "moves_in_conflict", "move_not_from_here", "way_back_unknown", "field_in_conflict",
    "publicity_running", "check_says_true", "measure_not_in_ledger",
    "measure_not_in_plan", "measure_after_plan",
}  # fmt: skip


def literal_missing():
    """Each ``Missing`` that the guards and readiness make with a literal code and field."""
    folder = Path(guards.__file__).parent
    for file in [*folder.glob("*.py"), folder.parent / "readiness.py"]:
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or getattr(call.func, "id", "") != "Missing":
                continue
            literal = [a.value if isinstance(a, ast.Constant) else None for a in call.args]
            if isinstance(literal[0], str) and len(literal) > 2 and isinstance(literal[2], str):
                yield literal[0], literal[2]


FOUND = sorted(set(literal_missing()))


def exists(found) -> bool:
    """Whether what a need names is there."""
    match found.what:
        case "field" | "assignment":
            return found.name in CATALOGUE["issue"]
        case "fact":
            return found.name in CATALOGUE["move"]
        case "record":
            return set(found.given) <= set(KINDS[found.name].fields)
        case "photo" | "photo_doubt":
            return found.name in PHASES
        case "other_move":
            return found.name in workflow.MOVES
        case _:
            return found.what in ("document", "reason", "day", "actor", "tick", "pack")


def test_that_the_search_finds_guards():
    assert ("check_record_missing", "check") in FOUND


@pytest.mark.parametrize(("code", "field"), FOUND)
def test_that_every_missing_thing_has_a_way_or_is_known_to_have_none(code, field):
    for move in workflow.MOVES:
        found = need(Missing(code, {"record": "", "condition": "c", "photo": "p"}, field), move)
        if found is not None:
            assert found.move == move
            assert exists(found), found
    ways = [need(Missing(code, {}, field), move) for move in workflow.MOVES]
    assert any(ways) or code in _ELSEWHERE or field in ("state", "records", "photos"), code


def test_that_a_record_that_stands_is_completed_and_a_new_one_says_what_it_must():
    undone = Missing("measure_date_missing", {"record": "r1"}, "measure")
    found = need(undone, "self_check")
    assert (found.record, dict(found.given)) == ("r1", {"done_on": ""})
    fresh = need(Missing("check_record_missing", {}, "check"), "check")
    assert (fresh.record, fresh.given["is_true"]) == ("", "")  # asked, and not decided


def test_that_a_paper_of_a_past_move_comes_as_a_record():
    paper = Missing("notice_missing", {}, "document")
    assert need(paper, "publicize").what == "document"
    late = need(paper, "file")
    assert (late.what, late.name, late.given["doc_kind"], late.documents) == (
        "record", "document", "notice", True,
    )  # fmt: skip


def test_that_a_doubtful_photo_is_named_and_a_lacking_one_by_its_phase():
    doubt = Missing("photo_not_counted", {"photo": "ab", "phase": "after"}, "after")
    assert (need(doubt, "self_check").what, need(doubt, "self_check").photo) == (
        "photo_doubt",
        "ab",
    )
    lacking = Missing("after_photo_missing", {"record": "r"}, "after")
    assert (need(lacking, "self_check").what, need(lacking, "self_check").name) == (
        "photo",
        "after",
    )


def test_that_what_no_move_of_the_table_lacks_leads_nowhere():
    assert need(Missing("field_missing", {}, "goal"), "no_such_move") is None
