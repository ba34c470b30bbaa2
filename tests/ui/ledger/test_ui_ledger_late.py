"""Answers that come late: of a selection made elsewhere, of ids, of rows that changed meanwhile."""

from __future__ import annotations

from helpers.ledger_table import at_rest, rows
from PySide6.QtWidgets import QApplication

from greenshield.domain.ledger_columns import columns


def rest(panel, desk, settled):
    at_rest(panel, desk, settled)
    return rows(panel)


def test_that_a_late_answer_to_a_selection_elsewhere_is_not_applied(panel, desk, settled):
    known = rest(panel, desk, settled)
    desk.selection.select(issues=(known[-1]["id"],), by=None)
    panel.table.setCurrentIndex(panel.model.index(1, 0))  # the click comes before the answer
    at_rest(panel, desk, settled)
    assert panel.table.chosen_rows().tolist() == [1]
    assert desk.selection.issues == (known[1]["id"],)


def test_that_ids_that_come_late_take_nothing_from_what_was_selected_since(panel, desk, settled):
    known = rest(panel, desk, settled)
    names = panel.model.names()
    panel.model.set_columns([*names, next(n for n in columns() if n not in names)])
    panel.table.selectAll()  # no row is known now: ids are asked for
    QApplication.processEvents()
    desk.selection.select(issues=(known[2]["id"],), by=None)
    at_rest(panel, desk, settled)
    assert desk.selection.issues == (known[2]["id"],)
    assert panel.table.chosen_rows().tolist() == [2]


def test_that_a_row_that_changes_while_it_is_read_is_read_again(panel, desk, settled):
    known = rest(panel, desk, settled)
    changed = []
    panel.model.dataChanged.connect(lambda top, bottom: changed.append((top.row(), bottom.row())))
    panel.model.renew([known[3]["id"]])
    QApplication.processEvents()  # it is asked for
    panel.model.renew([known[3]["id"]])
    at_rest(panel, desk, settled)
    assert changed == [(3, 3), (3, 3)]
