"""The transformation from any coordinate system to EPSG:4490 lon/lat, and how exact it is.

- CGCS2000 to CGCS2000: the projection's mathematics alone, under a millimetre.
- WGS 84 and other realisations of ITRS: within 1 m. Both frames are ITRF at some epoch; what
  parts them is plate motion since 2000.0, under a metre, and nobody publishes parameters.
- Xian 1980 and Beijing 1954: their parameters are not public, so latitudes and longitudes are
  carried over as they stand, which may be wrong by more than 100 m. Parameters in the file's own
  WKT (``TOWGS84``) are used. EPSG's few operations for these datums are of single oil fields:
  using them where a file happens to touch one would part it from its neighbours.
- Any other datum: PROJ's best operation to WGS 84 there, with the accuracy that EPSG states.
"""

from __future__ import annotations

import warnings

from pyproj import CRS, Transformer
from pyproj.transformer import AreaOfInterest, TransformerGroup

from greenshield.geo import gauss_kruger as gk
from greenshield.geo.provinces import Box

TARGET = 4490
_SAME_DATUM_M, _ITRF_M, _OWN_PARAMETERS_M = 0.001, 1.0, 5.0


def plain(crs: CRS) -> Transformer:
    """From a CRS, x before y, to lon/lat degrees on its own datum.

    PROJ finds this at once, while it searches for a third of a second for a way from one
    datum to another, to end with carrying the degrees over where there is none.
    """
    base = crs.source_crs if crs.is_bound else crs
    geodetic = base.geodetic_crs if base is not None else None
    if geodetic is None or any(a.unit_name != "degree" for a in geodetic.axis_info):
        geodetic = CRS.from_epsg(TARGET)
    return Transformer.from_crs(base or crs, geodetic, always_xy=True)


def best(crs: CRS, area: Box | None) -> tuple[Transformer, float | None]:
    """The transformer from a CRS to EPSG:4490 lon/lat degrees, x before y, and its accuracy.

    Args:
        crs: a geographic, projected or bound CRS.
        area: where the shapes lie, roughly, in degrees; None where unknown.

    Returns:
        The transformer, and metres, or None where nobody can say how exact it is.
    """
    wgs84 = CRS.from_epsg(4326)
    if crs.is_bound:
        return Transformer.from_crs(crs, wgs84, always_xy=True), _OWN_PARAMETERS_M
    datum = gk.datum_of(crs)
    if datum is not None:
        return plain(crs), _SAME_DATUM_M if datum is gk.CGCS2000 else None
    base = crs.geodetic_crs
    if base is not None and base.datum is not None and "World Geodetic System" in base.datum.name:
        return plain(crs), _ITRF_M
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a better operation may need a grid that is not here
        group = TransformerGroup(
            crs, wgs84, always_xy=True, area_of_interest=None if area is None else _aoi(area)
        )
    for transformer in group.transformers:
        accuracy = transformer.accuracy
        return transformer, accuracy + _ITRF_M if accuracy is not None and accuracy >= 0 else None
    return Transformer.from_crs(crs, wgs84, always_xy=True), None


def _aoi(box: Box) -> AreaOfInterest | None:
    if not (-180 <= box.west <= box.east <= 180 and -90 <= box.south <= box.north <= 90):
        return None
    return AreaOfInterest(box.west, box.south, box.east, box.north)
