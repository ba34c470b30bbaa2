"""Views of lists that come in: several sheets, and what is remembered of their columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from rough_views import Rest, Shot

from ui.imports.ledger_wizard import LedgerWizard
from ui.main_window import MainWindow

_TOWNS = {
    "石桥镇": (
        ("序号", "点位编号", "问题来源", "经度", "纬度", "设施名称", "占地面积（亩）", "情况"),
        (1, "SQ-001", "绿盾巡查", 126.301, 43.201, "示例采石场", 12.5, "已停产"),
        (2, "SQ-002", "绿盾巡查", None, None, "示例养殖场", 3, "位置待补"),
        (3, "SQ-003", "国家遥感", 126.352, 43.244, "示例弃渣场", 8.2, "在整改"),
    ),
    "北沟乡": (
        ("设施名称", "北纬", "东经", "来源", "图斑号", "备考"),
        ("示例鱼塘", 43.21, 126.31, "绿盾巡查", "BG-01", "面积待核"),
        ("示例码头", 43.22, 226.32, "审计署", "BG-02", ""),
    ),
    "填表说明": (("请各乡镇于月底前报送",),),
}  # fmt: skip


def of_lists(window: MainWindow, folder: Path, rest: Rest) -> Iterator[Shot]:
    """Views of the open sample project."""
    book = folder / "两乡清单.xlsx"
    _write(book)
    for page, name in ((1, "sheets"), (2, "sheets-checked")):
        yield _wizard(lambda: LedgerWizard(window.desk, book, window), page, name, rest)


def _wizard(make: Callable[[], LedgerWizard], page: int, name: str, rest: Rest) -> Shot:
    """A page of the wizard with all sheets ticked."""
    opened: list[LedgerWizard] = []

    def show() -> QWidget:
        wizard = make()
        opened.append(wizard)
        wizard.open()
        rest()
        wizard.go_on()
        rest()
        for at in range(2):
            wizard.sheets.view.item(at).setCheckState(Qt.CheckState.Checked)
            rest()
        while wizard.page < page:
            wizard.go_on()
            rest()
        return wizard

    return Shot(f"import-{name}", show, lambda: opened.pop().close())


def _write(file: Path) -> None:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in _TOWNS.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(file)
