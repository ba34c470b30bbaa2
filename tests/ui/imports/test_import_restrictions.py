"""The wizard of negative lists by clicks: file, name and day, columns, a look, the import."""

from __future__ import annotations

from pathlib import Path

from helpers.dialogs import WAIT_MS, press
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.imports import table_wizard
from ui.imports.restrictions_wizard import RestrictionsWizard

HEAD = "序号,修复行为,适用空间,管控要求,具体要求\n"


def go(qtbot: QtBot, wizard: RestrictionsWizard, page: int) -> None:
    press(qtbot, wizard, f"{wizard.objectName()}.next")
    qtbot.waitUntil(lambda: wizard.page == page and wizard.running.task is None, timeout=WAIT_MS)


def test_that_a_negative_list_comes_in_and_its_next_version_needs_a_day(
    desk: Desk, tmp_path: Path, qtbot: QtBot, model_tester
) -> None:
    first = tmp_path / "修复行为清单.csv"
    first.write_text(HEAD + "1,打井,生态保护红线,禁止,不得取用地下水\n2,硬化,,限制,\n", "utf-8")
    wizard = RestrictionsWizard(desk, first)
    model_tester(wizard.check.model)
    wizard.show()
    go(qtbot, wizard, table_wizard.COLUMNS)
    assert {c.header: c.field for c in wizard.seen.columns}["修复行为"] == "measure"
    go(qtbot, wizard, table_wizard.CHECK)
    assert wizard.seen.counts == {"created": 1, "updated": 0, "unchanged": 0, "refused": 1}
    wizard.go_back()
    wizard.go_back()
    wizard.options.space.setCurrentIndex(wizard.options.space.findData("control"))
    go(qtbot, wizard, table_wizard.COLUMNS)
    go(qtbot, wizard, table_wizard.CHECK)
    assert wizard.seen.counts["created"] == 2
    go(qtbot, wizard, table_wizard.DONE)
    assert wizard.outcome.done.counts["created"] == 2
    wizard.close()

    later = tmp_path / "新清单.csv"
    later.write_text(HEAD + "1,打井,生态保护红线,限制,\n", "utf-8")
    again = RestrictionsWizard(desk, later)
    again.show()
    qtbot.waitUntil(lambda: again.options.called.count() > 0, timeout=WAIT_MS)
    again.options.called.setCurrentText("修复行为清单")
    press(qtbot, again, "restrictions_import.next")
    told = again.options.fields["valid_from"].told
    qtbot.waitUntil(lambda: bool(told()), timeout=WAIT_MS)
    again.options.valid_from.set_value("2026-06-01")
    go(qtbot, again, table_wizard.COLUMNS)
    go(qtbot, again, table_wizard.CHECK)
    go(qtbot, again, table_wizard.DONE)
    assert again.outcome.done.counts["created"] == 1
    again.close()

    # The same file on another day is nothing new, unless it is said to be.
    same = RestrictionsWizard(desk, later)
    same.show()
    same.options.called.setCurrentText("修复行为清单")
    same.options.valid_from.set_value("2027-06-01")
    go(qtbot, same, table_wizard.COLUMNS)
    go(qtbot, same, table_wizard.CHECK)
    assert same.seen.counts["unchanged"] == 1
    assert "restrictions_same_again" in {one.code for one in same.problems.items}
    same.go_back()
    same.go_back()
    same.options.again.setCurrentIndex(same.options.again.findData("reissue"))
    go(qtbot, same, table_wizard.COLUMNS)
    go(qtbot, same, table_wizard.CHECK)
    assert same.seen.counts["created"] == 1
    same.close()
