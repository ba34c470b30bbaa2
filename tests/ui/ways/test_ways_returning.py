"""What each tier sends back to be rectified, and deadlines that are put off."""

from __future__ import annotations

from helpers.qinghe import QINGHE
from helpers.ways import CITY, COUNTY, PROVINCE, Ways, plays
from PySide6.QtWidgets import QLabel

from ui import words

ON_SITE = QINGHE / "documents/10_市级现场核查记录（示例）.pdf"
OPINION = QINGHE / "documents/11_市级审核意见（示例）.pdf"
SENT_BACK = {"reason": "现场仍有弃渣", "given": {"items": "清运弃渣；补植"}}


@plays(
    ("return", "self_checked", "city"),
    ("return", "city_reviewed", "province"),
    ("return", "accepted", "province"),
    ("return", "accepted", "city"),
    ("return", "publicized", "province"),
    ("return", "publicized", "city"),
)
def test_that_each_tier_sends_back_what_it_would_review(ways: Ways) -> None:
    for number, who in (
        ("QH2024-019", CITY), ("QH2023-013", PROVINCE), ("QH2021-002", PROVINCE),
        ("QH2023-003", PROVINCE), ("QH2023-038", CITY), ("QH2024-054", CITY),
    ):  # fmt: skip
        ways.at(number, who)
        assert not ways.has("dossier.sent_back")
        ways.move("return", **SENT_BACK)
        assert ways.state == "rectifying"
        assert ways.panel.view.shown["moves"][-1]["data"]["items"] == ["清运弃渣", "补植"]
        ways.panel.pages.turn("todo")
        labels = ways.find("dossier.sent_back").findChildren(QLabel)
        told = "\n".join(label.text() for label in labels)
        assert words.day(words.today()) in told
        assert "现场仍有弃渣" in told
        assert "1. 清运弃渣\n2. 补植" in told


@plays(("city_review", "self_checked", "city"), ("return", "city_reviewed", "city"))
def test_that_the_city_reviews_and_sends_back_with_a_later_deadline_that_was_approved(
    ways: Ways,
) -> None:
    ways.at("QH2021-055", CITY)
    day = words.today()
    ways.give("city_review")
    ways.refuses("on-site", "opinion")
    ways.press("form.back")
    ways.record("document", {"doc_kind": "on_site", "tier": "city"}, day, [ON_SITE])
    said = {"tier": "city", "text": "同意", "signer": CITY, "signed_on": day}
    ways.record("opinion", said, day, [OPINION])
    ways.move("city_review")
    assert ways.state == "city_reviewed"

    ways.give("return", reason="验收时仍有弃渣")
    ways.refuses("The items to put right are missing")
    ways.fill("move", {"items": "清运弃渣", "deadline": "2031-06-30"})
    ways.refuses("2031-06-30")
    ways.press("form.back")
    ways.record(
        "extension",
        {"from_date": "2022-07-12", "to_date": "2031-06-30", "approval": "青示政〔2026〕3号"},
        day,
    )
    ways.open_move("return")
    assert ways.find("form.reason").toPlainText() == "验收时仍有弃渣"
    assert ways.find("fact.move.items").text() == "清运弃渣"
    ways.go()
    assert (ways.state, ways.panel.view.fields["deadline"]) == ("rectifying", "2031-06-30")


def test_that_a_referral_goes_from_draft_to_its_end_and_is_told_until_then(ways: Ways) -> None:
    ways.at("QH2023-003", COUNTY)
    sent = {"referral_type": "police", "to_unit": "青禾县公安局", "number": "青示移1号"}
    made = ways.record("referral", sent, "2026-01-05")
    steps = (
        {"sent_on": "2026-01-06"},
        {"received_on": "2026-01-09"},
        {"concluded_on": "2026-02-01", "result": "已立案"},
    )
    ways.sign_in(PROVINCE)
    for step in steps:
        close = ways.panel.view.ready_for("close")
        assert [w.code for w in close.warnings] == ["referral_open", "adopted_unproven"]
        ways.sign_in(COUNTY)
        ways.change_record(made, "referral", step)
        ways.sign_in(PROVINCE)
    assert [w.code for w in ways.panel.view.ready_for("close").warnings] == ["adopted_unproven"]
    record = next(r for r in ways.panel.view.records if r["id"] == made)
    assert record["fields"]["result"] == "已立案"
