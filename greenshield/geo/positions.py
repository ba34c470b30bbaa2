"""A position as people read it: degrees, degrees-minutes-seconds, a Gauss–Krüger 3° zone.

Standard library and numbers alone, so that a window may follow the mouse. The transverse Mercator
is Krüger's series in the third flattening to the sixth order (C. Karney, *Transverse Mercator with
an accuracy of a few nanometers*, J. Geodesy 85, 2011, equations 7 to 11, 35, 36); within a zone it
is true to far below a millimetre. CGCS2000, scale 1 on the central meridian, 500 km false easting.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from greenshield.geo import degree_zones
from greenshield.geo.ellipsoid import A, E, F

_N: Final = F / (2 - F)
_RADIUS: Final = A / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64 + _N**6 / 256)
_FORWARD: Final = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16 + 41 * _N**4 / 180 - 127 * _N**5 / 288
    + 7891 * _N**6 / 37800,
    13 * _N**2 / 48 - 3 * _N**3 / 5 + 557 * _N**4 / 1440 + 281 * _N**5 / 630
    - 1983433 * _N**6 / 1935360,
    61 * _N**3 / 240 - 103 * _N**4 / 140 + 15061 * _N**5 / 26880 + 167603 * _N**6 / 181440,
    49561 * _N**4 / 161280 - 179 * _N**5 / 168 + 6601661 * _N**6 / 7257600,
    34729 * _N**5 / 80640 - 3418889 * _N**6 / 1995840,
    212378941 * _N**6 / 319334400,
)  # fmt: skip
_FALSE_EASTING: Final = 500_000.0


@dataclass(frozen=True, slots=True)
class GaussKrueger:
    """A position in a 3° zone of CGCS2000.

    Attributes:
        zone: 25 to 45; the central meridian is three times as much.
        northing: metres from the equator (X of Chinese surveying).
        easting: metres, 500 km on the central meridian, without the zone's number (Y).
    """

    zone: int
    northing: float
    easting: float

    @property
    def prefixed(self) -> float:
        """The easting with the zone's number before it: eight digits."""
        return self.zone * 1_000_000 + self.easting


def gauss_krueger(lon: float, lat: float) -> GaussKrueger | None:
    """Degrees lon/lat in the 3° zone that they fall into; None outside 73.5° to 136.5° E."""
    if not (73.5 <= lon < 136.5 and abs(lat) < 84):
        return None
    zone = degree_zones.zone_of(lon)
    phi, lam = math.radians(lat), math.radians(lon - 3 * zone)
    tau = math.tan(phi)
    sigma = math.sinh(E * math.atanh(E * tau / math.hypot(1.0, tau)))
    conformal = tau * math.hypot(1.0, sigma) - sigma * math.hypot(1.0, tau)
    xi = math.atan2(conformal, math.cos(lam))
    eta = math.asinh(math.sin(lam) / math.hypot(conformal, math.cos(lam)))
    north, east = xi, eta
    for j, alpha in enumerate(_FORWARD, start=1):
        north += alpha * math.sin(2 * j * xi) * math.cosh(2 * j * eta)
        east += alpha * math.cos(2 * j * xi) * math.sinh(2 * j * eta)
    return GaussKrueger(zone, _RADIUS * north, _RADIUS * east + _FALSE_EASTING)


def degrees(lon: float, lat: float, decimals: int = 6) -> str:
    """Such as ``126.534210°E 43.412345°N``; six decimals are a decimetre."""
    east = f"{abs(lon):.{decimals}f}°{'W' if lon < 0 else 'E'}"
    return f"{east} {abs(lat):.{decimals}f}°{'S' if lat < 0 else 'N'}"


def dms(lon: float, lat: float, decimals: int = 2) -> str:
    """Such as ``126°32′03.16″E 43°24′44.44″N``; two decimals are three decimetres."""
    east = _sexagesimal(abs(lon), decimals) + ("W" if lon < 0 else "E")
    return f"{east} {_sexagesimal(abs(lat), decimals)}{'S' if lat < 0 else 'N'}"


def _sexagesimal(value: float, decimals: int) -> str:
    ticks = round(value * 3600 * 10**decimals)  # rounded once: never 60″
    whole, part = divmod(ticks, 10**decimals)
    minutes, seconds = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{part:0{decimals}d}" if decimals else ""
    return f"{hours}°{minutes:02d}′{seconds:02d}{fraction}″"
