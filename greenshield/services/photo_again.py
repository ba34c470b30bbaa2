"""What a file brings of a photo that the project has already: a time by its name, no new datum."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from greenshield.domain import dates
from greenshield.formats.photos import PhotoFacts
from greenshield.services import photo_direction, photo_facts, photo_proven

DATUM_KEPT: Final = "photo_datum_kept"
NAMES_DIFFER: Final = "photo_name_times_differ"
_BY_NAME: Final = "filename"
_OF_NAME: Final = "photo_time_from_name"
_OF_FILE: Final = ("exif", "xmp")
_WGS84: Final = "wgs84"

Remark = tuple[str, dict[str, Any]]


def datum_kept(fields: Mapping[str, Any], facts: PhotoFacts, given: str) -> list[Remark]:
    """Says where a photo stands by another datum than the one of this import, which it keeps.

    Args:
        fields: of the photo.
        facts: of the file that comes in.
        given: one of ``photo_facts.DATUMS``.
    """
    if facts.lon is None or fields.get("position_source") not in _OF_FILE:
        return []
    known = fields.get("datum")
    kept = str(known) if known in photo_facts.SHIFTED else _WGS84
    return [] if kept == given else [(DATUM_KEPT, {"kept": kept, "given": given})]


def time_by_name(
    fields: Mapping[str, Any], facts: PhotoFacts
) -> tuple[dict[str, Any], list[Remark]]:
    """The time that another name of the same bytes tells: as fields where there was none.

    Where a name told one before it stays, and another one is told.

    Args:
        fields: of the photo.
        facts: of the file that comes in.

    Returns:
        Fields to set, none where nothing changes, and remarks.
    """
    if facts.taken_at is None or facts.taken_at_source != _BY_NAME:
        return {}, []
    if fields.get("taken_at") is None:
        timed = _timed(fields, facts)
        return timed, [(code, params) for code, params in photo_proven.future(timed)]
    if fields.get("taken_at_source") != _BY_NAME:
        return {}, []
    kept = dates.china_time(fields["taken_at"], str(fields.get("taken_at_offset") or ""))
    other = dates.china_time(facts.taken_at, facts.taken_at_offset or "")
    if kept == other:
        return {}, []
    return {}, [(NAMES_DIFFER, {"kept": kept.replace("T", " "), "other": other.replace("T", " ")})]


def _timed(fields: Mapping[str, Any], facts: PhotoFacts) -> dict[str, Any]:
    time = {"taken_at": facts.taken_at, "taken_at_source": _BY_NAME}
    if facts.taken_at_offset:
        time["taken_at_offset"] = facts.taken_at_offset
    found = fields.get("warnings")
    known = found if isinstance(found, list) else []
    told = [w for w in known if photo_facts.warning_code(w) != _OF_NAME]
    return {
        **time,
        **photo_direction.retimed(fields, time),
        "warnings": [*told, [_OF_NAME, {}], *photo_proven.future(time)],
    }
