"""Which bands of a raster make its colours, and how their values become 0 to 255."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from rasterio.enums import ColorInterp
from rasterio.windows import Window

from greenshield.formats import geotiff_gdal
from greenshield.formats.basemaps_pieces import Pixels

_LOW, _HIGH = 2.0, 98.0  # percentiles that become black and white, as image viewers have it
_SIDE = 160  # pixels of each of the windows that are sampled
_GRID = 5  # of them, across and down
_DEPTHS: Final = frozenset(
    {"uint8", "uint16", "int16", "uint32", "int32", "float32", "float64", "int8"}
)


@dataclass(frozen=True, slots=True)
class Colours:
    """How a raster is coloured.

    Attributes:
        bands: the numbers of one (grey, palette) or three (red, green, blue) bands.
        alpha: the number of the band that holds the opacity, or 0.
        palette: (n, 4) uint8, or None.
        low, high: what becomes 0 and 255, a value for each band; () where bytes stay as they are.
    """

    bands: tuple[int, ...]
    alpha: int = 0
    palette: Pixels | None = None
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()

    def applied(self, values: npt.NDArray[Any], opacity: npt.NDArray[Any]) -> Pixels:
        """Values as a picture.

        Args:
            values: (bands, height, width) of the raster's own type.
            opacity: (height, width), 0 where nothing is.
        """
        seen = _opacity(opacity)
        if values.dtype.kind == "f":
            seen = np.where(np.isfinite(values).all(axis=0), seen, 0).astype(np.uint8)
        if self.palette is not None:
            index = np.clip(values[0], 0, len(self.palette) - 1).astype(np.intp)
            out: Pixels = self.palette[index]
            out[..., 3] = np.minimum(out[..., 3], seen)
            return out
        out = np.empty((*values.shape[1:], 4), np.uint8)
        for channel in range(3):
            number = channel if len(self.bands) == 3 else 0
            out[..., channel] = self._bytes(values[number], number)
        out[..., 3] = seen
        return out

    def _bytes(self, band: npt.NDArray[Any], number: int) -> Pixels:
        if not self.low:
            plain: Pixels = band.astype(np.uint8, copy=False)
            return plain
        low, high = self.low[number], self.high[number]
        with np.errstate(invalid="ignore", over="ignore"):
            scaled = (band.astype(np.float32) - low) * np.float32(255.0 / (high - low))
        # What is no number is transparent, whatever colour it gets.
        out: Pixels = np.nan_to_num(scaled, nan=0.0).clip(0, 255).astype(np.uint8)
        return out


def of(dataset: Any) -> Colours | None:
    """The colours of an open raster; None where its values are no colours (complex numbers).

    Raises:
        any of ``geotiff_gdal.FAILURES``: it can't be read.
    """
    kinds = dataset.colorinterp
    places = {kind: number for number, kind in reversed(list(enumerate(kinds, start=1)))}
    alpha = places.get(ColorInterp.alpha, 0)
    if ColorInterp.palette in places:
        bands: tuple[int, ...] = (places[ColorInterp.palette],)
        return Colours(bands, alpha, _palette(dataset, bands[0]))
    rgb = [places.get(kind) for kind in (ColorInterp.red, ColorInterp.green, ColorInterp.blue)]
    others = [number for number in range(1, dataset.count + 1) if number != alpha]
    if None not in rgb:
        bands = tuple(number for number in rgb if number)
    else:
        bands = tuple(others[:3] if len(others) >= 3 else others[:1])
    depths = {dataset.dtypes[band - 1] for band in bands}
    if not bands or not depths <= _DEPTHS:
        return None
    if depths == {"uint8"}:
        return Colours(bands, alpha)
    low, high = _stretch(dataset, bands)
    return Colours(bands, alpha, None, low, high)


def _palette(dataset: Any, band: int) -> Pixels:
    table = dataset.colormap(band)
    out = np.zeros((max(table, default=0) + 1, 4), np.uint8)
    for number, colour in table.items():
        out[number] = colour
    return out


def _stretch(dataset: Any, bands: tuple[int, ...]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Percentiles of a sample of windows: a whole read would take minutes on a large raster."""
    found: list[list[npt.NDArray[Any]]] = [[] for _ in bands]
    wide, high = min(_SIDE, dataset.width), min(_SIDE, dataset.height)
    rows = sorted({round(f) for f in np.linspace(0, dataset.height - high, _GRID)})
    columns = sorted({round(f) for f in np.linspace(0, dataset.width - wide, _GRID)})
    for row in rows:
        for column in columns:
            window = Window(column, row, wide, high)
            try:
                read = dataset.read(list(bands), window=window, masked=True)
            except geotiff_gdal.FAILURES:
                continue  # a damaged block: the others tell
            for number, band in enumerate(read):
                values = band.compressed().astype(np.float64)
                found[number].append(values[np.isfinite(values)])
    lows, highs = [], []
    for parts in found:
        values = np.concatenate(parts) if parts else np.empty(0)
        low, top = np.percentile(values, (_LOW, _HIGH)) if len(values) else (0.0, 1.0)
        lows.append(float(low))
        highs.append(float(top if top > low else low + 1.0))
    return tuple(lows), tuple(highs)


def _opacity(alpha: npt.NDArray[Any]) -> Pixels:
    if alpha.dtype == np.uint8:
        return alpha
    out: Pixels = np.where(alpha > 0, 255, 0).astype(np.uint8)
    return out
