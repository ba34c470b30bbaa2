"""What people say of a basemap, read and checked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from greenshield.domain import dates
from greenshield.domain.errors import UsageError
from greenshield.formats.basemaps import DATUMS
from greenshield.services.basemap_book import Entry


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person says of a basemap that is added.

    Attributes:
        name: what to call it; "" for the file's own title or name.
        date: of which day it is, whole or partial; "" for what the file tells.
        crs: ``EPSG:n``, for a GeoTIFF that says none or a wrong one.
        datum: of ``DATUMS``: the shift of a web map that it is in.
        link: whether the file stays where it is.
    """

    name: str = ""
    date: str = ""
    crs: str = ""
    datum: str = ""
    link: bool = False


def described(entry: Entry, wishes: Wishes) -> Entry:
    """An entry with what a person says of it; what is left empty stays.

    Raises:
        UsageError: ``basemap_date_unclear``, ``basemap_datum_unknown``.
    """
    said: dict[str, str] = {key: getattr(wishes, key) for key in ("name", "date", "crs", "datum")}
    kept: dict[str, Any] = {key: checked(key, value) for key, value in said.items() if value}
    return replace(entry, **kept)


def checked(key: str, value: str) -> str:
    """What a person says, as it is kept.

    Raises:
        UsageError: ``basemap_date_unclear``, ``basemap_datum_unknown``.
    """
    value = " ".join(value.split())
    if key == "date" and value:
        date = dates.parse_partial(value)
        if date is None:
            raise UsageError("basemap_date_unclear", given=value[:80])
        return date
    if key == "datum" and value and value not in DATUMS:
        raise UsageError("basemap_datum_unknown", given=value[:80], known=", ".join(DATUMS))
    return value.upper() if key == "crs" else value[:200]
