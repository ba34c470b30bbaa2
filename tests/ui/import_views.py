"""Views of lists that come in: several sheets, and a list that comes again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
from helpers.imports import sheets_file
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from rough_views import Rest, Shot
from shapely import box

from ui.imports import calls
from ui.imports.calls import LedgerWish
from ui.imports.compare_wizard import CompareWizard
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
    sheets_file(book, _TOWNS)
    for page, name in ((1, "sheets"), (2, "sheets-checked")):
        yield _wizard(lambda: LedgerWizard(window.desk, book, window), page, name, rest)
    yield _compared(window, folder, rest)


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


def _compared(window: MainWindow, folder: Path, rest: Rest) -> Shot:
    """What differs in a list that comes again, standing on a split."""
    opened: list[CompareWizard] = []
    first, again = folder / "图斑清单2025.xlsx", folder / "图斑清单2026.xlsx"

    def show() -> QWidget:
        if not first.exists():
            _listed(first, [(f"TB-{n}", _square(n / 100), "占用林地") for n in range(1, 9)])
            _listed(again, _AGAIN)
            window.desk.do(calls.ledger_taken, first, LedgerWish())
            rest()
        wizard = CompareWizard(window.desk, again, window)
        opened.append(wizard)
        wizard.open()
        rest()
        for _ in range(2):
            wizard.go_on()
            rest()
        wizard.compared.view.setCurrentIndex(wizard.compared.model.index(0, 0))
        return wizard

    return Shot("import-compared", show, lambda: opened.pop().close())


def _square(at: float, width: float = 0.001) -> str:
    return str(box(126.45 + at, 43.2, 126.45 + at + width, 43.201).wkt)


_AGAIN = [
    ("TB-1", _square(0.01), "占用林地，已拆除一半"), ("TB-2", _square(0.02), "已复绿"),
    ("TB-3-1", _square(0.03, 0.0005), "占用林地"), ("TB-3-2", _square(0.0305, 0.0005), "已拆"),
    ("TB-4改", _square(0.04), "占用林地"), ("TB-56", _square(0.05, 0.011), "占用林地"),
    ("TB-9", _square(0.091), "新增采石"),
]  # fmt: skip


def _listed(file: Path, rows: list[tuple[str, str, str]]) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append(("图斑编号", "拐点坐标", "问题描述", "活动类型", "问题来源"))
    for row in rows:
        sheet.append((*row, "道路", "绿盾巡查"))
    made.save(file)
