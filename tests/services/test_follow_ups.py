"""What a record that was just written asks for next, and that the command it names does it."""

from __future__ import annotations

import re
import shlex

import pytest
from helpers.calls import as_json, said
from helpers.desk_clues import clue
from helpers.open_sessions import make_project, session_of

ROAD = ("assign", "check", "register", "plan", "approve_plan")
PLAN = ("quantity=30", "unit=亩", "target=复绿", "due_on=2026-06-30")
EXTENSION = ("from_date=2026-05-31", "to_date=2026-08-31")
OBJECTION = ("who=某人", "text=不同意")
REFERRAL = ("referral_type=police", "to_unit=公安局")


@pytest.fixture
def folder(tmp_path):
    path = make_project(tmp_path / "县 里")  # a blank, as folders of people have
    with session_of(path) as session:
        clue(session, 1, *ROAD, deadline="2026-05-31")
    return path


def add(capsys, folder, *given):
    code, told = as_json(capsys, "record", "add", folder, "T-1", *given)
    assert code == 0, told
    return told


def follow(capsys, remedy, **filled):
    """Runs the command that a remedy names, with what it leaves open filled in."""
    words = shlex.split(re.split("[：:] ?(?=greenshield )", remedy, maxsplit=1)[1])
    assert words[0] == "greenshield"
    words = [w if not w.endswith("…") else w[:-1] + filled[w[:-2]] for w in words[1:]]
    code, told = as_json(capsys, *words)
    assert code == 0, told
    return told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_that_an_approved_extension_names_the_command_that_sets_the_deadline(folder, capsys, lang):
    given = ("extension", *EXTENSION, "approval=示函3号", "--lang", lang)
    (asked,) = add(capsys, folder, *given)["next"]
    assert asked["code"] == "extension_to_apply"
    assert "2026-05-31" in asked["message"]
    follow(capsys, asked["remedy"])
    assert as_json(capsys, "issue", "show", folder, "T-1")[1]["deadline"] == "2026-08-31"
    assert add(capsys, folder, *given)["next"] == []  # it stands by now


def test_that_an_extension_that_sets_nothing_later_asks_for_nothing(folder, capsys):
    earlier = ("from_date=2026-03-31", "to_date=2026-05-31", "approval=示函1号")
    assert add(capsys, folder, "extension", *earlier)["next"] == []


def test_that_people_read_it_with_the_answer(folder, capsys):
    given = ("record", "add", folder, "T-1", "extension", *EXTENSION, "approval=示函3号")
    code, out, _ = said(capsys, *given, "--lang", "zh")
    assert code == 0
    assert f"greenshield issue set {shlex.quote(str(folder))} T-1 deadline=2026-08-31" in out


def test_that_progress_that_reaches_the_plan_asks_for_the_measures_end(folder, capsys):
    measure = add(capsys, folder, "measure", *PLAN)["id"]
    told = add(capsys, folder, "progress", f"measure={measure}", "quantity=10")
    assert told["next"] == []
    told = add(
        capsys, folder, "progress", f"measure={measure}", "quantity=20.5", "--on", "2026-06-01"
    )
    (asked,) = told["next"]
    assert asked["code"] == "measure_to_finish"
    follow(capsys, asked["remedy"])
    items = as_json(capsys, "record", "list", folder, "T-1")[1]["items"]
    done = next(item for item in items if item["id"] == measure)
    assert done["state"] == "done"
    assert done["fields"]["done_on"] == "2026-06-01"
    assert done["fields"]["done_quantity"] == 30.5
    assert add(capsys, folder, "progress", f"measure={measure}", "pct=100")["next"] == []


def test_that_follow_ups_before_and_after_the_works_add_nothing_to_what_is_done(folder, capsys):
    measure = f"measure={add(capsys, folder, 'measure', *PLAN)['id']}"
    for phase in ("before", "事后"):  # by code or label
        told = add(capsys, folder, "progress", measure, f"phase={phase}", "quantity=30", "pct=100")
        assert told["next"] == []
    add(capsys, folder, "progress", measure, "phase=during", "quantity=12")
    items = as_json(capsys, "record", "list", folder, "T-1")[1]["items"]
    assert next(i for i in items if i["kind"] == "measure")["done_so_far"] == 12
    phases = [i["fields"]["phase"] for i in items if i["kind"] == "progress"]
    assert sorted(phases) == ["after", "before", "during"]
    given = ("record", "add", folder, "T-1", "progress", measure, "phase=晚些")
    code, told = as_json(capsys, *given)
    assert (code, told["error"]["code"]) == (2, "field_value_invalid")


def test_that_an_objection_asks_for_its_answer(tmp_path, capsys):
    folder = make_project(tmp_path / "p")
    with session_of(folder) as session:
        clue(session, 1, *ROAD, "self_check", "city_review", "accept", "publicize")
    (asked,) = add(capsys, folder, "objection", *OBJECTION)["next"]
    done = follow(capsys, asked["remedy"], answer="已解释", answered_on="2026-06-01")
    assert (asked["code"], done["next"]) == ("objection_to_answer", [])


def test_that_a_referral_asks_for_each_of_its_days_in_turn(folder, capsys):
    told, codes = add(capsys, folder, "referral", *REFERRAL), []
    filled = {
        "sent_on": "2026-03-01", "number": "示移1号", "received_on": "2026-03-05",
        "concluded_on": "2026-04-01", "result": "立案",
    }  # fmt: skip
    while told["next"]:
        (asked,) = told["next"]
        codes.append(asked["code"])
        told = follow(capsys, asked["remedy"], **filled)
    assert codes == ["referral_to_send", "referral_to_receive", "referral_to_conclude"]


def test_that_what_is_closed_asks_for_no_new_deadline(tmp_path, capsys):
    path = make_project(tmp_path / "p")
    way = (*ROAD, "self_check", "city_review", "accept", "publicize", "close")
    with session_of(path) as session:
        clue(session, 1, *way, deadline="2026-05-31")
    told = add(capsys, path, "extension", *EXTENSION, "approval=示函3号")
    assert told["next"] == []


def test_that_a_list_names_a_measure_as_its_own_line_does_and_counts_in_plain_numbers(
    folder, capsys
):
    plan = ("quantity=120", "unit=米", "target=拆除", "due_on=2026-08-01")
    measure = add(capsys, folder, "measure", *plan)["id"]
    add(capsys, folder, "progress", "measure=measure", "quantity=60.5")
    _, out, _ = said(capsys, "record", "list", folder, "T-1", "--lang", "zh")
    assert "计划数量=120;" in out
    assert "完成数量=60.5" in out
    assert f"所属措施={measure[-8:]};" in out
    assert measure not in out
