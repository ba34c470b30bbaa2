"""Layers as they were kept at the last opening, shown until the worker has read them anew."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

import numpy as np

from greenshield.domain.errors import GreenShieldError
from ui.map import store
from ui.map.shown import Extras, Shown


def keep(folder: Path, shown: Shown) -> None:
    """Keeps a layer's coarse levels; without numbers and names, which can wait.

    A full disk or a folder that may not be written in costs the next opening a second, no more.
    """
    extras, pack = shown.extras, shown.pack
    digest = hashlib.blake2b(digest_size=16)
    photos = (extras.azimuths, extras.fovs)
    for array in (pack.id_bytes, extras.style, extras.anchors, *photos, pack.boxes):
        digest.update(np.ascontiguousarray(array).tobytes())
    arrays: store.Arrays = {
        "style": extras.style,
        "anchors": extras.anchors,
        "azimuths": extras.azimuths,
        "fovs": extras.fovs,
    }
    with suppress(GreenShieldError):
        store.keep(folder, pack, digest.hexdigest(), {"styles": list(extras.styles)}, arrays)


def fetch(folder: Path, name: str) -> Shown | None:
    """The layer that was kept last; None where there is none, or it doesn't hold together."""
    found = store.fetch(folder, name)
    if found is None:
        return None
    styles, arrays, many = found.about.get("styles"), found.arrays, len(found.pack)
    style, anchors = arrays.get("style"), arrays.get("anchors")
    azimuths, fovs = arrays.get("azimuths"), arrays.get("fovs", np.zeros(0))
    if not isinstance(styles, list) or style is None or anchors is None or azimuths is None:
        return None
    sound = (
        style.shape == (many,)
        and style.dtype == np.uint8
        and int(style.max(initial=0)) < max(len(styles), 1)
        and anchors.shape == (many, 2)
        and azimuths.shape in ((many,), (0,))
        and fovs.shape in ((many,), (0,))
    )
    if not sound:
        return None
    labels = np.zeros(many, dtype="U1")
    names = tuple(str(each) for each in styles)
    extras = Extras(names, style, labels, anchors.astype(np.float64), azimuths.astype(np.float64),
                    fovs.astype(np.float64))  # fmt: skip
    return Shown(found.pack, extras)
