"""The city as the tier that accepts, publicizes and closes; look-backs and what they find."""

from __future__ import annotations

from helpers.dossier_calls import tie
from helpers.qinghe import DEMO, QINGHE
from helpers.ways import CITY, PROVINCE, Ways, plays

from ui import words

PAPER = QINGHE / "documents/13_省级验收意见（示例）.pdf"
NOTICE = QINGHE / "documents/14_销号公示（示例）.txt"
CLOSING = QINGHE / "documents/16_销号批复（示例）.pdf"
AGAIN = [(str(QINGHE / p["photo"]), p["phase"], p["kind"])
         for p in next(s["photos"] for s in DEMO["lookback_step"] if s["do"] == "tag")]  # fmt: skip


@plays(
    ("accept", "city_reviewed", "city"),
    ("publicize", "accepted", "city"),
    ("close", "publicized", "city"),
    ("look_back", "closed", "city"),
    ("reopen", "lookback", "city"),
)
def test_that_the_city_accepts_publicizes_closes_and_takes_up_again(ways: Ways) -> None:
    ways.at("QH2023-047", CITY)
    ways.give("accept", files=[PAPER])
    ways.refuses("is not ticked")
    ways.press("form.drop")
    ways.move("accept", files=[PAPER], ticks=[PAPER.name])
    assert ways.state == "accepted"

    day = words.today()
    ways.give("publicize", files=[NOTICE], ledger={"pub_media": "市局网站", "pub_from": day})
    ways.fill("issue", {"pub_to": day})
    ways.refuses("7")  # days that it takes
    ways.fill("issue", {"pub_to": "2031-01-31"})
    ways.go()
    assert ways.state == "publicized"

    ways.give("close", files=[CLOSING], ledger={"closing_doc_no": "市环销1号"})
    ways.refuses("2031")
    ways.type("form.day", "2031-02-01")
    ways.settle()
    ways.press("form.go")
    ways.made()
    assert ways.state == "closed"

    who = {"lookback_by": "冯市级", "lookback_on": "2031-06-01"}
    ways.move("look_back", day="2031-06-01", given=who)
    assert ways.state == "lookback"
    ways.give("reopen", day="2031-06-02", given={"result": "consolidated"})
    ways.refuses("rebound")
    ways.fill("move", {"result": "rebound", "deadline": "2031-01-01"})
    ways.refuses("2031-01-01")
    ways.fill("move", {"deadline": "2031-12-31"})
    ways.go()
    assert (ways.state, ways.panel.view.fields["deadline"]) == ("rectifying", "2031-12-31")


@plays(
    ("look_back", "filed", "province"),
    ("confirm", "lookback", "province"),
    ("look_back", "filed", "city"),
    ("confirm", "lookback", "city"),
)
def test_that_what_holds_goes_back_to_where_it_was(ways: Ways) -> None:
    ways.at("YG2025-229901-007", PROVINCE)
    who = {"lookback_by": "陈省级", "lookback_on": "2026-05-20"}
    ways.move("look_back", day="2026-05-18", given=who)
    ways.give("confirm", day="2026-05-21", given={"result": "consolidated"})
    ways.refuses("photo")
    ways.press("form.back")
    assert ways.panel.issue
    ways.write(tie, ways.panel.issue, AGAIN)
    ways.open_move("confirm")
    ways.type("form.day", "2026-05-21")
    ways.settle()
    ways.go()
    assert ways.state == "filed"
    ways.sign_in(CITY)
    ways.move("look_back", day="2026-06-18", given=who)
    ways.move("confirm", day="2026-06-21", given={"result": "consolidated"})
    assert ways.state == "filed"


@plays(
    ("look_back", "closed", "province"),
    ("reopen", "lookback", "province"),
)
def test_that_the_province_finds_a_false_rectification(ways: Ways) -> None:
    ways.at("QH2023-017", PROVINCE)
    ways.give("look_back")
    ways.refuses("who looks back", "when the look-back is")
    ways.fill("move", {"lookback_by": "陈省级", "lookback_on": "2031-06-01"})
    ways.go()
    ways.move("reopen", given={"result": "false_rectification", "deadline": "2031-12-31"})
    assert ways.state == "rectifying"
