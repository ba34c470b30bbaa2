"""How far magnetic north lies from true north, by the World Magnetic Model of NOAA and the BGS.

The model of the time is taken (WMM2010, WMM2015v2, WMM2020, WMM2025), each for its own five
years. By the error model that comes with it a declination in China is good to 0.3° to 0.4°, far
better than a phone's compass. A day that no model covers has the nearest one that is covered: the
field moves by 0.1° or so a year, a hundredth of what leaving the declination out errs by in the
north-east. Where the horizontal field is weaker than 6,000 nT, round the magnetic poles, the model
warns of itself (its "blackout" and "caution" zones); nothing is told there. Evaluated by
pygeomag, a port of NOAA's own program.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

FIRST_YEAR: Final = 2010
LAST_YEAR: Final = 2029
NEWEST: Final = date(2025, 1, 1)  # from when the newest model holds
OUTSIDE_YEARS: Final = "photo_declination_no_model"
NEAR_POLE: Final = "photo_declination_near_pole"

_STEP: Final = 10  # places are rounded to tenths of a degree: below 60° within 0.1° of declination
_GUARD: Final = threading.Lock()  # pygeomag calculates in arrays of the model itself


@dataclass(frozen=True, slots=True)
class Declination:
    """The declination at one place in one month.

    Attributes:
        deg: from true to magnetic north, east positive, to a hundredth of a degree.
        model: by which, as "WMM2025".
        why_not: message code of why there is none, else "".
        remark: message code of what makes it less exact, else "".
    """

    deg: float = 0.0
    model: str = ""
    why_not: str = ""
    remark: str = ""


def declination(lon: float, lat: float, on: date) -> Declination:
    """The declination at sea level; altitude changes it by some hundredths of a degree.

    Args:
        lon: degrees, WGS 84.
        lat: degrees.
        on: the day; its month is what counts, for a year moves it by 0.1° or so.

    Returns:
        It, with the remark ``OUTSIDE_YEARS`` that of the nearest day which a model covers; or
        with ``why_not``: ``NEAR_POLE``.
    """
    near = min(max(on, date(FIRST_YEAR, 1, 1)), date(LAST_YEAR, 12, 31))
    found = _calculated(round(lon * _STEP), round(lat * _STEP), near.year, near.month)
    return found if near == on or found.why_not else replace(found, remark=OUTSIDE_YEARS)


@lru_cache(maxsize=4096)
def _calculated(lon: int, lat: int, year: int, month: int) -> Declination:
    return by_model(lon / _STEP, lat / _STEP, year + (month - 0.5) / 12)


def by_model(lon: float, lat: float, year: float, altitude_m: float = 0.0) -> Declination:
    """What the model says of one place and time, without rounding either.

    Args:
        lon: degrees, WGS 84.
        lat: degrees.
        year: decimal, ``FIRST_YEAR`` to the end of ``LAST_YEAR``.
        altitude_m: above the ellipsoid.
    """
    name, model = _model(int(year) // 5 * 5)
    with _GUARD:
        found = model.calculate(glat=lat, glon=lon, alt=altitude_m / 1000, time=year)
    if found.in_blackout_zone or found.in_caution_zone:
        return Declination(why_not=NEAR_POLE)
    return Declination(round(found.d, 2), name)


@lru_cache(maxsize=4)
def _model(epoch: int) -> tuple[str, Any]:
    """The model of five years, by coefficients that are Python modules: no file to be found."""
    from pygeomag import GeoMag

    if epoch == 2010:
        from pygeomag.wmm.wmm_2010 import WMM_2010 as DATA
    elif epoch == 2015:
        from pygeomag.wmm.wmm_2015v2 import WMM_2015v2 as DATA
    elif epoch == 2020:
        from pygeomag.wmm.wmm_2020 import WMM_2020 as DATA
    else:
        from pygeomag.wmm.wmm_2025 import WMM_2025 as DATA
    return str(DATA[0][1]).replace("-", ""), GeoMag(coefficients_data=DATA)
