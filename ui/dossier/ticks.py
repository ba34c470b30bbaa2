"""Closing conditions, each with the documents and photos that meet it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import words
from ui.dossier.casing import headed
from ui.dossier.choice_editors import ManyEditor
from ui.dossier.fixed_rows import Row
from ui.dossier.view import View
from ui.widgets.translated import Translated
from ui.words import translate

Pairs = list[tuple[str, str]]


class Ticks(Translated, QWidget):
    """One row a condition; its evidence is ticked in a list, or typed as beginnings of hashes.

    Signals:
        edited: some evidence was named or taken back.
    """

    edited = Signal()

    def __init__(self, view: View, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("form.ticks")
        self._view = view
        self._new: list[Path] = []
        self._rows: dict[str, _Tick] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    def ask(self, conditions: Iterable[str]) -> None:
        """Adds rows for conditions that have none; those that are there keep what was typed."""
        for condition in conditions:
            if condition and condition not in self._rows:
                row = _Tick(condition, self)
                row.set_evidence(self._evidence())
                row.edited.connect(self.edited)
                self._rows[condition] = row
                self._box.addWidget(row)

    def conditions(self) -> list[str]:
        """The conditions that have a row."""
        return list(self._rows)

    def set_new_files(self, files: Iterable[Path]) -> None:
        """The files that go with the move may be named too."""
        self._new = list(files)
        for row in self._rows.values():
            row.set_evidence(self._evidence())

    def typed(self) -> dict[str, list[str]]:
        """Condition -> hashes of what stands, paths of what goes with the move."""
        found = {name: row.named() for name, row in self._rows.items()}
        return {name: named for name, named in found.items() if named}

    def type_in(self, typed: Mapping[str, list[str]]) -> None:
        """Puts in what was named before."""
        self.ask(typed)
        for name, named in typed.items():
            self._rows[name].set_named(named)

    def refuse(self, condition: str, told: str) -> bool:
        """Tells beside a condition what is wrong with it; False where it has no row."""
        row = self._rows.get(condition)
        if row is not None:
            row.refuse(told)
        return row is not None

    def go_to(self, condition: str) -> None:
        """Gives a condition the keyboard, the first one where none is named."""
        row = self._rows.get(condition) or next(iter(self._rows.values()), None)
        if row is not None:
            row.go_to()

    def retranslate(self) -> None:
        """Sets what evidence is called in the language in force."""
        for row in self._rows.values():
            row.set_evidence(self._evidence())

    def _evidence(self) -> Pairs:
        """What may be named: papers of the issue, files of this move, photos."""
        pairs: dict[str, str] = {str(path): path.name for path in self._new}
        for paper in self._view.papers:
            if not paper.void:
                pairs.setdefault(paper.sha256, paper.name)
        for photo in self._view.photos:
            phase = words.label("photo_phase", photo.phase)
            told = translate("Dossier", "photo {name} ({phase})")
            name = photo.name or photo.sha256[:12]
            pairs.setdefault(photo.sha256, told.format(name=name, phase=phase))
        return list(pairs.items())


class _Tick(Row):
    """One condition."""

    def __init__(self, condition: str, parent: QWidget) -> None:
        self.condition = condition
        self._evidence = ManyEditor()
        super().__init__(f"tick.{condition}", self._evidence, parent)
        self.retranslate()

    def set_evidence(self, pairs: Pairs) -> None:
        self._evidence.set_choices(pairs)

    def named(self) -> list[str]:
        return self._evidence.named()

    def set_named(self, named: Iterable[str]) -> None:
        self._evidence.set_named(named)

    def retranslate(self) -> None:
        from greenshield import wording

        known = wording.conditions().get(self.condition)
        name = self.condition if known is None else known[words.language() != "zh"]
        self.set_name(headed(name), needed=True)
