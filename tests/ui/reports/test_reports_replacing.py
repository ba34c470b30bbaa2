"""Nothing that stands somewhere is replaced unless the user says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.dialogs import WAIT_MS, press, typed
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.reports.closure_dialog import ClosureDialog
from ui.reports.summary_dialog import SummaryDialog
from ui.start.calendar_dialog import CalendarDialog
from ui.widgets.replacing import free

CLOSED = "YG2025-229901-007"
EDITED = b"edited by hand"


@pytest.fixture(params=["closure", "summary", "calendar"])
def box(request: pytest.FixtureRequest, desk: Desk, qtbot: QtBot, tmp_path: Path):
    """Each dialog that writes a file, on a folder of its own."""
    (tmp_path / "out").mkdir()
    desk.prefs.set("reports.folder", str(tmp_path / "out"))
    desk.prefs.set("reports.open_after", value=False)
    desk.prefs.set("start.calendar", str(tmp_path / "out" / "days.ics"))
    return {
        "closure": lambda: ClosureDialog(desk, CLOSED),
        "summary": lambda: SummaryDialog(desk),
        "calendar": lambda: CalendarDialog(desk),
    }[request.param]


def shown(box, qtbot: QtBot):
    dialog = box()
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.path.text()), timeout=WAIT_MS)
    return dialog


def test_that_a_free_name_is_proposed(box, qtbot: QtBot) -> None:
    first = shown(box, qtbot)
    proposed = Path(first.path.text())
    press(qtbot, first, f"{first.objectName()}.cancel")
    proposed.write_bytes(EDITED)
    again = shown(box, qtbot)
    assert again.path.text() == str(proposed.with_name(f"{proposed.stem} 2{proposed.suffix}"))
    press(qtbot, again, f"{again.objectName()}.cancel")


def test_that_what_stands_at_a_typed_path_is_replaced_only_when_asked_for(
    box, qtbot: QtBot, desk: Desk
) -> None:
    dialog = shown(box, qtbot)
    name, proposed = dialog.objectName(), Path(dialog.path.text())
    out = proposed.with_name(f"edited{proposed.suffix}")
    out.write_bytes(EDITED)
    typed(qtbot, dialog, f"{name}.path.line", str(out))
    press(qtbot, dialog, f"{name}.ok")
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)
    assert out.read_bytes() == EDITED
    assert out.name in dialog.fields["path"].told()
    press(qtbot, dialog, f"{name}.path.replace")
    qtbot.waitUntil(lambda: bool(dialog.notice.text()), timeout=WAIT_MS)
    assert out.read_bytes() != EDITED
    assert not dialog.fields["path"].told()
    assert not dialog.replacing.isVisible()
    out.write_bytes(EDITED)  # edited once more, while the dialog stands there
    press(qtbot, dialog, f"{name}.ok")
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)
    assert out.read_bytes() == EDITED
    press(qtbot, dialog, f"{name}.cancel")


def test_that_a_file_picked_to_be_replaced_is_not_asked_for_again(
    box, qtbot: QtBot, desk: Desk
) -> None:
    dialog = shown(box, qtbot)
    name, proposed = dialog.objectName(), Path(dialog.path.text())
    proposed.write_bytes(EDITED)
    dialog.path.set_path(str(proposed))
    dialog.path.picked.emit(str(proposed))
    press(qtbot, dialog, f"{name}.ok")
    qtbot.waitUntil(lambda: bool(dialog.notice.text()), timeout=WAIT_MS)
    assert proposed.read_bytes() != EDITED
    press(qtbot, dialog, f"{name}.cancel")


def test_that_the_question_is_taken_back_with_the_name(box, qtbot: QtBot, desk: Desk) -> None:
    dialog = shown(box, qtbot)
    name, proposed = dialog.objectName(), Path(dialog.path.text())
    proposed.write_bytes(EDITED)
    press(qtbot, dialog, f"{name}.ok")
    assert dialog.replacing.isVisible()
    typed(qtbot, dialog, f"{name}.path.line", str(proposed.with_stem("other")))
    assert not dialog.replacing.isVisible()
    assert not dialog.fields["path"].told()
    press(qtbot, dialog, f"{name}.cancel")


def test_that_the_first_free_number_is_taken(tmp_path: Path) -> None:
    for name in ("a.docx", "a 2.docx"):
        (tmp_path / name).touch()
    assert free(tmp_path / "a.docx") == tmp_path / "a 3.docx"
    assert free(tmp_path / ("x" * 400)) == tmp_path / ("x" * 400)  # longer than a name may be
