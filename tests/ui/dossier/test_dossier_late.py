"""A fine that came to an issue while it was split goes along to its parts by one click."""

from __future__ import annotations

from helpers.worker_calls_lineage import fined_while_split
from PySide6.QtWidgets import QLabel


def test_that_what_came_meanwhile_is_taken_along(hands, clue, tmp_path):
    hands.write(fined_while_split, clue, tmp_path / "far")
    hands.show(clue)
    assert hands.state == "void"
    parts = hands.panel.view.shown["lineage"]["successors"]
    told = [label.text() for label in hands.panel.findChildren(QLabel)]
    assert any("penalty" in line and "罚9" in line and "700" in line for line in told)
    hands.press("conflict.take.carry")
    assert not hands.has("conflict.take.carry")
    for part in parts:
        hands.show(part["id"])
        (fine,) = [r for r in hands.panel.view.records if r["kind"] == "penalty"]
        assert fine["fields"]["yuan"] == 700
