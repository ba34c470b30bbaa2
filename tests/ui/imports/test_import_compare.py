"""A list that comes again beside the ledger, by clicks and keys: nothing is written unasked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from helpers.dialogs import LEFT, WAIT_MS, dialog, gone, press
from helpers.imports import sheets_file, workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from shapely import box
from shapely.geometry.base import BaseGeometry

from greenshield.domain.reissue_decisions import APART, ASIDE, KEEP, SAME, SPLIT, TAKE
from ui.desk import Desk
from ui.imports import calls, table_wizard
from ui.imports.calls import LedgerWish
from ui.imports.compare_model import BY, DECISION, HERE
from ui.imports.compare_wizard import CompareWizard
from ui.imports.compare_words import LATER
from ui.imports.ledger_wizard import LedgerWizard
from ui.tasks.work import Outcome, Work

HEADER = ("图斑编号", "拐点坐标", "活动类型", "整改时限", "问题来源", "问题描述")


def _patch(at: float, width: float = 0.001) -> BaseGeometry:
    return box(126.45 + at, 43.2, 126.45 + at + width, 43.201)


def _row(number: str, shape: BaseGeometry, said: str = "占用") -> list[str]:
    return [number, shape.wkt, "道路", "2025-06-30", "绿盾巡查", said]


FIRST = [_row(f"N{n}", _patch(n / 100)) for n in range(1, 9)]
AGAIN = [
    _row("N1", _patch(0.01), "清单改一"),
    _row("N2", _patch(0.02), "清单改二"),
    _row("N3-1", _patch(0.03, 0.0005), "拆一"),
    _row("N3-2", _patch(0.0305, 0.0005), "拆二"),
    _row("TB-4", _patch(0.04), "改号"),
    _row("N5", _patch(0.05)),
    _row("N7", _patch(0.07)),
    _row("新-1", _patch(0.091)),
    _row("新-2", _patch(0.095)),
]


def _typed_in(work: Work, number: str, said: str) -> Outcome:
    """A person changes the description of an issue."""
    from greenshield.services import issues

    return Outcome(number, issues.set_fields(work.session, number, {"description": said}))


def _said(work: Work) -> dict[str, tuple[str, list[str]]]:
    """Description and comments of each issue of the lists, by its clue number."""
    from greenshield.services import ledger_editions

    out = {}
    for one in ledger_editions.earlier(work.project, (), "all"):
        issue = work.project.issue(one.issue_id)
        assert issue is not None
        texts = [c.text for c in issue.comments]
        out[str(issue.get("clue_no"))] = (str(issue.get("description")), texts)
    return out


class Comparing:
    """The wizard in the hands of a person."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.box: Any = None

    def did(self, call: Any, *args: Any) -> Any:
        """What the worker writes or answers."""
        got: list[Any] = []
        way = self.desk.ask if call is _said else self.desk.do
        way(call, *args, done=got.append)
        self.qtbot.waitUntil(lambda: bool(got), timeout=WAIT_MS)
        return got[0]

    def open(self, file: Path) -> None:
        """To what differs."""
        self.box = CompareWizard(self.desk, file)
        self.box.show()
        self.qtbot.waitUntil(lambda: not self.desk.office.tasks(), timeout=WAIT_MS)
        for page in (table_wizard.COLUMNS, table_wizard.CHECK):
            self.next(page)

    def next(self, page: int) -> None:
        """The forward button."""
        press(self.qtbot, self.box, "compare.next")
        self.qtbot.waitUntil(
            lambda: self.box.page == page and self.box.running.task is None, timeout=WAIT_MS
        )

    @property
    def page(self) -> Any:
        """What differs."""
        return self.box.compared

    def kind(self, code: str) -> list[Any]:
        """The lines below a tab."""
        kinds = self.page.kinds
        (at,) = [n for n in range(kinds.count()) if kinds.tabData(n) == code]
        self.qtbot.mouseClick(kinds, LEFT, pos=kinds.tabRect(at).center())
        return list(self.page.model.rows)

    def stand(self, row: int) -> None:
        """Goes to a line."""
        view = self.page.view
        view.setFocus()
        view.selectRow(row)
        view.setCurrentIndex(self.page.model.index(row, DECISION))

    def key(self, key: Any) -> None:
        """A key in the table."""
        self.qtbot.keyClick(self.page.view, key)

    def close(self) -> None:
        """Puts the wizard away."""
        press(self.qtbot, self.box, "compare.close")
        gone(self.qtbot, "compare")


@pytest.fixture
def at(desk: Desk, qtbot: QtBot, tmp_path: Path) -> Comparing:
    """A first list was imported, two of its values changed by a person; the second one is open."""
    hands = Comparing(desk, qtbot)
    first = workbook(tmp_path / "清单一.xlsx", HEADER, FIRST)
    hands.did(calls.ledger_taken, first, LedgerWish())
    hands.did(_typed_in, "N1", "人写的一")
    hands.did(_typed_in, "N2", "人写的二")
    hands.open(workbook(tmp_path / "清单二.xlsx", HEADER, AGAIN))
    return hands


