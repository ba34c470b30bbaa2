"""The EPSG code of a coordinate system, looked up once."""

from __future__ import annotations

from functools import lru_cache

from pyproj import CRS

__all__ = ["code_of"]


@lru_cache(maxsize=128)
def code_of(crs: CRS) -> int | None:
    """The code that PROJ is sure of, None where no code fits.

    For one that was not made of its code PROJ goes through all that are like it: half a second
    for a projected system that is none of them, and one file asks several times.
    """
    code = crs.to_epsg()
    return None if code is None else int(code)
