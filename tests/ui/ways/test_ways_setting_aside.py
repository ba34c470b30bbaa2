"""Rare moves of the province: suspended with a paper, resumed, void with two signatures."""

from __future__ import annotations

from helpers.qinghe import QINGHE
from helpers.ways import COUNTY, PROVINCE, Ways, plays

PAPER = QINGHE / "documents/13_省级验收意见（示例）.pdf"


@plays(("suspend", "rectifying", "province"), ("resume", "suspended", "province"))
def test_that_an_issue_is_suspended_and_goes_on_where_it_was(ways: Ways) -> None:
    ways.at("QH2023-009", COUNTY)
    menu = ways.find("moves.more").menu()
    assert not [a for a in menu.actions() if a.objectName().startswith("move.")]
    ways.at("QH2023-009", PROVINCE)
    ways.give("suspend")
    ways.refuses("Must be filled in")
    ways.attach([PAPER])
    ways.go()
    assert ways.state == "suspended"
    ways.give("resume", reason="林业调查完成")
    ways.refuses()
    ways.attach([PAPER])
    ways.go()
    assert ways.state == "rectifying"


@plays(("void", "registered", "province"))
def test_that_an_issue_is_void_once_a_second_person_of_the_province_signed(ways: Ways) -> None:
    ways.at("QH2023-014", PROVINCE)
    ways.give("void", reason="与另一问题合并", given={"successors": "no such issue"})
    ways.refuses("no such issue")
    assert "no such issue" in ways.beside("move.successors")
    ways.fill("move", {"successors": "QH2022-011"})
    ways.refuses("evidence")
    ways.attach([PAPER])
    ways.press("form.go")
    assert ways.panel.forms.form is None, ways.refused()
    assert (ways.state, ways.panel.view.waits.tier) == ("registered", "province")
    ways.press("move.sign")
    ways.press("form.go")
    assert ways.refused()  # nobody signs twice
    ways.attach([PAPER])
    ways.type("sign.name", "李省级")
    ways.type("sign.unit", "示例省生态环境厅")
    ways.go()
    assert ways.state == "void"
    assert not ways.has("move.plan")
