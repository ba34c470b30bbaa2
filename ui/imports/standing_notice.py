"""What an import says of a file that stands off what the project knows, and a button for it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from greenshield.domain.errors import Problem
from greenshield.domain.standing import DISPUTED, MOVED, RIGHT, Standing
from ui.imports.problem_words import what_of
from ui.widgets.notice import Notice
from ui.words import length, translate

_BEFORE, _AS_DECLARED = "positions_corrected_before", "wgs84"
_PLAIN, _OVER = ("gcj02", "bd09"), ("over_gcj02", "over_bd09")
_MAPS = {"gcj02": "GCJ-02", "bd09": "BD-09", "over_gcj02": "GCJ-02", "over_bd09": "BD-09"}


class StandingNotice(Notice):
    """Hidden while there is nothing to say; one click takes the shift off, one more leaves it.

    Signals:
        wanted: what a person says the positions are in, "" for the real world.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._click = ""
        super().__init__(parent, closable=False)
        self.setObjectName("imports.standing")
        self.acted.connect(lambda: self.wanted.emit(self._click))

    def show_standing(
        self, found: Standing | None, datum: str, problems: Iterable[Problem] = ()
    ) -> None:  # fmt: skip
        """Says where a file stands.

        Args:
            found: as the look at it told; None before.
            datum: what a person said its positions are in, or "".
            problems: of that look: a correction that is on record is one of them.
        """
        self._click = ""
        before = next((p for p in problems if p.code == _BEFORE), None)
        if found is None:
            self.clear()
        elif before is not None and not found.is_off:
            self._click = _AS_DECLARED
            undo = translate("Imports", "Leave the positions as they were")
            self.tell("info", what_of(before), "", undo)
        elif found.is_off:
            self._click, button = _way_out(found, datum)
            self.tell("warning", _said(found, datum), _measured(found), button)
        elif found.verdict == RIGHT and datum in (*_PLAIN, *_OVER):
            told = translate(
                "Imports", "With the shift taken back, the file stands where '{reference}' does."
            )
            self.tell(
                "ok", told.format(reference=found.reference), "",
                translate("Imports", "Leave the positions as they were"),
            )  # fmt: skip
        else:
            self.clear()


def _said(found: Standing, datum: str) -> str:
    """What is the matter."""
    if found.verdict == DISPUTED:
        told = translate(
            "Imports",
            "The positions stand {metres} off '{reference}', towards the {wind}, yet not off "
            "'{other}': of these two in the project one at least is shifted.",
        )
    elif found.verdict == MOVED:
        told = translate(
            "Imports",
            "The positions stand {metres} off '{reference}', all towards the {wind}. That is no "
            "web map's shift: one of the two seems to come from another datum.",
        )
    elif found.verdict in _PLAIN:
        told = translate(
            "Imports",
            "The positions look like those of a web map ({map}): beside '{reference}' they all "
            "stand {metres} off, towards the {wind}.",
        )
    elif datum in _PLAIN:
        told = translate(
            "Imports",
            "Corrected, the positions stand {metres} off '{reference}', towards the {wind}, as if "
            "{map} had never been on them.",
        )
    else:
        told = translate(
            "Imports",
            "Either {map} was taken off these positions once too often, or '{reference}' in the "
            "project is shifted: the two stand {metres} apart, towards the {wind}.",
        )
    return told.format(
        metres=length(round(found.size_m)), reference=found.reference, other=found.other,
        wind=_wind(found.bearing_deg), map=_MAPS.get(found.verdict, ""),
    )  # fmt: skip


def _measured(found: Standing) -> str:
    """What it is told from."""
    if found.by_photos:
        told = translate(
            "Imports",
            "{agreeing} of {shapes} photos agree; taken back, they were taken {after} from their "
            "patches instead of {before}. The photos themselves may be off: compare with imagery.",
        )
    else:
        told = translate(
            "Imports",
            "{agreeing} of {shapes} outlines agree; taken back, they lie {after} apart instead of "
            "{before}. Compare with imagery before you decide.",
        )
    return told.format(
        agreeing=found.agreeing, shapes=found.shapes, after=length(round(found.after_m)),
        before=length(round(found.before_m)),
    )  # fmt: skip


def _way_out(found: Standing, datum: str) -> tuple[str, str]:
    """What a click says the positions are in, and the button's words; no words for no button."""
    if found.verdict in _PLAIN:
        return found.datum, translate("Imports", "Take the shift off")
    if found.verdict in _OVER and datum in _PLAIN:
        return "", translate("Imports", "Leave the positions as they were")
    if found.verdict in _OVER:
        return found.datum, translate("Imports", "Put the shift back on this file")
    return "", ""


def _wind(bearing_deg: float) -> str:
    """Where a bearing leads, in words."""
    winds = (
        translate("Imports", "north"), translate("Imports", "northeast"),
        translate("Imports", "east"), translate("Imports", "southeast"),
        translate("Imports", "south"), translate("Imports", "southwest"),
        translate("Imports", "west"), translate("Imports", "northwest"),
    )  # fmt: skip
    return winds[round(bearing_deg / 45) % 8]
