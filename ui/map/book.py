"""What the window knows of the features of each layer, by the canvas's numbers."""

from __future__ import annotations

import numpy as np

from ui.map.faces import Face
from ui.map.layer_data import Flags, Floats, Ints, Styles
from ui.map.pack import HIDDEN
from ui.map.shown import Extras
from ui.map.style import Style


class Page:
    """One layer's features.

    Attributes:
        styles: the names of styles.
        style: of each feature, whether it is shown or not, shape (features,).
        anchors: where a label may stand, metres, shape (features, 2).
        azimuths: of photos, degrees, NaN where unknown.
        fovs: of photos, their angles of view.
        hidden: names of styles that the user has put away.
        face: what the layer is called and how it looks.
    """

    def __init__(self, extras: Extras, hidden: set[str], face: Face) -> None:
        self.face = face
        self.styles = extras.styles
        self.style = extras.style.copy()
        self._labels = extras.labels
        self.anchors, self.azimuths, self.fovs = extras.anchors, extras.azimuths, extras.fovs
        self.hidden = hidden

    def label(self, feature: int) -> str:
        """A feature's number or name, "" where it has none."""
        return str(self._labels[feature])

    def has_label(self, features: Ints) -> Flags:
        """Which features have one."""
        out: Flags = self._labels[features] != ""
        return out

    def style_name(self, feature: int) -> str:
        """The name of a feature's style."""
        return self.styles[int(self.style[feature])]

    def palette(self) -> list[Style]:
        """The looks of its styles, in their order."""
        return [self.face.look(style) for style in self.styles]

    def counts(self) -> dict[str, int]:
        """How many features each style has that has any, in the order of styles."""
        there = np.isfinite(self.anchors[:, 0])  # both sides are numbers, or none
        found = np.bincount(self.style[there], minlength=len(self.styles))
        return {name: int(n) for name, n in zip(self.styles, found, strict=False) if n}

    def shown(self) -> Styles:
        """The styles that the canvas draws: those put away are not drawn nor hit."""
        out = self.style.copy()
        for at, name in enumerate(self.styles):
            if name in self.hidden:
                out[self.style == at] = HIDDEN
        return out

    def renew(self, features: Ints, extras: Extras) -> None:
        """Takes what is new of features, some of which may be new themselves.

        Args:
            features: their numbers, shape (n,); new ones follow those that are there.
            extras: of these features, in the same order.
        """
        more = max(int(features.max(initial=-1)) + 1 - len(self.style), 0)
        self.style = np.concatenate([self.style, np.zeros(more, np.uint8)])
        self._labels = np.concatenate([self._labels, np.full(more, "", np.str_)])
        self.anchors = np.concatenate([self.anchors, np.full((more, 2), np.nan)])
        width = max(self._labels.dtype.itemsize, extras.labels.dtype.itemsize) // 4
        self._labels = self._labels.astype(f"U{max(width, 1)}", copy=False)
        self.style[features] = extras.style
        self._labels[features] = extras.labels
        self.anchors[features] = extras.anchors
        if len(extras.azimuths):
            self.azimuths = _grown(self.azimuths, len(self.style))
            self.azimuths[features] = extras.azimuths
        if len(extras.fovs):
            self.fovs = _grown(self.fovs, len(self.style))
            self.fovs[features] = extras.fovs


def _grown(values: Floats, size: int) -> Floats:
    return np.concatenate([values, np.full(size - len(values), np.nan)])


class Book:
    """All layers' pages, by the layer's name."""

    def __init__(self) -> None:
        self._pages: dict[str, Page] = {}

    def put(self, name: str, page: Page) -> None:
        """In place of the one that is there."""
        self._pages[name] = page

    def page(self, name: str) -> Page | None:
        """A layer's page; None while it is not read."""
        return self._pages.get(name)

    def remove(self, name: str) -> None:
        """Forgets a layer; nothing where it isn't there."""
        self._pages.pop(name, None)

    def names(self) -> list[str]:
        """The layers that are read."""
        return list(self._pages)

    def clear(self) -> None:
        """Forgets all."""
        self._pages.clear()
