"""Takes the shift of a Chinese web map off a vector file, and tells of files that have one.

Files from such maps call themselves WGS 84 and stand 100 to 700 m off. Nothing in the numbers
tells; a person has to say so, or the file's own attributes give its maker away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from greenshield.domain.errors import Problem, UsageError
from greenshield.formats.vectors import VectorFile
from greenshield.geo.shift import Degrees, from_bd09, from_gcj02

_SHIFTS: Final[dict[str, tuple[str, Callable[[Degrees, Degrees], tuple[Degrees, Degrees]]]]] = {
    "gcj02": ("GCJ-02", from_gcj02),
    "bd09": ("BD-09", from_bd09),
}
DATUMS: Final = tuple(_SHIFTS)
"""What a person may say that positions are in."""

_DATAV: Final = ("acroutes", "childrenNum", "centroid")  # one of them, beside ``adcode``


def unshifted(file: VectorFile, datum: str | None) -> VectorFile:
    """The file with its shapes in EPSG:4490, where a person says what they are in.

    Without that, a remark (``vector_from_web_map``) on a file that has the attributes of DataV's
    administrative boundaries, which are GCJ-02.

    Args:
        file: as read.
        datum: one of ``DATUMS``, or None.

    Raises:
        UsageError: ``datum_unknown``.
    """
    if not datum:
        return _with_remark(file)
    if datum not in _SHIFTS:
        raise UsageError("datum_unknown", given=datum, known=", ".join(DATUMS))
    name, back = _SHIFTS[datum]

    def moved(xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(back(xy[:, 0], xy[:, 1]))

    features = [
        f if f.geometry is None else replace(f, geometry=shapely.transform(f.geometry, moved))
        for f in file.features
    ]
    params = {"crs": name, "declared": file.crs}
    remark = Problem("vector_datum_shifted", file.name, params=params, fatal=False)
    return replace(
        file, features=features, crs=name, crs_source="given", problems=[*file.problems, remark]
    )


def _with_remark(file: VectorFile) -> VectorFile:
    keys = file.features[0].attributes if file.features else {}
    if "adcode" not in keys or not any(name in keys for name in _DATAV):
        return file
    remark = Problem("vector_from_web_map", file.name, fatal=False)
    return replace(file, problems=[*file.problems, remark])
