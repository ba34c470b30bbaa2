"""Reports of many issues, hand-over packages, and a county's own template, from the window."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from helpers.dialogs import WAIT_MS, press, typed
from pytestqt.qtbot import QtBot

from greenshield.services.verifying import verify
from ui.desk import Desk
from ui.reports import template_calls
from ui.reports.batch_calls import Which
from ui.reports.batch_dialog import BatchDialog
from ui.reports.choices import BUILT_IN
from ui.reports.closure_dialog import ClosureDialog
from ui.reports.handover_dialog import HandoverDialog
from ui.reports.template_dialog import TemplateDialog

CLOSED = "YG2025-229901-007"


def settle(qtbot: QtBot, desk: Desk) -> None:
    qtbot.wait(0)
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)


def shown(qtbot: QtBot, desk: Desk, box: Any) -> Any:
    box.show()
    settle(qtbot, desk)
    return box


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


@pytest.fixture
def own_template(desk: Desk, qtbot: QtBot, tmp_path: Path) -> Path:
    """A county's form of one line, that asks for what exists."""
    file = tmp_path / "own.docx"
    document = Document()
    document.add_paragraph("青禾县自定格式 {{ cover.number }}")
    document.save(str(file))
    return file


@pytest.fixture
def batch(desk: Desk, qtbot: QtBot, tmp_path: Path) -> BatchDialog:
    """The dialog of reports of many, on all that are closed, into a folder of its own."""
    box = shown(qtbot, desk, BatchDialog(desk))
    typed(qtbot, box, "batch.path.line", str(tmp_path / "reports"))
    box.open_after.setChecked(False)
    box.photo_box.setCurrentIndex(box.photo_box.findData("small"))
    return box


