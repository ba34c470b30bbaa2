"""History and remarks, and the tables under Qt's tester."""

from __future__ import annotations

import pytest
from helpers.dossier_hands import Hands
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.dossier.overlay_table import OverlayModel
from ui.dossier.timeline_model import DETAILS, WHO, TimelineModel

ENTRIES = [
    {
        "event": f"{n:032x}", "kind": kind, "code": code, "params": params,
        "at": "2026-11-21T08:30:00.123Z", "occurred_on": "", "actor": "a", "actor_name": "张三",
        "device": "d" * 32, "device_name": "机", "changes": changes, "documents": [],
        "proof": "pin" if kind == "commented" else "",
    }
    for n, (kind, code, params, changes) in enumerate(
        [
            ("created", "history_created", {}, []),
            ("fields_set", "history_fields_set", {"n": 1}, [
                {"kind": "issue", "field": "facility_name", "old": "甲", "new": "乙",
                 "old_name": "", "new_name": ""}]),
            ("commented", "history_commented", {"text": "看过了"}, []),
            ("unheard_of", "history_unknown", {"event_kind": "unheard_of"}, [
                {"kind": "later_kind", "field": "later", "old": None, "new": {"a": 1},
                 "old_name": "", "new_name": ""}]),
        ]
    )
]  # fmt: skip


@pytest.fixture
def model(qtbot, model_tester):
    made = TimelineModel(None)
    model_tester(made)
    made.show_entries(ENTRIES, {})
    yield made
    made.deleteLater()


def told(model):
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_that_the_newest_stands_first_with_who_and_what_changed(model):
    assert told(model)[1:] == ["Remark: 看过了", "Fields changed: 1", "Clue made by hand"]
    index = model.index(2, 0)
    assert index.data(WHO) == "21 Nov 2026, 16:30 · 张三 @ 机"
    assert model.index(1, 0).data(WHO) == "21 Nov 2026, 16:30 · 张三 (proved by PIN) @ 机"
    assert index.data(DETAILS) == ["Activity or facility: 甲 → 乙"]


def test_that_what_this_version_does_not_know_is_told_all_the_same(model):
    assert "unheard_of" in told(model)[0]
    assert model.index(0, 0).data(DETAILS) == ["Later: {'a': 1}"]


def test_that_the_list_is_narrowed_by_topic_and_by_words(model):
    model.narrow("remarks", "")
    assert told(model) == ["Remark: 看过了"]
    model.narrow("", "乙")
    assert told(model) == ["Fields changed: 1"]
    model.narrow("moves", "")
    assert told(model) == []


def test_that_an_overlay_is_told_in_every_unit_and_as_a_share(qtbot, model_tester):
    model = OverlayModel(None)
    model_tester(model)
    rows = [{"layer": "zone", "name": "核心", "zone": "core", "area_m2": 7500.0}]
    model.show_rows(rows, 30000.0)
    cells = [[model.index(r, c).data() for c in range(5)] for r in range(2)]
    assert cells[0][1:] == ["30,000.0", "3.0000", "45.00", "100.0"]
    assert cells[1][1:] == ["7,500.0", "0.7500", "11.25", "25.0"]
    model.show_rows(rows, None)
    assert [model.index(0, c).data() for c in range(1, 5)] == [""] * 4
    near = [{"layer": "redline", "name": "甲", "zone": None, "distance_m": 1234.4}]
    model.show_rows(rows, 30000.0, near)
    assert "甲" in model.index(2, 0).data()
    assert "1,234" in model.index(2, 0).data()
    assert [model.index(2, c).data() for c in range(1, 5)] == [""] * 4
    model.deleteLater()


def test_that_a_remark_is_added_by_keys_and_stands_in_the_history(hands: Hands, clue: str):
    hands.panel.handlers()["dossier.remark"]()
    hands.settle()
    hands.type("comment.text", "已电话联系\n下周再去")
    QTest.keyClick(
        hands.find("comment.text"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    hands.settle()
    assert hands.find("comment.text").toPlainText() == ""
    timeline = hands.panel.pages.timeline
    hands.qtbot.waitUntil(lambda: "已电话联系" in str(timeline.model.index(0, 0).data()))


def test_that_a_remark_in_work_waits_with_its_issue(hands: Hands, clue: str):
    hands.turn("history")
    hands.type("comment.text", "半句话")
    hands.desk.selection.clear()
    hands.settle()
    hands.show(clue)
    hands.turn("history")
    assert hands.find("comment.text").toPlainText() == "半句话"


def test_that_the_history_follows_what_is_written(hands: Hands, clue: str):
    hands.turn("history")
    timeline = hands.panel.pages.timeline
    hands.qtbot.waitUntil(lambda: timeline.model.rowCount() == 1)
    hands.facts({"scale_text": "大"})
    hands.turn("history")
    hands.qtbot.waitUntil(lambda: timeline.model.rowCount() == 2)
    assert "Scale: 大" in timeline.model.index(0, 0).data(DETAILS)
