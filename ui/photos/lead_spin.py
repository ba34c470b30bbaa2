"""How far a patch must stand out for photos to be tied to it by themselves."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtWidgets import QSpinBox, QWidget

from greenshield import settings
from greenshield.domain.errors import GreenShieldError
from ui.words import translate

_STEP = 5


class LeadSpin(QSpinBox):
    """The threshold in per cent, a setting of this machine, as ``greenshield settings`` has it."""

    def __init__(self, parent: QWidget) -> None:
        """Shows what is set."""
        super().__init__(parent)
        self.setObjectName("photos.import.lead")
        self.setRange(round(settings.LEAST_AUTO_TAG * 100), round(settings.MOST_AUTO_TAG * 100))
        self.setSingleStep(_STEP)
        self.setSuffix(" %")
        self._set = round(100 * settings.DEFAULT_AUTO_TAG)
        with suppress(GreenShieldError):  # a damaged file is told where it is written
            self._set = round(100 * settings.load().auto_tag)
        self.setValue(self._set)

    def retranslate(self) -> None:
        """Sets its texts."""
        default = round(100 * settings.DEFAULT_AUTO_TAG)
        tip = translate(
            "Photos", "How far the match of the best issue must lie above the next one's. The "
            "higher, the fewer photos are tied wrongly, and the more are left to you; usually "
            "{default} %. Kept for this computer."
        )  # fmt: skip
        self.setToolTip(tip.format(default=default))

    def keep(self) -> None:
        """Writes what was chosen, where it was changed.

        Raises:
            GreenShieldError: the settings can't be read or written.
        """
        if self.value() != self._set:
            settings.save(settings.load().with_auto_tag_lead(self.value() / 100))
            self._set = self.value()
