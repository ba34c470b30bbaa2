"""Everything about a photo in two columns: name and value, group by group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ui import words
from ui.photos import words_of
from ui.words import translate

# Names of ``PhotoFacts`` in the order of the table; the rest follows under its own name.
_FILE_FIRST = ("make", "model", "lens", "focal_35mm", "software")
_SKIPPED = frozenset({
    "file_type", "width", "height", "orientation", "taken_at", "taken_at_offset",
    "taken_at_source", "lon", "lat", "altitude_m", "azimuth_deg", "azimuth_ref",
    "position_source", "position_error_m",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the table; one without a value is the heading of a group."""

    name: str
    value: str = ""
    is_heading: bool = False


def facts(told: dict[str, Any]) -> list[Fact]:
    """The lines for what ``calls.show`` tells."""
    out = [*_time_and_place(told), *_ties(told), *_file(told), *_camera(told["exif"])]
    return [f for f in out if f.value or f.is_heading]


def degrees(lon: float | None, lat: float | None) -> str:
    """A position, longitude first as in the ledger."""
    if lon is None or lat is None:
        return translate("Photos", "No position")
    east = translate("Photos", "E") if lon >= 0 else translate("Photos", "W")
    north = translate("Photos", "N") if lat >= 0 else translate("Photos", "S")
    return translate("Photos", "{lon}°\u00a0{east}, {lat}°\u00a0{north}").format(
        lon=f"{abs(lon):.6f}", lat=f"{abs(lat):.6f}", east=east, north=north
    )


def _time_and_place(told: dict[str, Any]) -> list[Fact]:
    name = _namer("photo")
    azimuth = ""
    if told.get("azimuth_deg") is not None:
        ref = {
            "T": translate("Photos", "true north"), "M": translate("Photos", "magnetic north"),
        }.get(str(told.get("azimuth_ref")), "")  # fmt: skip
        facing = words_of.direction(told["azimuth_deg"])
        azimuth = f"{words.number(told['azimuth_deg'], 1)}° · {facing}"
        azimuth += f" ({ref})" if ref else ""
    error, altitude = told.get("position_error_m"), told.get("altitude_m")
    pitch = told.get("pitch_deg")
    return [
        Fact(translate("Photos", "Time and place"), is_heading=True),
        Fact(name("taken_at"), _seconds(told.get("taken_at") or "")),
        Fact(name("taken_at_source"), words.label("time_source", told.get("taken_at_source"))),
        Fact(translate("Photos", "Position"), degrees(told.get("lon"), told.get("lat"))),
        Fact(name("position_source"), words.label("position_source", told.get("position_source"))),
        Fact(name("position_error_m"), "" if error is None else words.length(error)),
        Fact(name("altitude_m"), "" if altitude is None else words.length(altitude)),
        Fact(name("azimuth_deg"), azimuth),
        Fact(name("pitch_deg"), "" if pitch is None else f"{words.number(pitch, 1)}°"),
        *(Fact(translate("Photos", "Remark"), words_of.remark(w)) for w in told["warnings"]),
        *_acceptance(told.get("accepted")),
    ]


def _acceptance(accepted: dict[str, Any] | None) -> list[Fact]:
    if accepted is None:
        return []
    value = f"{accepted['by']}: {accepted['note']}"
    if not accepted["stands"]:
        void = translate("Photos", "void: position or time changed since")
        value = f"{value} ({void})"
    return [Fact(words.field_name("photo", "accepted_by"), value)]


def _ties(told: dict[str, Any]) -> list[Fact]:
    return [*_of_issues(told), *_of_markers(told)]


def _of_markers(told: dict[str, Any]) -> list[Fact]:
    found = told.get("markers") or []
    if not found:
        return []
    numbers = words.listed(each["number"] for each in found)
    return [
        Fact(translate("Photos", "Boundary markers"), is_heading=True),
        Fact(translate("Photos", "Inspection of"), numbers),
    ]


def _of_issues(told: dict[str, Any]) -> list[Fact]:
    if not told["tags"]:
        return []
    out = [Fact(translate("Photos", "Issues"), is_heading=True)]
    for tag in told["tags"]:
        doubt = tag.get("doubt")
        counts = translate("Photos", "counts as evidence")
        verdict = counts if doubt is None else words.sentence(doubt[0], doubt[1])
        as_what = words_of.tie(tag["issue"], tag["phase"], words_of.kind(tag["kind"]))
        out.append(Fact(as_what, verdict))
    return out


def _file(told: dict[str, Any]) -> list[Fact]:
    name, exif = _namer("photo"), told["exif"]
    width, height = told.get("width"), told.get("height")
    size = f"{width} × {height}" if width and height else ""
    origins = [
        f"{o['file']} · {o['by']} · {words.moment(o['at'])}" for o in told.get("origins", ())
    ]
    broken = told.get("exif_error")
    path = told.get("path") or translate("Photos", "The original is missing")
    return [
        Fact(translate("Photos", "File"), is_heading=True),
        Fact(name("name"), told.get("file") or ""),
        Fact(name("file_type"), told.get("file_type") or ""),
        Fact(translate("Photos", "Pixels"), size),
        Fact(name("orientation"), str(exif.get("orientation", ""))),
        Fact(name("size"), words.file_size(told["size"]) if told.get("size") else ""),
        Fact(translate("Photos", "SHA-256"), told["sha256"]),
        Fact(translate("Photos", "Original"), path),
        *(Fact(translate("Photos", "Imported"), origin) for origin in origins),
        Fact(translate("Photos", "Damage"), "" if broken is None else words.sentence(*broken)),
    ]


def _camera(exif: dict[str, Any]) -> list[Fact]:
    names = {
        "make": words.field_name("photo", "make"),
        "model": words.field_name("photo", "model"),
        "lens": translate("Photos", "Lens"),
        "focal_35mm": translate("Photos", "Focal length (35 mm), mm"),
        "software": translate("Photos", "Software"),
        "gps_at": words.field_name("photo", "gps_at"),
        "dop": translate("Photos", "Dilution of precision"),
        "datum": words.field_name("photo", "datum"),
        "gimbal_yaw": translate("Photos", "Gimbal yaw, °"),
        "gimbal_pitch": translate("Photos", "Gimbal pitch, °"),
        "relative_altitude_m": translate("Photos", "Height above take-off, m"),
    }
    order = [n for n in _FILE_FIRST if n in exif]
    order += [n for n in exif if n not in _FILE_FIRST and n not in _SKIPPED]
    if not order:
        return []
    out = [Fact(translate("Photos", "Camera, as the file says"), is_heading=True)]
    for key in order:
        value = exif[key]
        told = words.number(value) if isinstance(value, int | float) else str(value)
        out.append(Fact(names.get(key, key), _seconds(told) if key == "gps_at" else told))
    return out


def _seconds(iso: str) -> str:
    """A moment to the second: what is compared with a clock."""
    return iso.replace("T", " ")


def _namer(kind: str) -> Any:
    def name(field: str) -> str:
        return words.field_name(kind, field)

    return name
