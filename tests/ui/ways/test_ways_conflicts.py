"""What two laptops did without each other: moves, a voiding, numbers; and a person's decision."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from helpers.dossier_calls import granted, numbered, rival_moves
from helpers.qinghe import QINGHE
from helpers.ways import CITY, COUNTY, PROVINCE, Ways
from PySide6.QtWidgets import QLabel

from ui import words

PAPER = QINGHE / "documents/13_省级验收意见（示例）.pdf"


def told(ways: Ways) -> str:
    """What the cards of conflicts say."""
    labels = ways.find("dossier.conflicts").findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def test_that_of_two_moves_at_once_one_is_chosen_and_no_other_is_made_before(
    ways: Ways, tmp_path: Path
) -> None:
    ways.at("QH2024-019", CITY)
    day = words.today()
    back: dict[str, Any] = {"occurred_on": day, "reason": "弃渣", "given": {"items": "清运"}}
    paper = tmp_path / "province.txt"
    paper.write_text("暂缓", "utf-8")
    put: dict[str, Any] = {"occurred_on": day, "documents": [paper]}
    here = {"who": CITY, "move": "return", "given": back}
    there = {"who": PROVINCE, "move": "suspend", "given": put}
    ways.write(rival_moves, ways.panel.issue, here, there, tmp_path / "far")
    ways.turn("todo")
    assert ways.state == "self_checked"  # the last that nobody disputes
    assert "Two moves" in told(ways)
    assert CITY in told(ways)
    assert PROVINCE in told(ways)
    (conflict,) = ways.panel.view.conflicts
    kept = next(c for c in conflict["candidates"] if str(c["value"]).startswith("return"))
    ways.sign_in(PROVINCE)
    ways.turn("todo")
    ways.press(f"conflict.take.{kept['event'][:12]}")
    assert not ways.has("dossier.conflicts")
    assert ways.state == "rectifying"
    assert ways.desk.troubles == []


def test_that_a_voiding_that_met_an_edit_is_decided(ways: Ways, tmp_path: Path) -> None:
    ways.at("QH2023-014", PROVINCE)
    day = words.today()
    given: dict[str, Any] = {"occurred_on": day, "documents": [PAPER]}
    here = {"who": PROVINCE, "move": "void", "given": given, "signed": PAPER}
    there = {"who": COUNTY, "fields": {"place_name": "石桥沟村"}}
    ways.write(rival_moves, ways.panel.issue, here, there, tmp_path / "far")
    ways.turn("todo")
    assert "void while" in told(ways)
    assert not ways.has("conflict.take.keep")  # two people signed that it is void
    ways.press("conflict.take.void")
    assert not ways.has("dossier.conflicts")
    assert ways.state == "void"


def test_that_a_number_that_stands_twice_stays_with_one_and_a_temporary_one_is_replaced(
    ways: Ways,
) -> None:
    ways.at("QH2022-011", COUNTY)
    number = ways.panel.view.number
    ways.at("QH2023-014", COUNTY)
    other = ways.panel.issue
    ways.write(numbered, other, number)
    ways.turn("todo")
    assert number in told(ways)
    ways.press(f"conflict.take.{other[:12]}")
    assert not ways.has("dossier.conflicts")
    assert ways.panel.view.number == number
    ways.write(numbered, other, "229901-2025-T-ab12")
    ways.press("dossier.make_official")
    ((refused, _),) = ways.desk.troubles
    assert refused.code == "no_number_block"
    assert ways.has("dossier.make_official")
    ways.desk.troubles.clear()
    ways.write(granted, "229901", 2025, 101, 120)
    ways.press("dossier.make_official")
    assert ways.panel.view.number == "229901-2025-0101"
    assert not ways.has("dossier.make_official")
