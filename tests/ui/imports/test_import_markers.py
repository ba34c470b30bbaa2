"""The wizard of boundary markers: columns, a look at the rows, the import, the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.dialogs import WAIT_MS, dialog, gone, press
from pytestqt.qtbot import QtBot

from greenshield.cli.main import main as greenshield
from ui.desk import Desk
from ui.imports import table_wizard
from ui.imports.mapping_model import FIELD
from ui.imports.markers_wizard import MarkersWizard
from ui.imports.targets import SHAPES, SHEET, of_family, opened

LIST = (
    "界桩登记表,,,,,\n桩,类型,东经,北纬,现状,备注\nA-1,界桩,126.31,43.21,完好,旧\n"
    "A-2,标识牌,126.32,43.21,歪歪的,\n,界桩,126.33,43.21,,\nA-4,界桩,,,,\n"
)


@pytest.fixture
def fresh(
    empty_desk: Desk, tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """A desk on a new project."""
    made = ["new", str(tmp_path / "p"), "--name", "云岭县", "--division", "229901", "--me", "甲"]
    assert greenshield(made) == 0
    capsys.readouterr()
    with qtbot.waitSignal(empty_desk.opened, timeout=WAIT_MS):
        empty_desk.open(tmp_path / "p")
    return empty_desk


def go(qtbot: QtBot, wizard: MarkersWizard, page: int) -> None:
    press(qtbot, wizard, "markers_import.next")
    qtbot.waitUntil(lambda: wizard.page == page and wizard.running.task is None, timeout=WAIT_MS)


def test_that_a_list_of_markers_is_looked_at_and_then_imported(
    fresh: Desk, tmp_path: Path, qtbot: QtBot, model_tester
) -> None:
    file = tmp_path / "界桩.csv"
    file.write_text(LIST, "utf-8")
    [target] = [t for t in of_family(SHEET) if t.name == "markers"]
    assert target in of_family(SHAPES)
    opened(target, fresh, [file], None)
    wizard = dialog(qtbot, "markers_import")
    assert isinstance(wizard, MarkersWizard)
    model_tester(wizard.mapping.model)
    wizard.options.county.setText("abc")
    press(qtbot, wizard, "markers_import.next")
    qtbot.waitUntil(lambda: bool(wizard.options.fields["county"].told()), timeout=WAIT_MS)
    assert wizard.page == table_wizard.FILE
    wizard.options.county.setText("")
    go(qtbot, wizard, table_wizard.COLUMNS)
    assert "row 2" in wizard.mapping.note.text()
    assert "EPSG:4490" in wizard.mapping.note.text()
    model = wizard.mapping.model
    columns = [column.header for column in model.columns()]
    assert model.setData(model.index(columns.index("桩"), FIELD), "number")
    assert model.setData(model.index(columns.index("备注"), FIELD), "")
    go(qtbot, wizard, table_wizard.CHECK)
    assert wizard.seen.counts == {"created": 2, "updated": 0, "unchanged": 0, "refused": 2}
    codes = [p.code for p in wizard.problems.items if p.fatal]
    assert codes == ["marker_no_number", "marker_no_place"]
    go(qtbot, wizard, table_wizard.DONE)
    assert wizard.outcome.done.counts["created"] == 2
    assert wizard.outcome.notice.kind() == "warning"
    press(qtbot, wizard, "markers_import.close")
    gone(qtbot, "markers_import")
    # Another list with these headers is understood as this one was.
    other = tmp_path / "次年.csv"
    other.write_text(LIST.replace("完好", "丢失").replace("旧", "新"), "utf-8")
    again = MarkersWizard(fresh, other)
    again.show()
    go(qtbot, again, table_wizard.COLUMNS)
    assert again.mapping.chosen() == {"A": "number", "F": ""}
    go(qtbot, again, table_wizard.CHECK)
    assert again.seen.counts == {"created": 0, "updated": 1, "unchanged": 1, "refused": 2}
    press(qtbot, again, "markers_import.close")
    gone(qtbot, "markers_import")
