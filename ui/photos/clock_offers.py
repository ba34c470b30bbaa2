"""What other photos tell of cameras' clocks: a box to tick for each, none of them ticked."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui import words
from ui.photos.placing_calls import Offer
from ui.widgets.translated import Translated
from ui.words import translate

_SEEN = 5  # offers: more are scrolled, that no dialog grows out of a small screen


class ClockOffers(Translated, QWidget):
    """Offers that a person takes by a click each; hidden while there is none.

    Signals:
        changed: another set of them is taken.
    """

    changed = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._offers: list[Offer] = []
        self._boxes: list[QCheckBox] = []
        self._head = QLabel(self)
        self._head.setWordWrap(True)
        inside = QWidget(self)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._area = _Area(self)
        self._area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._head)
        column.addWidget(self._area)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text."""
        self._head.setText(translate("Photos", "Other photos tell that these clocks were off:"))
        for box, offer in zip(self._boxes, self._offers, strict=True):
            box.setText(told(offer))
            box.setToolTip(
                translate("Photos", "Tick it to have this added to the time of this camera's "
                          "photos; it is recorded with each of them")
            )  # fmt: skip

    def show_offers(self, offers: list[Offer]) -> None:
        """Shows others; those that were taken stay so."""
        taken = dict(self.chosen())
        for box in self._boxes:
            self._column.removeWidget(box)
            box.deleteLater()
        self._offers, self._boxes = list(offers), []
        for number, offer in enumerate(offers):
            box = QCheckBox(self)
            box.setObjectName(f"{self.objectName()}.{number}")
            box.setChecked(taken.get(offer["camera"]) == offer["offset_s"])
            box.toggled.connect(lambda _: self.changed.emit())
            self._column.addWidget(box)
            self._boxes.append(box)
        self.retranslate()
        shown = [box.sizeHint().height() for box in self._boxes[:_SEEN]]
        gaps = max(0, len(shown) - 1) * self._column.spacing()
        self._area.set_high(sum(shown) + gaps)
        self.setVisible(bool(offers))

    def chosen(self) -> tuple[tuple[str, float], ...]:
        """Camera and seconds of those that are ticked."""
        pairs = zip(self._boxes, self._offers, strict=True)
        return tuple((o["camera"], float(o["offset_s"])) for box, o in pairs if box.isChecked())


class _Area(QScrollArea):
    """As high as it is told; what is wider or more is scrolled to."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._high = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its boxes have the keys, and scroll it

    def set_high(self, high: int) -> None:
        """So many pixels of boxes, and a bar below them where one is too wide."""
        self._high = high + self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(self._high)

    def sizeHint(self) -> QSize:
        """No wider than the dialog is for other reasons."""
        return QSize(0, self._high)


def told(offer: Offer) -> str:
    """An offer and its evidence in one line."""
    camera = offer["camera"] or translate("Photos", "Unnamed camera")
    text = translate("Photos", "{camera}: {offset} · {agreeing} of {photos} photos, ±{spread} s")
    if offer["by"] == "track":
        text = translate("Photos", "{camera}: {offset} · {agreeing} of {photos} photos along the "
                         "track, ±{spread} s")  # fmt: skip
    out = text.format(
        camera=camera, offset=offer["written"], agreeing=words.number(offer["agreeing"]),
        photos=words.number(offer["photos"]), spread=words.number(offer["spread_s"], 0),
    )  # fmt: skip
    if offer["zone_s"]:
        zone = translate("Photos", "wrong time zone by {hours} h")
        out += " · " + zone.format(hours=words.number(offer["zone_s"] / 3600))
    return out
