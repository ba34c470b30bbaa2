"""What an issue was made of and what took its place, each a way there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from ui import words
from ui.dossier.view import View
from ui.look import colours
from ui.widgets.translated import Translated
from ui.words import translate

_MOST = 12  # of each; the rest are counted


class LineageLine(Translated, QLabel):
    """Hidden for an issue that was never split or merged.

    Signals:
        chosen: go to the dossier of an issue (its id).
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dossier.lineage")
        self._view: View | None = None
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.linkActivated.connect(self.chosen)
        self.retranslate()

    def show_view(self, view: View | None) -> None:
        """Shows the lineage of an issue."""
        self._view = view
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything anew."""
        lineage = {} if self._view is None else self._view.shown.get("lineage") or {}
        lines = [
            text.format(issues=_links(lineage[name]))
            for name, text in (
                ("predecessors", translate("Dossier", "Made of {issues}")),
                ("successors", translate("Dossier", "In its place: {issues}")),
                ("heirs", translate("Dossier", "Today: {issues}")),
            )
            if lineage.get(name)
        ]
        self.setText("<br>".join(lines))
        self.setVisible(bool(lines))


def _links(relatives: Sequence[Mapping[str, Any]]) -> str:
    """Number and state of each; one that does not name this issue in turn is marked."""
    colour = colours.role("link").name()
    told = []
    for one in relatives[:_MOST]:
        number, state = escape(str(one["number"])), escape(words.state(str(one["state"])))
        link = f"<a style='color:{colour}' href='{escape(str(one['id']))}'>{number}</a> ({state})"
        if not one["agrees"]:
            link += " " + escape(translate("Dossier", "⚠ it does not name this one"))
        told.append(link)
    left = len(relatives) - _MOST
    if left > 0:
        told.append(escape(translate("Dossier", "and {n} more").format(n=words.number(left))))
    return words.listed(told)
