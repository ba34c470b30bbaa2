"""The day that a picture of the ground is of, as files tell it.

No standard tag says when imagery was taken: TIFFTAG_DATETIME is by the standard the time of
making the file, and MBTiles has no key at all. What is read here is shown with where it stood,
and people can correct it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from greenshield.domain.dates import day_of, parse_partial

FROM_TAG, FROM_METADATA, FROM_NAME, FROM_USER = "tag", "metadata", "name", "user"

# Keys that producers of tile sets write, most telling first; compared without case, "-" and "_".
_KEYS: Final = (
    *("acquisitiondate", "acquisition", "imagerydate", "imagedate", "capturedate", "captured"),
    *("date", "datetime", "timestamp"),
)
_TIFF_TIME = re.compile(r"^(\d{4})[:\-/](\d{2})[:\-/](\d{2})(?:[ T]\d{2}:\d{2}(?::\d{2})?)?")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")
_IN_NAME = re.compile(
    r"(?<!\d)((?:19[5-9]|20\d)\d)(?:[-_.年]?(0[1-9]|1[0-2])(?:[-_.月]?(0[1-9]|[12]\d|3[01])日?)?)?月?"
    r"(?!\d)"
)


def of_tag(text: str) -> str:
    """ISO date of a TIFF's time (``2022:01:17 10:43:43``), "" where it is none."""
    match = _TIFF_TIME.match(text.strip("\0 "))
    return (day_of("-".join(match.groups())) or "") if match else ""


def of_metadata(metadata: Mapping[str, str]) -> str:
    """ISO date, whole or partial, out of the metadata of a tile set; "" where it has none."""
    plain = {re.sub(r"[-_ ]", "", key).casefold(): value for key, value in metadata.items()}
    for key in _KEYS:
        found = _of_value(plain.get(key, ""))
        if found:
            return found
    return ""


def of_name(stem: str) -> str:
    """A date that stands in a file's name, to be offered and never taken unasked; or ""."""
    whole = [m for m in _IN_NAME.finditer(stem) if m[2]]
    match = whole[0] if whole else _IN_NAME.search(stem)
    if match is None:
        return ""
    return parse_partial("-".join(part for part in match.groups() if part)) or ""


def _of_value(text: str) -> str:
    text = text.strip()[:64]
    if _EPOCH.match(text):
        seconds = int(text) / (1000 if len(text) == 13 else 1)
        return day_of(datetime.fromtimestamp(seconds, UTC).isoformat()) or ""
    return parse_partial(text) or of_tag(text)
