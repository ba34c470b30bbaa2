"""The pixels of one photo: the whole at some size, and a part of it as crisp as a screen shows.

They come from the worker, decoded and turned upright.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPainter

from ui.desk import Desk
from ui.photos import calls
from ui.photos.sight import Sight

_LONGEST = 4096
_MARGIN = 0.2  # beyond what is in sight, so that a small move needs nothing new
_AHEAD = 2  # photos that may be wanted next, kept beside the one in sight
_numbers = count()


@dataclass(frozen=True, slots=True)
class Piece:
    """Pixels of a part of the photo; ``kept`` holds the memory that the image points to."""

    image: QImage
    box: QRectF
    kept: bytes

    @classmethod
    def of(cls, told: dict[str, Any]) -> Piece:
        """Out of what the worker tells."""
        width, height = told["width"], told["height"]
        kept: bytes = told["pixels"]
        image = QImage(kept, width, height, width * 4, QImage.Format.Format_RGB32)
        left, top, right, bottom = told["box"]
        return cls(image, QRectF(left, top, right - left, bottom - top), kept)


class PhotoPixels(QObject):
    """One photo's pixels.

    Attributes:
        photo: its hash, "" for none.
        full: width and height of the whole, upright; zeros while it is not there.
        whole: at some size, None while it is not there.

    Signals:
        shown: the whole is there: what the worker told of it, without the pixels.
        refused: it can't be shown, with the error.
        sharpened: a crisp part is there.
    """

    shown = Signal(dict)
    refused = Signal(object)
    sharpened = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key = f"photos.canvas.{next(_numbers)}"
        self.photo = ""
        self.full = (0, 0)
        self.whole: Piece | None = None
        self._detail: Piece | None = None
        self._asked: tuple[tuple[int, int, int, int], int] | None = None
        self._longest = 1
        self._is_refused = False
        self._next: tuple[str, ...] = ()
        self._kept: dict[str, tuple[int, dict[str, Any]]] = {}  # what may be wanted next

    def prepare(self, photos: Sequence[str]) -> None:
        """Says which photos may be wanted next: once this one is there they are fetched ahead."""
        self._next = tuple(photos)[:_AHEAD]
        if self.whole is not None:
            self._fetch_ahead()

    def load(self, sha256: str, longest: int) -> None:
        """Fetches another photo, no longer than so many pixels."""
        self.photo, self.full = sha256, (0, 0)
        self.whole = self._detail = self._asked = None
        self._longest = min(_LONGEST, max(1, longest))
        self._next = ()
        kept = self._kept.get(sha256)
        if kept is not None and kept[0] == self._longest:
            self._is_refused = False
            self._on_whole(sha256, kept[1])
        else:
            self._ask()

    def again(self) -> None:
        """Fetches the photo once more where it was refused: its drive may be back."""
        if self._is_refused and self._desk.info is not None:
            self._ask()

    def _ask(self) -> None:
        self._is_refused = False
        if self.photo:
            self._desk.picture(
                calls.fitted, self.photo, self._longest, done=partial(self._on_whole, self.photo),
                failed=self._on_refused, key=self._key,
            )  # fmt: skip

    def _fetch_ahead(self) -> None:
        """One after the other, so that whoever goes on does not wait for more than one."""
        near = {self.photo, *self._next}
        self._kept = {photo: kept for photo, kept in self._kept.items() if photo in near}
        lacking = [p for p in self._next if p and self._kept.get(p, (0,))[0] != self._longest]
        if lacking and self._desk.info is not None:
            self._desk.picture(
                calls.fitted, lacking[0], self._longest,
                done=partial(self._on_ahead, lacking[0], self._longest), failed=lambda _: None,
                key=f"{self._key}.ahead",
            )  # fmt: skip

    def _on_ahead(self, photo: str, longest: int, told: dict[str, Any]) -> None:
        self._kept[photo] = longest, told
        self._fetch_ahead()

    def is_crisp(self, sight: Sight, ratio: float) -> bool:
        """True where there are as many pixels of what is in sight as the screen can show.

        Args:
            sight: what is looked at.
            ratio: pixels of the screen for each point.
        """
        if self.whole is None:
            return False
        has = self.whole.image.width() / self.full[0]
        if has > 0.999 or sight.scale() * ratio <= has * 1.05:
            return True
        if self._detail is None:
            return False
        box, seen = self._detail.box, sight.seen()
        dense = self._detail.image.width() / box.width()
        enough = dense > 0.999 or dense * 1.05 >= sight.scale() * ratio
        return enough and box.adjusted(-0.5, -0.5, 0.5, 0.5).contains(seen)

    def sharpen(self, sight: Sight, ratio: float) -> None:
        """Fetches what is in sight as crisp as the screen shows it, where that is lacking."""
        if self.whole is None or self.is_crisp(sight, ratio):
            return
        seen, dense = sight.seen(), min(1.0, sight.scale() * ratio)
        if max(seen.width(), seen.height()) * dense * (1 + 2 * _MARGIN) <= _LONGEST:
            wide, high = seen.width() * _MARGIN, seen.height() * _MARGIN
            seen = seen.adjusted(-wide, -high, wide, high)
        box = seen.intersected(QRectF(0, 0, *self.full))
        if box.isEmpty():
            return
        sides = box.toAlignedRect()
        longest = round(max(sides.width(), sides.height()) * dense)
        corners = (sides.left(), sides.top(), sides.right() + 1, sides.bottom() + 1)
        if (corners, longest) == self._asked:
            return  # as crisp as it gets
        self._asked = (corners, longest)
        self._desk.picture(
            calls.part, self.photo, corners, min(_LONGEST, max(1, longest)), done=self._on_part,
            failed=self._on_part_refused, key=self._key,
        )  # fmt: skip

    def draw(self, painter: QPainter) -> None:
        """Draws in the photo's own pixels."""
        if self.whole is None:
            return
        bounds = QRectF(0, 0, *self.full)
        painter.setClipRect(bounds)
        painter.drawImage(bounds, self.whole.image)
        if self._detail is not None:
            painter.drawImage(self._detail.box, self._detail.image)

    def _on_refused(self, error: Exception) -> None:
        self._is_refused = True
        # Not the signal's own ``emit``: nobody can tell whether whom that belongs to is gone.
        self.refused.emit(error)

    def _on_whole(self, photo: str, told: dict[str, Any]) -> None:
        if photo != self.photo:
            return
        self._kept[photo] = self._longest, told
        self.full = tuple(told["full_size"])
        self.whole = Piece.of(told)
        self.shown.emit({name: value for name, value in told.items() if name != "pixels"})
        self._fetch_ahead()

    def _on_part_refused(self, _: Exception) -> None:
        # The whole is in sight, so nothing is told; the next look asks for the part again.
        self._asked = None

    def _on_part(self, told: dict[str, Any]) -> None:
        self._detail = Piece.of(told)
        self.sharpened.emit()
