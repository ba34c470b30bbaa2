"""How the cells of the summary workbook look, and how a value of any kind is put into one."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from greenshield.reports.dossier import LabelFunction
from greenshield.reports.fast_sheet import LONGEST
from greenshield.reports.phrasing import printable
from greenshield.reports.stationery import Words
from greenshield.reports.summary import GROUPED, UNPLACED, SummaryInput

COUNT: Final = "#,##0"
SPARSE: Final = "#,##0;-#,##0;"
"""Counts of which most are none, which is shown as a blank."""
CODE: Final = "0"
"""Numbers that say which: nobody adds them up."""
DAY: Final = "yyyy-mm-dd"
MONTH: Final = "yyyy-mm"
SHARE: Final = "0.0%"
HECTARES: Final = "#,##0.0000"
SQUARE_METRES: Final = "#,##0.0"
KILOMETRES: Final = "#,##0.000"
MONEY: Final = "#,##0.00"
TEXT: Final = ""
HEAD_ROW: Final = 3
"""The row of headings in every table, from 0; what is counted begins below it."""

_A3, _A4 = 8, 9
ON_A_PAGE: Final = 18
"""Columns that can be read on an A3 page."""
_ROW_HIGH = 16.5  # points
_HEADER_NAME = 60  # characters of the project's name; Excel's headers end at 255
_MOST_DIGITS = 15  # that Excel keeps of a number
_TABLES = {
    "key_problem": "key_problem",
    "zone": "zone",
    "level": "area_level",
    "source": "source",
}
_LOOKS: dict[str, dict[str, Any]] = {
    "": {},
    "head": {"bold": True, "bg_color": "#EDEFF1", "align": "center", "text_wrap": True},
    "link": {
        "bold": True, "bg_color": "#EDEFF1", "align": "center", "text_wrap": True,
        "font_color": "#1F5F8B", "underline": 1,
    },
    "city": {"bold": True, "bg_color": "#F5F7EC"},
    "province": {"bold": True, "bg_color": "#E3ECD8"},
    "province_link": {
        "bold": True, "bg_color": "#E3ECD8", "font_color": "#1F5F8B", "underline": 1,
    },
    "title": {"bold": True, "font_size": 15, "border": 0},
    "plain": {"border": 0},
    "back": {"border": 0, "font_color": "#1F5F8B", "underline": 1},
    "wrap": {"border": 0, "text_wrap": True, "valign": "top", "font_size": 11},
}  # fmt: skip


class Looks:
    """The formats and words of one workbook in the making.

    Attributes:
        book: xlsxwriter's workbook.
        words: of the workbook, in its language.
        source: what is counted.
    """

    def __init__(
        self, book: Any, words: Words, label: LabelFunction, lang: str, source: SummaryInput
    ) -> None:
        self.book = book
        self.words = words
        self.lang = lang
        self.source = source
        self._label = label
        font = "宋体" if lang == "zh" else "Calibri"
        self._base = {"font_name": font, "font_size": 10, "border": 1, "valign": "vcenter"}
        self._formats: dict[tuple[str, str], Any] = {}

    def format(self, number: str = "", look: str = "") -> Any:
        """A format by number format and look, one of ``_LOOKS``."""
        if (number, look) not in self._formats:
            settings = self._base | _LOOKS[look] | ({"num_format": number} if number else {})
            if number == CODE:
                settings["align"] = "center"
            self._formats[(number, look)] = self.book.add_format(settings)
        return self._formats[(number, look)]

    def code(self, group: str, code: str) -> str:
        """The words for what an issue counts in of one of ``GROUPED``."""
        if not code:
            return self.words["sheet"]["unfilled"]
        plus = self.words["sheet"]["plus"]
        table = _TABLES[group]
        return plus.join(self._label(table, part, self.lang) or part for part in code.split("+"))

    def label(self, table: str, code: str) -> str:
        """The words for a code of a table."""
        return self._label(table, code, self.lang)

    def column(self, group: str, code: str) -> str:
        """The heading of a column of counts."""
        if group in GROUPED:
            return self.code(group, code)
        return self.words["column"].get(f"{group}.{code}", code)

    def division(self, code: str) -> str:
        """What a county, city or province is called; its code where no name is known."""
        if code == UNPLACED:
            return self.words["sheet"]["unfilled"]
        return (self.source.divisions or {}).get(code, code)

    def division_code(self, code: str) -> str | int:
        """A division's code as it stands in cells: a number, unless it is local or none."""
        if code == UNPLACED:
            return self.words["sheet"]["unfilled"]
        is_number = code.isascii() and code.isdigit() and len(code) <= _MOST_DIGITS
        return int(code) if is_number and not code.startswith("0") else code

    def put(self, sheet: Any, row: int, column: int, value: Any, look: Any) -> None:
        """A value by its type: text is never read as a formula, a link or a number."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, look)
        elif isinstance(value, str):
            sheet.write_string(row, column, printable(value)[:LONGEST], look)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, look)
        else:
            sheet.write_number(row, column, float(value), look)

    def heading(self, sheet: Any, title: str, told: str) -> None:
        """The first two rows of a sheet: what it is, whose and of which day."""
        sheet.write_string(0, 0, title, self.format(look="title"))
        sheet.write_string(1, 0, self.told(told), self.format(look="plain"))

    def told(self, key: str) -> str:
        """A sentence that names the project and the cut-off date."""
        source = self.source
        sentence = self.words["sheet"][key]
        return printable(sentence.format(project=source.project, cutoff=source.cutoff))[:LONGEST]

    def page_head(self, title: str) -> str:
        """The head of printed pages: the title, the project and the cut-off date."""
        project = printable(self.source.project)[:_HEADER_NAME]
        told = self.words["sheet"]["cutoff"].format(project=project, cutoff=self.source.cutoff)
        return f"&L&B&14{title}&B\n&9{told.replace('&', '&&')}"


def print_setup(sheet: Any, last_head: int, *, small: bool = False, pages: int = 1) -> None:
    """Landscape pages, the heads on each, numbered; so many beside each other hold all columns."""
    sheet.set_landscape()
    sheet.set_paper(_A4 if small else _A3)
    sheet.fit_to_pages(pages, 0)
    sheet.set_default_row(_ROW_HIGH)  # Chinese letters are cut where a program takes its own
    sheet.repeat_rows(0, last_head)
    if pages > 1:
        sheet.repeat_columns(0, 1)
    sheet.set_footer("&C&P / &N")
