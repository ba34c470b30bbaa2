"""Imports several boundary files at once: each layer on a map first, then by itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from greenshield.domain.errors import GreenShieldError, Problem
from ui.desk import Desk
from ui.imports import calls, parts_calls, remembered
from ui.imports.calls import AreaWish, Imported
from ui.imports.crs_notice import CrsNotice
from ui.imports.files_page import FilesPage
from ui.imports.part import Part
from ui.imports.part_columns import PartColumns
from ui.imports.parts_calls import Found, Ground, Refused
from ui.imports.parts_page import PartsPage
from ui.imports.parts_result import PartsResult
from ui.imports.standing_notice import StandingNotice
from ui.imports.wizard import Wizard
from ui.tasks.wire import BugError
from ui.words import language, plural, translate

FILES, PARTS, DONE = range(3)
_SHIFTS = ("gcj02", "bd09", "over_gcj02", "over_bd09")


class PartsWizard(Wizard):
    """Nothing is written before the second page's button; then each part in its own transaction.

    Attributes:
        parts: every layer of every file.
    """

    def __init__(
        self, desk: Desk, paths: Sequence[Path] = (), parent: QWidget | None = None,
        wish: AreaWish | None = None,
    ) -> None:  # fmt: skip
        super().__init__("parts", desk, parent)
        self._wish = wish or AreaWish()
        self.parts: list[Part] = []
        self._remarks: tuple[Problem, ...] = ()
        self._queue: list[Part] = []
        self._total = 0
        self.files, self.page_of_parts = FilesPage(desk, self), PartsPage(desk, self)
        self.outcome = PartsResult(desk, self)
        self.standing = StandingNotice(self)
        self.standing.wanted.connect(self._on_datum)
        self.crs_notice = CrsNotice(self, below=True)
        self.add_above(self.crs_notice)
        self.add_above(self.standing)
        for page in (self.files, self.page_of_parts, self.outcome):
            self.add_page(page)
        listed = self.page_of_parts
        listed.changed.connect(self._on_changed)
        listed.columns_wanted.connect(self._on_columns)
        listed.current_changed.connect(lambda _: self._tell_standing())
        listed.ticked.connect(lambda: self._arrange())
        self.files.valid_from.set_value(self._wish.valid_from)
        self.files.take(list(paths))
        self.retranslate()
        self.show_page(FILES)
        if paths:
            self.go_on()

    @staticmethod
    def called() -> str:
        """What the wizard does."""
        return translate("Imports", "Import several boundary files")

    def titles(self) -> list[str]:
        """What each page is called."""
        return [
            translate("Imports", "Which files?"), translate("Imports", "What they hold"),
            translate("Imports", "Done"),
        ]  # fmt: skip

    def next_word(self) -> str:
        """The second page's button writes what is ticked."""
        if self.page != PARTS:
            return super().next_word()
        return plural(
            len(self.wanted()), translate("Imports", "&Import {n} layer"),
            translate("Imports", "&Import {n} layers"),
        )  # fmt: skip

    def back_word(self) -> str:
        """From what was done a way leads back to what was refused or left."""
        if self.page == DONE and any(part.done is None for part in self.parts):
            return translate("Imports", "Back to the others")
        return super().back_word()

    def wanted(self) -> list[Part]:
        """What is ticked, and not imported yet."""
        return [p for p in self.parts if p.is_on and p.takes and p.done is None]

    def may_go_on(self) -> bool:
        """Nothing is imported where nothing would be taken."""
        return self.page != PARTS or bool(self.wanted())

    def go_on(self) -> None:
        """Looks into the files, or imports what is ticked."""
        if self.page == FILES:
            self._find()
        elif self.page == PARTS and self.wanted():
            self._ask_order()

    def go_back(self) -> None:
        """From what was done to what is left of it."""
        super().go_back()
        if self.page == PARTS:
            self._look([part for part in self.parts if part.done is None])

    def show_page(self, number: int) -> None:
        """Goes to a page; where the current part stands is told beside it."""
        super().show_page(number)
        self._tell_standing()

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self._tell_standing()

    # Looking ------------------------------------------------------------------------------

    def _find(self) -> None:
        page = self.files
        if not page.paths():
            page.error.tell(translate("Imports", "Add a file first."))
            return
        if not page.valid_from.is_sound():
            page.error.tell(translate("Imports", "This is no date."))
            return
        page.error.tell("")
        self.ask(parts_calls.parts_found, page.paths(), done=self._on_found)

    def _on_found(self, found: tuple[list[Found], tuple[Problem, ...]]) -> None:
        """What was chosen before for a layer that is still there is kept."""
        kept = {(p.path, p.found.layer): p for p in self.parts}
        self._remarks = found[1]
        self.parts = []
        day, again = self.files.valid_from.value(), self.files.again.currentData()
        for one in found[0]:
            part = kept.get((one.path, one.layer))
            if part is None or part.done is not None:
                wish = AreaWish(kind="", layer=one.layer, encoding=self._wish.encoding)
                part = Part(one, wish)
            part.change(valid_from=part.wish.valid_from or day, again=again)
            self.parts.append(part)
        self.ask(parts_calls.ground, done=self._on_ground)

    def _on_ground(self, ground: Ground) -> None:
        self.page_of_parts.map.set_ground(ground.areas, ground.patches, ground.province)
        self.page_of_parts.show_parts(self.parts)
        self._look(self.parts)

    def _look(self, wanted: Collection[Part]) -> None:
        """Has parts looked at; zones beside the areas of the other parts that are ticked."""
        parts = [p for p in self.parts if p.is_readable and (p.is_on or p in wanted)]
        parts = [p for p in parts if p.done is None]
        places = [place for place, part in enumerate(parts) if part in wanted]
        if not places:
            self._renew()
            return
        info = self.desk.info
        wishes = [(part.path, part.wish) for part in parts]
        self.ask(
            parts_calls.parts_seen, info.actor_id if info is not None else "", wishes, places,
            language(), done=lambda seen: self._on_seen(parts, seen),
        )  # fmt: skip

    def _on_seen(self, parts: Sequence[Part], seen: dict[int, Any]) -> None:
        again: list[Part] = []
        for place, one in seen.items():
            part, is_new = parts[place], parts[place].seen is None
            if isinstance(one, Refused):
                part.see(one, part.problems)
                continue
            part.see(one.preview, one.problems)
            if is_new and not part.wish.columns and not part.wish.ignored:
                again += [part] if self._remember(part) else []
        self._renew()
        if self.page != PARTS:
            self.show_page(PARTS)
        if again:
            self._look(again)

    def _remember(self, part: Part) -> bool:
        """Takes over how such columns were mapped before; whether there was anything."""
        assert part.seen is not None
        known = remembered.load(self.desk.prefs, f"areas.{part.wish.kind}", part.seen.columns)
        if known:
            part.change(
                columns={field: letter for letter, field in known.items() if field},
                ignored=tuple(letter for letter, field in known.items() if not field),
            )
        return bool(known)

    def _renew(self) -> None:
        self.page_of_parts.renew()
        self._tell_standing()
        self._arrange()

    # Choosing -----------------------------------------------------------------------------

    def _on_changed(self, parts: Sequence[Part], name: str, value: object) -> None:
        areas = {part for part in parts if part.wish.kind == "area"}
        for part in parts:
            part.change(**{name: value})
        areas |= {part for part in parts if part.wish.kind == "area"}
        # Zones look for their areas among the other files'.
        zones = [p for p in self.parts if p.wish.kind == "zone"] if areas else []
        self._look({*parts, *zones})

    def _on_columns(self, part: Part) -> None:
        shown = PartColumns(self.desk, part, self)
        shown.chosen.connect(lambda columns, ignored: self._take_columns(part, columns, ignored))
        shown.open()

    def _take_columns(self, part: Part, columns: dict[str, str], ignored: tuple[str, ...]) -> None:
        part.change(columns=columns, ignored=ignored)
        self._look([part])

    def _tell_standing(self) -> None:
        part = self.page_of_parts.current() if self.page == PARTS else None
        found = part.seen.standing if part is not None and part.seen is not None else None
        told = part.problems.items if part is not None else ()
        self.standing.show_standing(found, part.wish.datum if part is not None else "", told)
        self.crs_notice.show_problems(told)

    def _on_datum(self, datum: str) -> None:
        """One click takes the shift off every file that stands off as the current one does."""
        part = self.page_of_parts.current()
        if part is not None and part.seen is not None:
            self._on_changed(self._alike(part), "datum", datum)

    def _alike(self, part: Part) -> list[Part]:
        """The ticked parts that are told of in the same words."""
        assert part.seen is not None
        verdict = part.seen.standing.verdict

        def is_like(other: Part) -> bool:
            return (
                other.seen is not None
                and other.wish.datum == part.wish.datum
                and other.seen.standing.verdict == verdict
                and (verdict in _SHIFTS or bool(part.wish.datum))
            )

        return [p for p in self.parts if p is part or (p.is_on and p.done is None and is_like(p))]

    # Importing ----------------------------------------------------------------------------

    def _ask_order(self) -> None:
        parts = self.wanted()
        kinds = [part.wish.kind for part in parts]
        self.ask(
            parts_calls.order, kinds,
            done=lambda places: self._begin_import([parts[place] for place in places]),
        )  # fmt: skip

    def _begin_import(self, parts: list[Part]) -> None:
        self._queue, self._total = list(parts), len(parts)
        self._import_next()

    def _import_next(self) -> None:
        if not self._queue:
            self._show_done()
            return
        part = self._queue[0]
        self.do(calls.areas_taken, part.path, part.wish,
                done=lambda done: self._on_imported(part, done))  # fmt: skip
        self.notice.tell(
            "info", translate("Imports", "{n} of {total}: {file}").format(
                n=self._total - len(self._queue) + 1, total=self._total, file=part.called
            ),
        )  # fmt: skip

    def _on_imported(self, part: Part, done: Imported) -> None:
        part.done = done
        if part.seen is not None:
            chosen = {letter: field for field, letter in part.wish.columns.items()}
            chosen |= dict.fromkeys(part.wish.ignored, "")
            table = f"areas.{part.wish.kind}"
            remembered.note(self.desk.prefs, table, part.seen.columns, chosen)
        self._queue.pop(0)
        self._import_next()

    def _on_failed(self, error: Exception) -> None:
        """One part that is refused does not hold up the others; who stops, stops them all."""
        if not self._queue:
            super()._on_failed(error)
            return
        part = self._queue.pop(0)
        is_stopped = getattr(error, "code", "") == "cancelled"
        if isinstance(error, GreenShieldError) and not is_stopped:
            part.see(Refused(error.code, dict(error.params)), part.problems)
            self._over()
            self._import_next()
            return
        self._queue.clear()
        self._over()
        self._show_done()
        if isinstance(error, BugError):
            self.tell(error)

    def _over(self) -> None:
        """Put away, it stays so until the last part is done."""
        if self._queue[1:] and not self.isVisible():
            self._writes = False
            self.running.end()
            return
        super()._over()

    def _show_done(self) -> None:
        self.notice.clear()
        self.outcome.show_done(self.parts, self._remarks)
        self.show_page(DONE)
