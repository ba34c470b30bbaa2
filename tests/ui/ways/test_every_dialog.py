"""Every dialog of start, imports, reports, map and basemaps is given something wrong.

It is told beside the field, in Chinese, and stays as it was typed; with that one field mended the
dialog goes through.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from helpers.bad_input import is_chinese
from helpers.dialogs import dialog
from helpers.trial import Trial
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QMessageBox
from pytestqt.qtbot import QtBot

import ui
from ui import language
from ui.basemap import calls as basemap_calls
from ui.basemap import looks
from ui.basemap.add_dialog import AddDialog
from ui.basemap.describe_dialog import DescribeDialog
from ui.desk import Desk
from ui.map.day_dialog import DayDialog
from ui.map.patch_dialog import PatchDialog
from ui.reports import template_calls
from ui.reports.batch_dialog import BatchDialog
from ui.reports.closure_dialog import ClosureDialog
from ui.reports.handover_dialog import HandoverDialog
from ui.reports.schedule_dialog import ScheduleDialog
from ui.reports.summary_dialog import SummaryDialog
from ui.reports.template_dialog import TemplateDialog
from ui.start import calls as start_calls
from ui.start.admission_dialog import AdmissionDialog
from ui.start.calendar_dialog import CalendarDialog
from ui.start.new_project_dialog import NewProjectDialog
from ui.start.opening import Opening
from ui.start.people_model import PeopleModel
from ui.start.person_dialog import PersonDialog
from ui.start.pin_dialog import PinDialog
from ui.start.verify_dialog import VerifyDialog
from ui.start.who_dialog import WhoDialog

ROOMS = ("start", "imports", "reports", "map", "basemap", "charts", "widgets")
LONG = "长" * 1001  # one letter more than a line may have
TOO_LONG = "名" * 300  # for a file
BASES = {"FormDialog", "BasemapForm", "ReportDialog", "ManyDialog", "TableWizard", "Wizard"}
NOTHING_TYPED = {
    "AboutBox": "there is nothing to type",
    "CommandList": "what fits nothing leaves an empty list",
    "PartColumns": "columns are chosen from what there is",
    "WhatDialog": "one of what is offered is chosen",
    "ShortcutsPage": "what fits nothing leaves an empty table",
}
# They have tests of their own, in this folder and (of several files) in imports.
WIZARDS = {
    "AreasWizard", "CompareWizard", "LedgerWizard", "MarkersWizard", "PartsWizard",
    "RestrictionsWizard", "TracksWizard",
}  # fmt: skip
CLOSED = "YG2025-229901-007"


@pytest.fixture
def trial(desk: Desk, qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> Iterator[Trial]:
    """In Chinese, the sample county open."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "file").write_text("no folder")
    (folder / "taken.ics").mkdir()
    language.set_language(qapp, "zh")
    yield Trial(desk, qtbot, folder)
    language.set_language(qapp, "en")


def _files(t: Trial, ending: str) -> tuple[str, ...]:
    """Paths at which nothing can be written."""
    return (
        "", str(t.folder / "nowhere" / f"a{ending}"), str(t.folder / "file" / f"a{ending}"),
        str(t.folder / f"{TOO_LONG}{ending}"),
    )  # fmt: skip


def person(t: Trial) -> None:
    assert t.desk.info is not None
    t.at(PersonDialog(t.desk)).refuses("name", "", LONG, t.desk.info.actor_name)
    t.type(name="王芳").refuses("unit", LONG).type(unit="县局")
    t.refuses("division", "12", "没有").type(division="229901").ends(closes=True)


def pin_and_who(t: Trial) -> None:
    def me() -> start_calls.Person:
        found: list[start_calls.People] = []
        t.desk.ask(start_calls.people, done=found.append)
        t.until(lambda: found)
        assert t.desk.info is not None
        return next(p for p in found[0].items if p.actor_id == t.desk.info.actor_id)

    t.at(PinDialog(t.desk, me(), t.host)).type(new="2846").refuses("again", "", "2847")
    t.type(again="12").refuses("new", "12").type(again="1111").refuses("new", "1111")
    t.type(again="2846", new="2846")
    t.press()
    box = dialog(t.qtbot, "recovery")
    assert isinstance(box, QMessageBox)
    box.accept()
    t.settle()
    t.at(PinDialog(t.desk, me(), t.host)).type(new="7391", again="7391").refuses("old", "1234")
    t.type(old="2846").ends(closes=True)
    for told in QApplication.topLevelWidgets():  # a keeper's code is another since
        if told.objectName() == "recovery" and isinstance(told, QMessageBox):
            told.accept()
    who = WhoDialog(t.desk)
    t.at(who)
    t.until(lambda: who.chosen() is not None and isinstance(who.model, PeopleModel))
    t.refuses("pin", "1234").type(pin="7391").ends(closes=True)