def test_that_reports_of_many_are_written_and_left_alone_the_second_time(
    batch: BatchDialog, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    assert batch.which.currentData() == "closed"
    count = batch.which.count()
    assert count > 1
    batch.kinds["pdf"].setChecked(True)
    press(qtbot, batch, "batch.ok")
    assert batch.bar.isVisible()
    settle(qtbot, desk)
    assert batch.notice.kind() == "ok", batch.notice.text()
    written = names(tmp_path / "reports")
    assert len(written) == 2 * count
    assert not batch.bar.isVisible()
    press(qtbot, batch, "batch.ok")
    settle(qtbot, desk)
    assert batch._tally["skipped"] == count
    assert names(tmp_path / "reports") == written
    press(qtbot, batch, "batch.cancel")
    kept = BatchDialog(desk)
    assert kept.kinds["pdf"].isChecked()
    assert kept.path.text() == str(tmp_path / "reports")
    settle(qtbot, desk)
    kept.reject()


def test_that_selected_issues_are_meant_and_those_of_the_ledgers_filter(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    from ui.ledger import calls as ledger_calls

    found: list[Any] = []
    desk.ask(ledger_calls.ask, {"view": "issues"}, "", _sort(), done=found.append)
    settle(qtbot, desk)
    desk.ask(ledger_calls.ids, found[0].keys[:3], done=found.append)
    settle(qtbot, desk)
    desk.selection.select(issues=found[1])
    desk.selection.listed = {"view": "issues"}
    box = shown(qtbot, desk, BatchDialog(desk))
    assert box.which.currentData() == "selected"
    assert box.which.value() == Which(ids=tuple(found[1]))
    box.which.setCurrentIndex(1)
    assert box.which.count() == len(found[0].keys)
    box.which.setCurrentIndex(0)
    typed(qtbot, box, "batch.path.line", str(tmp_path / "some"))
    box.open_after.setChecked(False)
    press(qtbot, box, "batch.ok")
    settle(qtbot, desk)
    assert len(names(tmp_path / "some")) == 3
    assert "3 of them drafts" in box.notice.text()
    desk.selection.clear()
    press(qtbot, box, "batch.cancel")
    nothing = shown(qtbot, desk, BatchDialog(desk))
    nothing.which.setCurrentIndex(0)
    press(qtbot, nothing, "batch.ok")
    assert nothing.fields["which"].told()
    assert not desk.office.tasks()
    nothing.reject()


def _sort() -> Any:
    from greenshield.domain.ledger_filter import Sort

    return Sort()


def test_that_one_that_is_refused_is_listed_with_its_reason_and_stops_no_other(
    batch: BatchDialog, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.docx"
    document = Document()
    document.add_paragraph("{{ no_such_field }}")
    document.save(str(broken))
    batch.template.take(broken)
    count = batch.which.count()
    press(qtbot, batch, "batch.ok")
    settle(qtbot, desk)
    assert batch.notice.kind() == "warning"
    assert batch.list.topLevelItemCount() == count
    item = batch.list.topLevelItem(0)
    assert item.text(0)
    assert "no_such_field" in item.text(1)
    assert item.text(2)
    batch.template.setCurrentIndex(0)
    press(qtbot, batch, "batch.ok")
    settle(qtbot, desk)
    assert batch.notice.kind() == "ok"
    assert not batch.list.isVisible()
    press(qtbot, batch, "batch.cancel")


def test_that_what_is_stopped_keeps_what_is_written_and_goes_on(
    batch: BatchDialog, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    count = batch.which.count()
    press(qtbot, batch, "batch.ok")
    qtbot.waitUntil(lambda: sum(batch._tally.values()) > 0, timeout=WAIT_MS)
    press(qtbot, batch, "batch.cancel")
    assert batch.notice.text() == "Stopping…"  # before what was begun is finished
    settle(qtbot, desk)
    assert batch.isVisible()  # it tells how far it came
    assert batch.notice.text().startswith("Stopped.")
    assert len(names(tmp_path / "reports")) == batch._tally["written"] > 0
    press(qtbot, batch, "batch.ok")
    settle(qtbot, desk)
    assert batch._tally["skipped"] > 0
    assert len(names(tmp_path / "reports")) == count
    press(qtbot, batch, "batch.cancel")


def test_that_a_project_left_meanwhile_leaves_no_dialog(
    batch: BatchDialog, desk: Desk, qtbot: QtBot
) -> None:
    press(qtbot, batch, "batch.ok")
    gone: list[bool] = []
    desk.close(lambda: gone.append(True))
    assert not batch.isVisible()
    qtbot.waitUntil(lambda: bool(gone), timeout=WAIT_MS)


def test_that_a_handover_holds_the_packs_verifies_and_is_offered_to_be_filed(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    packed: list[tuple[Path, tuple[str, ...]]] = []
    desk.show.packed.connect(lambda file, issues: packed.append((file, issues)))
    box = shown(qtbot, desk, HandoverDialog(desk))
    count = box.which.count()
    out = tmp_path / "handed.zip"
    typed(qtbot, box, "handover.path.line", str(out))
    press(qtbot, box, "handover.ok")
    settle(qtbot, desk)
    found = verify(out)
    assert found.ok
    assert found.packs == count > 0
    ((file, issues),) = packed
    assert file == out
    assert len(issues) == count
    press(qtbot, box, "handover.cancel")


def test_that_a_report_is_written_in_both_forms_and_neither_is_replaced_unasked(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    box = shown(qtbot, desk, ClosureDialog(desk, CLOSED))
    box.open_after.setChecked(False)
    box.form_box.setCurrentIndex(box.form_box.findData("both"))
    typed(qtbot, box, "closure.path.line", str(tmp_path / "both.docx"))
    (tmp_path / "both.pdf").write_bytes(b"edited by hand")
    press(qtbot, box, "closure.ok")
    settle(qtbot, desk)
    assert "both.pdf" in box.fields["path"].told()
    assert (tmp_path / "both.pdf").read_bytes() == b"edited by hand"
    assert not (tmp_path / "both.docx").exists()
    press(qtbot, box, "closure.path.replace")
    settle(qtbot, desk)
    assert (tmp_path / "both.pdf").read_bytes().startswith(b"%PDF")
    assert zipfile.is_zipfile(tmp_path / "both.docx")
    press(qtbot, box, "closure.cancel")


def test_that_a_template_with_faults_is_told_by_field_and_not_kept(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "faulty.docx"
    document = Document()
    document.add_paragraph("{{ nunber }} {{ area_nmae }}")
    document.save(str(file))
    box = shown(qtbot, desk, TemplateDialog(desk))
    box.path.set_path(str(file))
    settle(qtbot, desk)
    told = [box.list.topLevelItem(row).text(0) for row in range(box.list.topLevelItemCount())]
    assert [any(name in line for line in told) for name in ("nunber", "area_nmae")] == [True, True]
    assert box.notice.kind() == "error"
    assert not box.ok.isEnabled()
    assert in_force(desk, qtbot) == ""
    press(qtbot, box, "template.cancel")


def in_force(desk: Desk, qtbot: QtBot) -> str:
    found: list[str] = []
    desk.ask(template_calls.in_force, done=found.append)
    settle(qtbot, desk)
    return found[0]


def test_that_a_countys_template_is_kept_used_by_reports_and_dropped(
    desk: Desk, qtbot: QtBot, tmp_path: Path, own_template: Path
) -> None:
    box = shown(qtbot, desk, TemplateDialog(desk))
    assert "built-in" in box.told.text()
    assert not box.drop.isEnabled()
    box.path.set_path(str(own_template))
    settle(qtbot, desk)
    assert box.notice.kind() == "ok", box.notice.text()
    press(qtbot, box, "template.ok")
    settle(qtbot, desk)
    assert in_force(desk, qtbot) == "own.docx"
    assert box.told.text() == "own.docx"
    report = shown(qtbot, desk, ClosureDialog(desk, CLOSED))
    report.open_after.setChecked(False)
    assert "own.docx" in report.template.currentText()
    typed(qtbot, report, "closure.path.line", str(tmp_path / "a.docx"))
    press(qtbot, report, "closure.ok")
    settle(qtbot, desk)
    assert "青禾县自定格式" in Document(str(tmp_path / "a.docx")).paragraphs[0].text
    report.template.setCurrentIndex(report.template.findData(BUILT_IN))
    typed(qtbot, report, "closure.path.line", str(tmp_path / "b.docx"))
    press(qtbot, report, "closure.ok")
    settle(qtbot, desk)
    assert "青禾县自定格式" not in Document(str(tmp_path / "b.docx")).paragraphs[0].text
    report.reject()
    press(qtbot, box, "template.drop")
    settle(qtbot, desk)
    assert in_force(desk, qtbot) == ""
    assert not box.drop.isEnabled()
    press(qtbot, box, "template.cancel")


def test_that_only_a_keeper_changes_the_template(
    desk: Desk, qtbot: QtBot, own_template: Path
) -> None:
    assert desk.info is not None
    object.__setattr__(desk.info, "roles", ("county",))
    box = shown(qtbot, desk, TemplateDialog(desk))
    box.path.set_path(str(own_template))
    settle(qtbot, desk)
    assert not box.ok.isEnabled()
    assert "keeper" in box.intro.text()
    press(qtbot, box, "template.cancel")
