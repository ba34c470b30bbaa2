"""From the clue to the ledger, and every way aside: sent again, checked again, no issue at all."""

from __future__ import annotations

from helpers.dossier_calls import tie
from helpers.qinghe import DEMO, QINGHE
from helpers.ways import CITY, COUNTY, INSPECTOR, PROVINCE, Ways, plays

SHOTS = [(str(QINGHE / p["photo"]), p["phase"], p["kind"])
         for p in next(s["photos"] for s in DEMO["step"] if s["do"] == "tag")]  # fmt: skip


def sent_and_checked(ways: Ways, clue: str, is_true: str) -> None:
    """The clue is assigned and checked; the county is at the window again."""
    ways.move("assign", day="2025-04-08", ledger={"assignee": INSPECTOR, "check_due": "2025-04-25"})
    ways.sign_in(INSPECTOR)
    ways.write(tie, clue, SHOTS)
    ways.record("check", {"is_true": is_true, "findings": "看过"}, "2025-04-16")
    ways.move("check", day="2025-04-16")
    ways.sign_in(COUNTY)


@plays(
    ("assign", "clue", "county"),
    ("check", "assigned", "inspector"),
    ("dismiss", "checked", "county"),
    ("reopen_clue", "dismissed", "city"),
    ("reassign", "assigned", "county"),
)
def test_that_a_double_is_dismissed_with_the_city_and_taken_up_again(ways: Ways, clue: str) -> None:
    sent_and_checked(ways, clue, "yes")
    ways.give("dismiss", day="2025-04-20", reason="重复", given={"outcome": "not_true"})
    ways.refuses("true")  # the check says otherwise
    ways.fill("move", {"outcome": "outside"})
    ways.refuses("云岭国家级自然保护区")
    ways.fill("move", {"outcome": "duplicate"})
    ways.refuses("duplicate")
    assert ways.beside("move.duplicate_of")
    ways.fill("move", {"duplicate_of": "DT-1"})
    ways.refuses("itself")
    assert "itself" in ways.beside("move.duplicate_of")
    ways.fill("move", {"duplicate_of": "no such issue"})
    ways.refuses("no such issue")
    assert "no such issue" in ways.beside("move.duplicate_of")
    ways.fill("move", {"duplicate_of": "QH2022-011"})
    ways.press("form.go")
    assert ways.panel.forms.form is None, ways.refused()
    assert (ways.state, ways.panel.view.waits.tier) == ("checked", "city")
    ways.sign_in(CITY)
    ways.press("move.sign")
    ways.type("form.day", "2025-04-22")
    ways.go()
    assert ways.state == "dismissed"

    ways.give("reopen_clue")
    ways.refuses("Must be filled in")
    ways.type("form.reason", "两处不是同一处")
    ways.go()
    assert ways.state == "assigned"
    ways.sign_in(COUNTY)
    ways.give("reassign")
    ways.refuses()  # nothing would be another than before
    ways.fill("issue", {"check_due": "2031-05-01"})
    ways.go()
    assert ways.panel.view.fields["check_due"] == "2031-05-01"


@plays(
    ("recheck", "checked", "county"),
    ("reopen_clue", "dismissed", "province"),
    ("send_back_plan", "planned", "county"),
)
def test_that_what_was_settled_too_early_goes_back(ways: Ways) -> None:
    ways.at("QH2022-004", COUNTY)
    ways.give("recheck")
    ways.refuses("Must be filled in")
    ways.type("form.reason", "照片看不清范围")
    ways.go()
    assert ways.state == "assigned"
    ways.at("QH2022-016", COUNTY)
    ways.give("send_back_plan")
    ways.refuses("Must be filled in")
    ways.type("form.reason", "措施没有数量")
    ways.go()
    assert ways.state == "registered"
    ways.at("QH2023-007", PROVINCE)
    ways.move("reopen_clue", reason="群众再次举报")
    assert ways.state == "assigned"
    assert [m["reason"] for m in ways.panel.view.shown["moves"]][-1] == "群众再次举报"