def test_that_each_kind_is_counted_and_what_a_person_entered_is_marked(
    at: Comparing, model_tester: Any
) -> None:
    model_tester(at.page.model)
    assert at.page.shown.of == ("清单一.xlsx",)
    assert "清单一.xlsx" in at.page.of.text()
    assert len(at.kind("field")) == 2
    line = at.page.model.rows[0]
    model = at.page.model
    assert model.text(line, HERE) == "人写的一"
    assert model.text(line, BY)
    assert model.said(line) == LATER
    assert len(at.kind("split")) == 1
    assert len(at.kind("renumbered")) == 1
    assert len(at.kind("gone")) == 2  # N6 and N8
    assert not model.rows[0].choices
    assert [model.said(line) for line in at.kind("new")] == [APART, APART]
    assert "4 lines wait" in at.page.waiting.text()
    at.close()


def test_that_nothing_a_person_entered_is_written_unasked(at: Comparing) -> None:
    at.next(table_wizard.DONE)
    done = at.box.outcome.done
    assert (done.counts["created"], done.counts["split"], done.counts["noted"]) == (2, 0, 0)
    said = at.did(_said)
    assert said["N1"][0] == "人写的一"
    assert said["N2"][0] == "人写的二"
    assert "N3-1" not in said
    assert "TB-4" not in said
    assert {"新-1", "新-2"} < set(said)
    at.close()


