"""The ledger's table as tests look at it."""

from PySide6.QtWidgets import QApplication


def show_all(panel, desk, settled):
    """The view that holds every issue."""
    settled(desk)
    panel.views.setCurrentIndex(panel.views.count() - 1)
    at_rest(panel, desk, settled)


def at_rest(panel, desk, settled):
    """Until nothing is asked for, and what was answered has been looked at."""
    for _ in range(4):
        QApplication.processEvents()
        settled(desk)


def rows(panel):
    """What is known of the rows, in order."""
    return [panel.model.known(panel.model.keys.at(n)) for n in range(panel.model.rowCount())]
