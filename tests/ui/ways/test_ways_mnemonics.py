"""No two things that are seen together answer to the same letter, in either language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

import ui
from ui import language
from ui.action_registry import ActionRegistry
from ui.actions import everything
from ui.areas.boundary import Boundary
from ui.areas.compare_dialog import CompareDialog
from ui.areas.void_dialog import AreaVoidDialog
from ui.basemap.add_dialog import AddDialog
from ui.basemap.describe_dialog import DescribeDialog
from ui.basemap.sheet import Sheet
from ui.desk import Desk
from ui.imports import parts_calls
from ui.imports.areas_wizard import AreasWizard
from ui.imports.calls import AreaWish
from ui.imports.compare_wizard import CompareWizard
from ui.imports.ledger_wizard import LedgerWizard
from ui.imports.markers_wizard import MarkersWizard
from ui.imports.part import Part
from ui.imports.part_columns import PartColumns
from ui.imports.parts_wizard import PartsWizard
from ui.imports.restrictions_wizard import RestrictionsWizard
from ui.imports.targets import TARGETS
from ui.imports.tracks_dialog import TracksWizard
from ui.imports.what_dialog import WhatDialog
from ui.layers.add_dialog import AddLayerDialog
from ui.layers.edit_dialog import EditLayerDialog
from ui.layers.feature_dialog import FeatureDialog
from ui.layers.item import LayerItem
from ui.layers.remove_dialog import RemoveLayerDialog
from ui.layers.restore_dialog import RestoreLayersDialog
from ui.ledger.assign_dialog import AssignDialog
from ui.ledger.clue_dialog import ClueDialog
from ui.ledger.export_dialog import ExportDialog
from ui.ledger.saved_filters import NameDialog
from ui.lineage.merge_dialog import MergeDialog
from ui.lineage.split_dialog import SplitDialog
from ui.map.day_dialog import DayDialog
from ui.map.patch_dialog import PatchDialog
from ui.markers.correct_dialog import CorrectDialog
from ui.markers.facts_dialog import FactsDialog
from ui.markers.inspect_dialog import InspectDialog
from ui.markers.void_dialog import VoidDialog
from ui.patrols.calls import Line
from ui.patrols.campaigns_dialog import CampaignsDialog
from ui.patrols.find_dialog import FindDialog
from ui.patrols.plan_dialog import PlanDialog
from ui.patrols.tracks_dialog import TracksDialog
from ui.patrols.void_dialog import PatrolVoidDialog
from ui.photos.by_track_dialog import ByTrackDialog
from ui.photos.clock_dialog import ClockDialog
from ui.photos.import_dialog import ImportDialog
from ui.photos.place_dialog import AcceptDialog, PlaceDialog
from ui.photos.results import ResultsDialog
from ui.photos.said_dialogs import DatumDialog, TimeDialog
from ui.photos.tag_dialog import TagDialog
from ui.photos.tagging_dialog import TaggingDialog
from ui.reports.batch_dialog import BatchDialog
from ui.reports.closure_dialog import ClosureDialog
from ui.reports.handover_dialog import HandoverDialog
from ui.reports.schedule_dialog import ScheduleDialog
from ui.reports.summary_dialog import SummaryDialog
from ui.reports.template_dialog import TemplateDialog
from ui.restrictions.dialog import RestrictionsDialog
from ui.restrictions.edit_dialog import CorrectRowDialog
from ui.restrictions.restriction import Row
from ui.restrictions.void_dialog import OutOfForceDialog
from ui.start.admission_dialog import AdmissionDialog
from ui.start.calendar_dialog import CalendarDialog
from ui.start.calls import Person
from ui.start.new_project_dialog import NewProjectDialog
from ui.start.passphrase_dialog import PassphraseDialog
from ui.start.person_dialog import PersonDialog
from ui.start.pin_dialog import PinDialog
from ui.start.verify_dialog import VerifyDialog
from ui.start.who_dialog import WhoDialog
from ui.widgets.about_box import AboutBox
from ui.widgets.command_list import CommandList
from ui.widgets.shortcuts_page import ShortcutsPage

BASES = {
    "BasemapForm", "CatalogueDialog", "FieldDialog", "FormDialog", "LineageDialog", "ManyDialog",
    "ReportDialog", "TableWizard", "Wizard",
}  # fmt: skip
Make = Callable[[Desk, QWidget, ActionRegistry], QDialog]
DIALOGS: dict[type[QDialog], Make] = {
    AboutBox: lambda _, host, __: AboutBox(host),
    AcceptDialog: lambda desk, host, _: AcceptDialog(desk, "x", "x", host),
    AddDialog: lambda desk, host, _: AddDialog(desk, "", host),
    AddLayerDialog: lambda desk, host, _: AddLayerDialog(desk, None, host),
    AdmissionDialog: lambda desk, host, _: AdmissionDialog(desk, Path("x"), None, host),
    AreaVoidDialog: lambda desk, host, _: AreaVoidDialog(desk, BOUNDARY, host),
    AreasWizard: lambda desk, host, _: AreasWizard(desk, None, host),
    AssignDialog: lambda desk, host, _: AssignDialog(desk, ["x"], "2026-05-01", host),
    BatchDialog: lambda desk, host, _: BatchDialog(desk, host),
    CalendarDialog: lambda desk, host, _: CalendarDialog(desk, host),
    CampaignsDialog: lambda desk, host, _: CampaignsDialog(desk, host),
    ClockDialog: lambda desk, host, _: ClockDialog(desk, host),
    ClosureDialog: lambda desk, host, _: ClosureDialog(desk, "", "docx", host),
    ClueDialog: lambda desk, host, _: ClueDialog(desk, host),
    CommandList: lambda _, host, registry: CommandList(registry, host),
    CompareDialog: lambda _, host, __: CompareDialog([], "", host),
    CompareWizard: lambda desk, host, _: CompareWizard(desk, None, host),
    CorrectDialog: lambda desk, host, _: CorrectDialog(desk, "x", host),
    CorrectRowDialog: lambda desk, host, _: CorrectRowDialog(desk, ROW, host),
    DayDialog: lambda _, host, __: DayDialog("", host),
    DescribeDialog: lambda desk, host, _: DescribeDialog(desk, SHEET, host),
    EditLayerDialog: lambda desk, host, _: EditLayerDialog(desk, LAYER, host),
    ExportDialog: lambda desk, host, _: ExportDialog(desk, NO_ROWS, NO_ROWS, host),
    FactsDialog: lambda desk, host, _: FactsDialog(desk, host),
    FeatureDialog: lambda desk, host, _: FeatureDialog(desk.prefs, host),
    FindDialog: lambda desk, host, _: FindDialog(desk, PATROL, host),
    HandoverDialog: lambda desk, host, _: HandoverDialog(desk, host),
    ImportDialog: lambda desk, host, _: ImportDialog(desk, [], host),
    InspectDialog: lambda desk, host, _: InspectDialog(desk, "x", host),
    LedgerWizard: lambda desk, host, _: LedgerWizard(desk, None, host),
    MarkersWizard: lambda desk, host, _: MarkersWizard(desk, None, host),
    MergeDialog: lambda desk, host, _: MergeDialog(desk, ["x", "y"], host),
    NameDialog: lambda desk, host, _: NameDialog(desk, {}, (), parent=host),
    NewProjectDialog: lambda desk, host, _: NewProjectDialog(desk, host),
    OutOfForceDialog: lambda desk, host, _: OutOfForceDialog(desk, ROW, host),
    PartColumns: lambda desk, host, _: PartColumns(desk, PART, host),
    PartsWizard: lambda desk, host, _: PartsWizard(desk, (), host),
    PassphraseDialog: lambda _, host, __: PassphraseDialog("x", host),
    PatchDialog: lambda desk, host, _: PatchDialog(desk, CORNERS, "", "", host),
    PatrolVoidDialog: lambda desk, host, _: PatrolVoidDialog(desk, PATROL, host),
    PersonDialog: lambda desk, host, _: PersonDialog(desk, host),
    PinDialog: lambda desk, host, _: PinDialog(desk, PERSON, host, may_skip=True),
    PlanDialog: lambda desk, host, _: PlanDialog(desk, None, (), host),
    PlaceDialog: lambda desk, host, _: PlaceDialog(desk, [], host, None, None),
    RemoveLayerDialog: lambda desk, host, _: RemoveLayerDialog(desk, LAYER, host),
    RestoreLayersDialog: lambda desk, host, _: RestoreLayersDialog(desk, [LAYER], host),
    RestrictionsDialog: lambda desk, host, _: RestrictionsDialog(desk, host),
    RestrictionsWizard: lambda desk, host, _: RestrictionsWizard(desk, None, host),
    ResultsDialog: lambda desk, host, __: ResultsDialog(desk, lambda: "x", [], host),
    ScheduleDialog: lambda desk, host, _: ScheduleDialog(desk, host),
    ShortcutsPage: lambda _, host, registry: ShortcutsPage(registry, host),
    SplitDialog: lambda desk, host, _: SplitDialog(desk, "x", None, host),
    SummaryDialog: lambda desk, host, _: SummaryDialog(desk, host),
    TagDialog: lambda desk, host, _: TagDialog(desk, [], "before", "far", host),
    ByTrackDialog: lambda desk, host, _: ByTrackDialog(desk, [], host),
    DatumDialog: lambda desk, host, _: DatumDialog(desk, [], host),
    TemplateDialog: lambda desk, host, _: TemplateDialog(desk, host),
    TimeDialog: lambda desk, host, _: TimeDialog(desk, [], host, ""),
    TaggingDialog: lambda desk, host, _: TaggingDialog(desk, host),
    TracksDialog: lambda desk, host, _: TracksDialog(desk, PATROL, host),
    TracksWizard: lambda desk, host, _: TracksWizard(desk, None, host),
    VerifyDialog: lambda desk, host, _: VerifyDialog(desk, None, None, host),
    VoidDialog: lambda desk, host, _: VoidDialog(desk, "x", "", host),
    WhatDialog: lambda _, host, __: WhatDialog([Path("x")], TARGETS, "areas", host),
    WhoDialog: lambda desk, host, _: WhoDialog(desk, host),
}
BOUNDARY = Boundary(
    "boundary", "area", "x", {"name": "x", "void": False, "zones": [{"id": "y", "void": False}]}
)
PATROL = Line("x", "x", "planned", "", "", "", "", (), 0, 0, False)
NO_ROWS = np.empty(0, np.int32)
CORNERS = [(126.3, 43.2), (126.31, 43.2), (126.31, 43.21)]
TYPED = ("measure", "space", "level", "wording", "source_doc", "issued_by", "valid_from",
         "valid_to", "remark")  # fmt: skip
ROW = Row("x", "x", "", "barred", (), (), ("x",), ("redline",), "", "", "", "", "", "", "x", 1,
          typed=tuple((name, "") for name in TYPED))  # fmt: skip
LAYER = LayerItem("x", "x", "", "", "", "", ("Point",), 1, None, "EPSG:4490", "x", ())
PART = Part(parts_calls.Found(Path("x"), None, 1, None), AreaWish())
PERSON = Person("x", "x", pin="set")
NO_CRS = {"crs": "", "datum": "", "crs_hint": "", "date_hint": ""}
TOLD = {
    "id": "x",
    "name": "x",
    "date": "2022-06",
    "date_source": "user",
    "kind": "geotiff",
    **NO_CRS,
}
SHEET = Sheet(TOLD)


def test_that_no_dialog_is_left_out() -> None:
    for module in walk_packages(ui.__path__, "ui."):
        import_module(module.name)
    assert {kind.__name__ for kind in _dialogs(QDialog)} - BASES == {k.__name__ for k in DIALOGS}


def _dialogs(base: type) -> Iterator[type]:
    for kind in base.__subclasses__():
        if kind.__module__.startswith("ui."):
            yield kind
            yield from _dialogs(kind)


@pytest.fixture(params=["zh", "en"])
def registry(
    request: pytest.FixtureRequest, desk: Desk, qtbot: QtBot, qapp: QApplication
) -> Iterator[ActionRegistry]:
    """Every command in its menu, in a window that dialogs lie over."""
    language.set_language(qapp, request.param)
    window = QMainWindow()
    qtbot.addWidget(window)
    made = ActionRegistry(everything(), desk, window)
    made.fill(window.menuBar())
    yield made
    language.set_language(qapp, "en")


def test_that_no_letter_in_a_dialog_or_a_menu_means_two_things(
    registry: ActionRegistry, desk: Desk, qtbot: QtBot
) -> None:
    window = registry.parent()
    assert isinstance(window, QMainWindow)
    bar = window.menuBar().actions()
    clashes = _clashes("menu bar", [*bar, *_keys_with_alt(registry)])
    for title in bar:
        clashes += _clashes(title.text(), title.menu().actions())
    for kind, make in DIALOGS.items():
        box = make(desk, window, registry)
        for page in _pages(box).values():
            clashes += _clashes(kind.__name__, page)
        box.close()
        qtbot.waitUntil(lambda: not desk.office.tasks())
    assert not clashes, "\n".join(clashes)


def _pages(box: QDialog) -> dict[QWidget | None, list[QWidget]]:
    """What has a letter, by the page of a stack that it stands on; what stands on none is on all.

    What is hidden for now counts as well.
    """
    found: dict[QWidget | None, list[QWidget]] = defaultdict(list)
    for part in box.findChildren(QWidget):
        named = isinstance(part, QLabel) and part.buddy() is not None
        if named or isinstance(part, QAbstractButton):
            found[_page_of(part, box)].append(part)
    always = found.pop(None, [])
    return {page: parts + always for page, parts in found.items()} or {None: always}


def _page_of(part: QWidget, box: QDialog) -> QWidget | None:
    while part is not box:
        above = part.parentWidget()
        if isinstance(above, QStackedWidget):
            return part
        part = above
    return None


def _keys_with_alt(registry: ActionRegistry) -> list[QAction]:
    """Shortcuts of one letter with Alt, told as if they were letters of the menu bar."""
    keys = [
        (name, key.toString(QKeySequence.SequenceFormat.PortableText))
        for name, action in registry.actions.items()
        for key in action.shortcuts()
    ]
    return [
        QAction(f"{name} &{key[4:]}", registry)
        for name, key in keys
        if key.startswith("Alt+") and len(key) == len("Alt+X") and key[-1].isalpha()
    ]


def _clashes(where: str, parts: list[Any]) -> list[str]:
    found: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        found[QKeySequence.mnemonic(part.text()).toString()].append(part.text())
    found.pop("", None)
    return [f"{where}, {key}: {texts}" for key, texts in found.items() if len(texts) > 1]