def calendar(t: Trial) -> None:
    t.at(CalendarDialog(t.desk)).refuses("path", *_files(t, ".ics"), str(t.folder / "taken.ics"))
    t.type(path=str(t.folder / "a.ics")).ends(closes=False)
    t.at(CalendarDialog(t.desk)).refuses("path", str(t.folder / "a.ics"))  # stands there already
    t.type(path=str(t.folder / "b.ics")).ends(closes=False)


def verify(t: Trial) -> None:
    assert t.desk.info is not None
    (t.folder / "a.zip").write_bytes(b"PK\x03\x04 and no more")
    bad = ("", str(t.folder / "a.zip"), str(t.folder / "file"), str(t.folder / "nowhere"))
    t.at(VerifyDialog(t.desk, None, None)).refuses("path", *bad, str(t.folder / TOO_LONG))
    t.type(path=str(t.desk.info.path)).refuses("trust", "没有").type(trust="").ends(closes=False)


def closure(t: Trial) -> None:
    box = ClosureDialog(t.desk)
    box.open_after.setChecked(False)
    good = str(t.folder / "a.docx")
    t.at(box).refuses("issue", "").type(path=good).refuses("issue", "没有的编号")
    t.type(issue=CLOSED, path=good).refuses("day", "昨天").type(day="2026-01-01")
    t.refuses("path", *_files(t, ".docx"), str(t.folder / "a.odt")).type(path=good)
    t.ends(closes=False)


def summary(t: Trial) -> None:
    box = SummaryDialog(t.desk)
    box.open_after.setChecked(False)
    t.at(box).refuses("day", "昨天").type(day="2026-01-01")
    t.refuses("path", *_files(t, ".xlsx"), str(t.folder / "a.doc"))
    t.type(path=str(t.folder / "a.xlsx")).ends(closes=False)


def schedule(t: Trial) -> None:
    box = ScheduleDialog(t.desk)
    box.open_after.setChecked(False)
    t.at(box).refuses("day", "昨天").type(day="2026-01-01")
    t.refuses("first", "去年", "2025").type(first="2025-03")
    t.refuses("last", "明年", "2025-02").type(last="2025-12")
    t.refuses("path", *_files(t, ".xlsx"), str(t.folder / "a.doc"))
    t.type(path=str(t.folder / "s.xlsx")).ends(closes=False)


def batch(t: Trial) -> None:
    box = BatchDialog(t.desk)
    box.open_after.setChecked(False)
    t.at(box).refuses("day", "昨天").type(day="2026-01-01")
    bad = ("", str(t.folder / "nowhere" / "a"), str(t.folder / "file"), str(t.folder / TOO_LONG))
    t.refuses("path", *bad).type(path=str(t.folder / "reports"))
    box.kinds["docx"].setChecked(False)
    t.press()
    assert is_chinese(t.complaints()["kinds"])
    box.kinds["docx"].setChecked(True)
    t.ends(closes=False)


def handover(t: Trial) -> None:
    t.at(HandoverDialog(t.desk)).refuses("day", "昨天").type(day="2026-01-01")
    t.refuses("path", *_files(t, ".zip"), str(t.folder / "a.rar"))
    t.type(path=str(t.folder / "a.zip")).ends(closes=False)


def template(t: Trial) -> None:
    (t.folder / "no.docx").write_bytes(b"no Word document")
    bad = (str(t.folder / "no.docx"), str(t.folder / "nowhere.docx"), str(t.folder / "file"))
    t.at(TemplateDialog(t.desk)).refuses_at_once("path", *bad)
    t.desk.ask(template_calls.write, t.folder / "own.docx")
    t.settle()
    t.type(path=str(t.folder / "own.docx")).ends(closes=False)


def day(t: Trial) -> None:
    t.at(DayDialog("", t.host)).refuses("day", "", "昨天").type(day="2020-01-01").ends(closes=True)


def patch(t: Trial) -> None:
    assert t.desk.info is not None
    with closing(sqlite3.connect(t.desk.info.path / "project.gpkg")) as database:
        ((taken,),) = database.execute(
            "SELECT clue_no FROM issue WHERE coalesce(campaign_id, '') = '' LIMIT 1"
        )
    corners = [(126.3, 43.2), (126.31, 43.2), (126.31, 43.21)]
    t.at(PatchDialog(t.desk, corners, "", "", t.host)).refuses("clue_no", "", taken, LONG)
    t.type(clue_no="T-77").refuses("facility_name", LONG).type(facility_name="采石场")
    t.refuses("place_name", LONG).type(place_name="北沟").ends(closes=True)


