"""A project that a city makes: whoever made it is its keeper, brings the others in and reviews."""

from __future__ import annotations

from pathlib import Path

from helpers.dialogs import LEFT, dialog, press, typed
from helpers.imports import workbook
from helpers.open_sessions import acting, session_of
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from greenshield.services import calendar, lookup, people
from greenshield.services.ledger_import import LedgerOptions, import_file
from ui.desk import Desk
from ui.dossier.panel import DossierPanel
from ui.dossier.writing import Writer
from ui.start.panel import StartPanel
from ui.start.role_boxes import FIRST

WAIT_MS = 20_000
HEADER = ("图斑编号", "问题来源", "经度", "纬度", "活动/设施名称", "整改状态")
ROW = ("QH-1", "群众举报", 126.3, 43.2, "采石场", "县级自查通过")


def county_comes_in(path: Path, folder: Path) -> str:
    """The city's keeper adds an officer of the county, who brings the ledger; the issue's id."""
    with session_of(path) as session:
        city = session.who
        people.add(
            session.project, city, name="张三", tier="county", roles=["county"], unit="青禾县局"
        )
        officer = acting(session.project, "张三")
        import_file(
            officer, workbook(folder / "a.xlsx", HEADER, [ROW]), LedgerOptions(how="ledger")
        )
        return lookup.issue(session.project, "QH-1").entity_id


def test_that_the_usual_roles_of_a_first_person_are_those_that_the_core_gives() -> None:
    assert {tier: people.first_roles(tier) for tier in people.DEFAULT_ROLES} == FIRST


def test_that_who_makes_a_citys_project_lets_others_in_and_reviews(
    empty_desk: Desk, own_home: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    desk, path = empty_desk, tmp_path / "made"
    start = StartPanel(desk)
    qtbot.addWidget(start)
    start.show()
    qtbot.mouseClick(start.welcome.ways["new"], LEFT)
    box = dialog(qtbot, "new")
    texts = {"name": "通明市 2026", "division": "229900", "folder.line": str(path), "me": "王五"}
    for name, text in texts.items():
        typed(qtbot, box, f"new.{name}", text)
    tier = box.tier
    assert isinstance(tier, QComboBox)
    tier.setCurrentIndex(tier.findData("city"))
    tier.activated.emit(tier.currentIndex())
    assert box.roles.value() == ["city", "keeper"]
    assert box.roles.warning.isHidden()
    with qtbot.waitSignal(desk.opened, timeout=WAIT_MS):
        press(qtbot, box, "new.ok")
    assert desk.info is not None
    assert set(desk.info.roles) == {"city", "keeper"}
    with qtbot.waitSignal(desk.closed, timeout=WAIT_MS), qtbot.waitCallback() as closed:
        desk.close(closed)
    issue = county_comes_in(path, tmp_path)
    with qtbot.waitSignal(desk.opened, timeout=WAIT_MS):
        desk.open(path)
    review(desk, qtbot, issue)


def review(desk: Desk, qtbot: QtBot, issue: str) -> None:
    """The city's whole part: it was there, it signs, it reviews."""
    panel = DossierPanel(desk)
    qtbot.addWidget(panel)
    desk.selection.select(issues=(issue,), current=issue, by=None)
    qtbot.waitUntil(lambda: panel.shows(issue), timeout=WAIT_MS)
    view, writer, day = panel.view, Writer(desk), calendar.today()
    assert view is not None
    ready = view.ready_for("city_review")
    assert ready is not None
    assert ready.mine
    assert {m.code for m in ready.missing} == {"on_site_record_missing", "opinion_missing"}
    refused: list[object] = []
    found = {"is_true": "是", "tier": "city", "findings": "已拆除"}
    opinion = {"tier": "city", "text": "同意", "signer": "王五", "signed_on": day}
    for kind, given in (("check", found), ("opinion", opinion)):
        writer.record(view, kind, given, day, [], lambda _: None, refused.append)
    writer.move(view, "city_review", day, "", {}, {}, [], lambda _: None, refused.append)
    qtbot.waitUntil(
        lambda: bool(refused) or (panel.view is not None and panel.view.state == "city_reviewed"),
        timeout=WAIT_MS,
    )
    assert not refused
