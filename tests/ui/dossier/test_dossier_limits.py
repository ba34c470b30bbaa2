"""What a negative list says of a plan stands beside the field before anything is sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.dossier_hands import Hands
from PySide6.QtWidgets import QLabel

from ui.tasks.work import Outcome, Work

ROWS = (
    "行为,适用空间,管控要求,具体要求,依据\n打井,自然保护地、生态保护红线,禁止,不得取用地下水,"
    "第3条\n拆除,自然保护地、生态保护红线,限制,须先论证,\n"
)


def imported(work: Work, file: Path) -> Outcome:
    """A list as the core imports it."""
    from greenshield.services import restriction_import

    done = restriction_import.import_file(work.session, file)
    return Outcome(done.imported, done.changes)


@pytest.fixture
def listed(hands: Hands, clue: str, tmp_path: Path) -> Hands:
    """A list that bars wells and limits tearing down where the clue lies."""
    del clue
    file = tmp_path / "清单.csv"
    file.write_text(ROWS, "utf-8")
    assert hands.write(imported, file) == 2
    return hands


def note(hands: Hands, name: str) -> str:
    labels = hands.panel.findChildren(QLabel, f"note.{name}")
    return " ".join(label.text() for label in labels if label.isVisible())


def test_that_what_a_list_bars_is_told_beside_the_field_while_it_is_typed(listed: Hands) -> None:
    listed.turn("facts")
    listed.panel.pages.facts.sections["plan"].open()
    listed.type("fact.issue.goal", "打井取水，恢复湿地")
    listed.qtbot.waitUntil(lambda: "不得取用地下水（第3条）" in note(listed, "issue.goal"))
    assert "barred" in note(listed, "issue.goal")
    assert not listed.panel.pages.facts.forms["plan"].faults()
    listed.type("fact.issue.goal", "不得打井，恢复湿地")
    listed.qtbot.waitUntil(lambda: not note(listed, "issue.goal"))
    listed.press("facts.discard")

    listed.panel.forms.record("measure")
    listed.settle()
    listed.type("fact.measure.text", "拆除围栏")
    listed.qtbot.waitUntil(lambda: "须先论证" in note(listed, "measure.text"))
    listed.panel.forms._on_dropped()
