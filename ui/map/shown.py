"""What the window is told of a layer beside its shapes: numbers and names, places for them, looks.

Imports numpy alone, for it crosses the pipe between the two processes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ui.map.layer_data import Floats, LayerData, Styles, Texts
from ui.map.pack import Pack


@dataclass(frozen=True, slots=True)
class Extras:
    """Beside the shapes of features, in the layer's order.

    Attributes:
        styles: the names of styles; a feature's style is a place in it.
        style: of each feature, shape (features,).
        labels: numbers and names, shape (features,).
        anchors: where a label may stand, Web Mercator metres, shape (features, 2), NaN for nowhere.
        azimuths: of photos, degrees clockwise from north, NaN where unknown; else empty.
        fovs: of photos, their angles of view, degrees; else empty.
    """

    styles: tuple[str, ...]
    style: Styles
    labels: Texts
    anchors: Floats
    azimuths: Floats = field(default_factory=lambda: np.zeros(0))
    fovs: Floats = field(default_factory=lambda: np.zeros(0))


@dataclass(frozen=True, slots=True)
class Shown:
    """A whole layer."""

    pack: Pack
    extras: Extras


@dataclass(frozen=True, slots=True)
class Renewed:
    """Features of a layer that are new or changed; those that are gone have no ring.

    ``data`` and ``extras`` are in one order, those that are gone at the end.
    """

    data: LayerData
    extras: Extras

    def without_strangers(self, known: set[str]) -> tuple[LayerData, Extras]:
        """Without those that are gone and were never there.

        Args:
            known: the ids that the layer has.
        """
        data, extras = self.data, self.extras
        keep = np.isin(np.arange(len(data)), data.owner)
        keep |= np.fromiter((one in known for one in data.id_list()), bool, len(data))
        if keep.all():
            return data, extras
        style, azimuths, fovs = data.style[keep], extras.azimuths, extras.fovs
        kept = Extras(
            extras.styles,
            style,
            extras.labels[keep],
            extras.anchors[keep],
            azimuths[keep] if len(azimuths) else azimuths,
            fovs[keep] if len(fovs) else fovs,
        )
        ids = np.asarray(data.ids)[keep]
        return LayerData(
            data.name, data.kind, ids, data.xy, data.ring_starts, data.owner, style
        ), kept