def test_that_what_was_decided_is_written_and_nothing_else(at: Comparing) -> None:
    at.kind("field")
    at.stand(0)
    at.key(Qt.Key.Key_1)  # takes it, and the next one comes
    assert at.page.view.currentIndex().row() == 1
    at.key(Qt.Key.Key_2)
    at.kind("split")
    at.stand(0)
    press(at.qtbot, at.page, f"compare.{SPLIT}")
    at.kind("renumbered")
    at.stand(0)
    press(at.qtbot, at.page, f"compare.{SAME}")
    at.kind("new")
    at.key(Qt.Key.Key_A)
    at.qtbot.keyClick(at.page.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(at.qtbot, at.page, f"compare.{ASIDE}")
    assert not at.page.waiting.text()
    at.page.note_gone.setChecked(True)
    changes: list[Any] = []
    at.desk.changed.connect(changes.append)
    at.next(table_wizard.DONE)
    done = at.box.outcome.done
    assert (done.counts["created"], done.counts["split"], done.counts["noted"]) == (0, 1, 2)
    said = at.did(_said)
    assert said["N1"][0] == "清单改一"
    assert said["N2"][0] == "人写的二"
    assert {"N3-1", "N3-2"} < set(said)
    assert said["N4"][0] == "改号"
    assert not {"新-1", "新-2", "TB-4"} & set(said)
    assert said["N6"][1]
    assert said["N8"][1]
    assert not said["N5"][1]
    (change,) = changes
    assert len(change.created["issue"]) >= 2  # the parts
    assert len(change.ids("issue")) >= 6
    at.close()


def test_that_a_whole_group_is_decided_at_once_and_taken_back(at: Comparing) -> None:
    model = at.page.model
    at.kind("field")
    view = at.page.view
    view.selectAll()
    press(at.qtbot, at.page, f"compare.{TAKE}")
    assert {model.said(line) for line in model.rows} == {TAKE}
    press(at.qtbot, at.page, "compare.later")
    assert {model.said(line) for line in model.rows} == {LATER}
    view.selectAll()
    assert not at.page.choices.buttons[SPLIT].isVisible()
    at.key(Qt.Key.Key_3)  # fits none of them
    assert {model.said(line) for line in model.rows} == {LATER}
    press(at.qtbot, at.page, f"compare.{KEEP}")
    at.kind("")
    at.page.undecided.setChecked(True)
    assert {line.kind for line in model.rows} == {"split", "renumbered"}
    at.page.undecided.setChecked(False)
    at.qtbot.keyClicks(at.page.search, "TB-4")
    at.qtbot.waitUntil(lambda: len(model.rows) == 1)
    at.close()


def test_that_old_and_new_patch_are_drawn_and_the_line_is_told_in_full(at: Comparing) -> None:
    at.kind("split")
    at.stand(0)
    drawn = at.page.map._drawn
    assert [(one.kind, len(one.rings)) for one in drawn] == [("old", 1), ("new", 2)]
    assert "in the ledger" in at.page.legend.text()
    at.kind("gone")
    at.stand(0)
    assert [one.kind for one in at.page.map._drawn] == ["old"]
    assert "--" not in at.page.told.text()
    at.kind("field")
    at.stand(0)
    assert at.page.map._drawn == ()
    assert "人写的一" in at.page.told.text()
    assert "清单改一" in at.page.told.text()
    at.close()


def test_that_a_list_that_was_changed_meanwhile_is_not_imported(
    at: Comparing, tmp_path: Path
) -> None:
    workbook(tmp_path / "清单二.xlsx", HEADER, AGAIN[:3])
    before = at.did(_said)
    press(at.qtbot, at.box, "compare.next")
    at.qtbot.waitUntil(lambda: bool(at.box.notice.text()), timeout=WAIT_MS)
    assert at.box.page == table_wizard.CHECK
    assert "清单二.xlsx" in at.box.notice.text()
    assert at.did(_said) == before
    at.close()


def test_that_decisions_stay_where_one_goes_back_to_the_columns(at: Comparing) -> None:
    at.kind("field")
    at.stand(0)
    at.key(Qt.Key.Key_1)
    press(at.qtbot, at.box, "compare.back")
    assert at.box.page == table_wizard.COLUMNS
    at.next(table_wizard.CHECK)
    model = at.page.model
    assert [model.said(line) for line in model.lines() if line.kind == "field"] == [TAKE, LATER]
    at.close()


def test_that_the_earlier_edition_can_be_chosen(at: Comparing, tmp_path: Path) -> None:
    of = at.box.options.of
    offered = [of.itemData(n) for n in range(of.count())]
    assert offered[:2] == ["", "all"]
    assert "清单一.xlsx" in offered
    press(at.qtbot, at.box, "compare.back")
    press(at.qtbot, at.box, "compare.back")
    of.setCurrentIndex(1)
    at.next(table_wizard.COLUMNS)
    at.next(table_wizard.CHECK)
    assert len(at.kind("gone")) > 2  # those of the sample, too
    at.close()


def test_that_an_import_goes_over_to_the_comparison_with_all_that_was_chosen(
    at: Comparing, tmp_path: Path
) -> None:
    at.close()
    wizard = LedgerWizard(at.desk, tmp_path / "清单二.xlsx")
    wizard.show()
    at.qtbot.waitUntil(lambda: not at.desk.office.tasks(), timeout=WAIT_MS)
    source = wizard.options.source
    source.set_value(source.itemData(2))
    for page in (table_wizard.COLUMNS, table_wizard.CHECK):
        if page == table_wizard.CHECK:
            choice = wizard.mapping.choice(3)
            choice.setCurrentIndex(0)
            choice.activated.emit(0)
        press(at.qtbot, wizard, "ledger.next")
        at.qtbot.waitUntil(
            lambda shown=page: wizard.page == shown and wizard.running.task is None,
            timeout=WAIT_MS,
        )
    assert wizard.compare_button.isVisible()
    chosen = wizard.wish()
    press(at.qtbot, wizard, "ledger.compare")
    gone(at.qtbot, "ledger")
    at.box = dialog(at.qtbot, "compare")
    at.qtbot.waitUntil(
        lambda: at.box.page == table_wizard.CHECK and at.box.running.task is None, timeout=WAIT_MS
    )
    assert at.box.wish() == chosen
    assert at.box.wish().ignored == ("D",)
    assert at.kind("")
    at.close()


def test_that_the_sheets_of_a_workbook_are_compared_as_one_list(
    at: Comparing, tmp_path: Path
) -> None:
    at.close()
    sheets = {"东片": (HEADER, *FIRST[:4]), "西片": (HEADER, *FIRST[4:7])}
    file = sheets_file(tmp_path / "两表.xlsx", sheets)
    at.box = CompareWizard(at.desk, file)
    at.box.show()
    at.qtbot.waitUntil(lambda: not at.desk.office.tasks(), timeout=WAIT_MS)
    at.next(table_wizard.COLUMNS)
    at.next(table_wizard.CHECK)
    (read,) = at.box.sheets.wanted()
    assert f"Not read: {({'东片', '西片'} - {read}).pop()}" in at.page.of.text()
    press(at.qtbot, at.box, "compare.back")
    for n in range(at.box.sheets.view.count()):
        at.box.sheets.view.item(n).setCheckState(Qt.CheckState.Checked)
        at.qtbot.waitUntil(lambda: at.box.running.task is None, timeout=WAIT_MS)
    at.next(table_wizard.CHECK)
    assert "Not read" not in at.page.of.text()
    (line,) = at.kind("gone")
    assert line.issues == "N8"
    places = {line.places for line in at.kind("field")}
    assert places == {"东片 2", "东片 3"}
    at.close()


def test_that_the_next_wizard_is_as_large_as_the_last_was_left(at: Comparing) -> None:
    at.box.resize(901, 502)
    at.close()
    again = CompareWizard(at.desk)
    assert (again.width(), again.height()) == (901, 502)
    again.close()
    at.desk.prefs.set("compare.size", [3, "x"])
    assert CompareWizard(at.desk).width() > 300


def test_that_what_an_import_would_write_waits_too_where_a_person_wants_it_to(
    at: Comparing, tmp_path: Path
) -> None:
    at.close()
    rows = [_row("N7", _patch(0.07), "清单改七"), _row("新-3", _patch(0.099))]
    at.open(workbook(tmp_path / "清单三.xlsx", HEADER, rows))
    model = at.page.model
    decided = {line.kind: model.said(line) for line in model.lines() if line.choices}
    assert decided == {"field": TAKE, "new": APART}
    at.page.view.selectAll()
    press(at.qtbot, at.page, "compare.later")
    at.next(table_wizard.DONE)
    said = at.did(_said)
    assert said["N7"][0] == "占用"
    assert "新-3" not in said
    at.close()
