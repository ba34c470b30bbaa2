"""The form of filing: a pack or hand-over package that is made now is added by itself."""

from __future__ import annotations

from pathlib import Path

from helpers.ways import Ways
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.dossier.panel import DossierPanel

CLOSED = "QH2023-001"


def test_that_a_pack_made_from_the_form_is_added_in_place_of_an_earlier_one(
    panel: DossierPanel, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    hands = Ways(panel, qtbot)
    issue = hands.find_issue(CLOSED)
    hands.show(issue)
    panel.forms.move("file")
    hands.settle()
    asked: list[tuple[str, str]] = []
    desk.show.report.connect(lambda kind, of: asked.append((kind, of)))
    hands.press("form.make_pack")
    assert asked == [("pack", issue)]
    files = [tmp_path / name for name in ("letter.pdf", "first.zip", "second.zip", "other.zip")]
    for file in files:
        file.write_bytes(b"x")
    letter, first, second, other = files
    panel.forms.form.files.add([letter])
    desk.show.packed.emit(first, ("another issue", issue))
    assert panel.forms.form.files.files() == [letter, first]
    desk.show.packed.emit(second, (issue,))
    assert panel.forms.form.files.files() == [letter, second]
    desk.show.packed.emit(other, ("another issue",))
    assert panel.forms.form.files.files() == [letter, second]


def test_that_a_form_that_asks_for_no_pack_gets_none(
    panel: DossierPanel, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    hands = Ways(panel, qtbot)
    issue = hands.find_issue(CLOSED)
    hands.show(issue)
    panel.forms.move("look_back")
    hands.settle()
    (tmp_path / "a.zip").write_bytes(b"x")
    desk.show.packed.emit(tmp_path / "a.zip", (issue,))
    assert panel.forms.form.files.files() == []