def basemap(t: Trial) -> None:
    assert t.desk.info is not None
    own = t.folder / "影像.tif"
    shutil.copy(t.desk.info.path / "basemaps" / "影像_整改前.tif", own)
    (t.folder / "none.tif").write_bytes(b"no raster")
    (t.folder / "empty.tif").write_bytes(b"")
    bad = [str(t.folder / name) for name in ("none.tif", "empty.tif", "nowhere.tif", "file")]
    t.at(AddDialog(t.desk)).refuses_at_once("path", *bad, str(t.folder / f"{TOO_LONG}.tif"))
    t.type(path=str(own)).refuses("date", "去年夏天").type(date="2022-06")
    t.refuses_at_once("crs", "没有", "EPSG:999999").type(crs="").ends(closes=True)
    found: list[list[dict[str, Any]]] = []
    t.desk.ask(basemap_calls.listed, done=found.append)
    t.until(lambda: found)
    sheets = looks.sheets(t.desk.prefs, t.desk.info.project_id, found[0])
    added = next(sheet for sheet in sheets if sheet.date == "2022-06")
    t.at(DescribeDialog(t.desk, added)).refuses("date", "去年夏天").type(date="2021")
    t.refuses("crs", "没有", "EPSG:999999").type(crs=added.item["crs"]).ends(closes=True)


WITH_PROJECT: dict[Callable[[Trial], None], set[str]] = {
    person: {"PersonDialog"},
    pin_and_who: {"PinDialog", "WhoDialog"},
    calendar: {"CalendarDialog"},
    verify: {"VerifyDialog"},
    closure: {"ClosureDialog"},
    summary: {"SummaryDialog"},
    schedule: {"ScheduleDialog"},
    batch: {"BatchDialog"},
    handover: {"HandoverDialog"},
    template: {"TemplateDialog"},
    day: {"DayDialog"},
    patch: {"PatchDialog"},
    basemap: {"AddDialog", "DescribeDialog"},
}
OTHERS = {"NewProjectDialog", "PassphraseDialog", "AdmissionDialog"}


def test_that_no_dialog_of_these_rooms_is_left_out() -> None:
    for room in ROOMS:
        for module in iter_modules([str(Path(ui.__file__).parent / room)]):
            import_module(f"ui.{room}.{module.name}")
    known = BASES | set(NOTHING_TYPED) | WIZARDS | OTHERS | set().union(*WITH_PROJECT.values())
    assert {kind.__name__ for kind in _dialogs(QDialog)} == known


def _dialogs(base: type) -> Iterator[type]:
    for kind in base.__subclasses__():
        if kind.__module__.split(".")[:2] in [["ui", room] for room in ROOMS]:
            yield kind
        if kind not in (QFileDialog, QInputDialog, QMessageBox):
            yield from _dialogs(kind)


@pytest.mark.parametrize("way", WITH_PROJECT, ids=lambda way: way.__name__)
def test_that_bad_input_is_told_beside_its_field_and_mended_there(
    trial: Trial, way: Callable[[Trial], None]
) -> None:
    way(trial)


@pytest.fixture
def early(empty_desk: Desk, qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> Iterator[Trial]:
    """In Chinese, nothing open."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "file").write_text("no folder")
    language.set_language(qapp, "zh")
    yield Trial(empty_desk, qtbot, folder)
    language.set_language(qapp, "en")


def test_that_a_new_project_is_made_once_every_field_is_mended(early: Trial, qtbot: QtBot) -> None:
    t, folder = early, early.folder
    box = NewProjectDialog(t.desk)
    made: list[tuple[Path, str]] = []
    box.made.connect(lambda path, secret: made.append((path, secret)))
    t.at(box).press()
    assert set(t.complaints()) == {"name", "division", "folder", "me"}
    t.type(name="青禾县", division="229901", me="王芳", folder=str(folder / "new"))
    t.refuses("name", "", LONG).type(name="青禾县").refuses("division", "", "2299")
    t.type(division="229901").refuses("me", "", LONG).type(me="王芳")
    t.refuses("unit", LONG).type(unit="县局")
    t.refuses("folder", "", str(folder / "file"), str(folder / "file" / "in"), str(folder),
              str(folder / TOO_LONG)).type(folder=str(folder / "new"))  # fmt: skip
    box.encrypt.setChecked(True)
    t.refuses("passphrase", "").type(passphrase="correct horse").refuses("again", "", "house")
    t.type(again="correct horse").ends(closes=True)
    assert made == [(folder / "new", "correct horse")]
    Opening(t.desk, t.host).open(folder / "new")
    t.box = dialog(qtbot, "passphrase")
    t.refuses("field", "", "wrong").type(field="correct horse")
    with qtbot.waitSignal(t.desk.opened):
        t.press()
    t.settle()


def test_that_a_request_is_written_where_nothing_is_lost(
    early: Trial, sample_project: Path, own_home: Path
) -> None:
    shutil.rmtree(own_home / "greenshield")  # a computer that the project does not know
    t = early
    t.at(AdmissionDialog(t.desk, sample_project, None))
    none, _, *others = _files(t, ".json")  # a folder that is not there is made
    t.refuses("path", none, *others, str(t.folder / "file"))
    t.type(path=str(t.folder / "a.json")).ends(closes=False)
    assert (t.folder / "file").read_text() == "no folder"
