"""Everything about a photo in two columns: name and value, group by group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from greenshield.domain import dates, doubtful
from ui import words
from ui.photos import words_of
from ui.words import translate

_SAME_S = 2  # the camera's clock tells whole seconds, and the satellites' time is some old
_DATUMS = {"gcj02": "GCJ-02", "bd09": "BD-09", "wgs84": "WGS 84", "wgs-84": "WGS 84"}


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the table; one without a value is the heading of a group.

    Attributes:
        name: what it is.
        value: what is known.
        is_heading: it names the lines below it.
        icon: a drawing before its value, "" for none.
        role: of the drawing's colour.
    """

    name: str
    value: str = ""
    is_heading: bool = False
    icon: str = ""
    role: str = "muted"


def facts(told: dict[str, Any]) -> list[Fact]:
    """The lines for what ``calls.show`` tells; what nobody knows is left out."""
    groups = (
        (translate("Photos", "Worth a look, no verdict"), _remarks(told)),
        (translate("Photos", "Time"), _time(told)),
        (translate("Photos", "Place"), _place(told)),
        (translate("Photos", "View"), _view(told)),
        (translate("Photos", "Issues"), _of_issues(told)),
        (translate("Photos", "Boundary markers"), _of_markers(told)),
        (translate("Photos", "Camera"), _camera(told)),
        (translate("Photos", "File"), _file(told)),
    )
    out: list[Fact] = []
    for heading, lines in groups:
        known = [line for line in lines if line.value]
        if known:
            out += [Fact(heading, is_heading=True), *known]
    return out


def degrees(lon: float | None, lat: float | None) -> str:
    """A position, longitude first as in the ledger."""
    if lon is None or lat is None:
        return translate("Photos", "No position")
    east = translate("Photos", "E") if lon >= 0 else translate("Photos", "W")
    north = translate("Photos", "N") if lat >= 0 else translate("Photos", "S")
    return translate("Photos", "{lon}°\u00a0{east}, {lat}°\u00a0{north}").format(
        lon=f"{abs(lon):.6f}", lat=f"{abs(lat):.6f}", east=east, north=north
    )


def _remarks(told: dict[str, Any]) -> list[Fact]:
    """What is odd, each with what to do about it: warnings, never verdicts."""
    out = []
    for name, some in (
        (translate("Photos", "By the file itself"), told["warnings"]),
        (translate("Photos", "Beside other photos and tracks"), told.get("doubts", ())),
    ):
        for code, params in some:
            remedy = words.remedy(code, {"file": "", "name": "", **params})
            line = "\n".join(filter(None, (words_of.remark((code, params)), remedy)))
            out.append(Fact(name, line, icon="warning", role="warning"))
    broken = told.get("exif_error")
    if broken is not None:
        out.append(Fact(translate("Photos", "Damage"), words.sentence(*broken), icon="error",
                        role="danger"))  # fmt: skip
    return out


def _time(told: dict[str, Any]) -> list[Fact]:
    name = _namer("photo")
    offset = told.get("taken_at_offset") or ""
    camera = translate("Photos", "UTC{offset}").format(offset=offset) if offset else ""
    return [
        Fact(name("taken_at"), _seconds(told.get("taken_at") or "")),
        _source(
            "time_source",
            name("taken_at_source"),
            told.get("taken_at_source"),
            in_doubt=doubtful.is_time(_codes(told)),
        ),
        Fact(translate("Photos", "Camera's time zone"), camera),
        Fact(name("gps_at"), _seconds(_local(told.get("gps_at")))),
        Fact(translate("Photos", "Camera's clock"), _clock(told)),
        *_acceptance(told.get("accepted")),
    ]


def _clock(told: dict[str, Any]) -> str:
    """How the camera's time differs from the satellites'."""
    camera, satellites = told.get("taken_at"), _local(told.get("gps_at"))
    if not camera or not satellites or told.get("taken_at_source") == "gps":
        return ""
    try:
        off = datetime.fromisoformat(camera[:19]) - datetime.fromisoformat(satellites[:19])
    except ValueError:
        return ""
    seconds = round(off.total_seconds())
    if abs(seconds) <= _SAME_S:
        return translate("Photos", "as the satellites'")
    if seconds > 0:
        told_so = translate("Photos", "{time} ahead of the satellites'")
    else:
        told_so = translate("Photos", "{time} behind the satellites'")
    return told_so.format(time=words.duration(abs(seconds)))


def _place(told: dict[str, Any]) -> list[Fact]:
    name = _namer("photo")
    error, above = told.get("position_error_m"), told.get("relative_altitude_m")
    datum = str(told.get("datum") or "")
    altitude = told.get("altitude_m")
    source = str(told.get("position_source") or "")
    return [
        Fact(translate("Photos", "Position"), degrees(told.get("lon"), told.get("lat"))),
        _source(
            "position_source",
            name("position_source"),
            source,
            in_doubt=doubtful.is_place(source, _codes(told)),
        ),
        Fact(name("position_error_m"), "" if error is None else f"± {words.length(error)}"),
        Fact(name("dop"), _number(told.get("dop"))),
        Fact(name("datum"), _DATUMS.get(datum.casefold(), datum)),
        Fact(name("altitude_m"), "" if altitude is None else words.length(altitude)),
        Fact(name("relative_altitude_m"), "" if above is None else words.length(above)),
    ]


def _view(told: dict[str, Any]) -> list[Fact]:
    """Which way it looks: as read, and from true north with how that was found."""
    name = _namer("photo")
    read, true = told.get("azimuth_deg"), told.get("azimuth_true_deg")
    turned = told.get("azimuth_source") == "magnetic"
    declination = told.get("declination_deg")
    model = str(told.get("declination_model") or "")
    told_decl = "" if declination is None else " · ".join(filter(None, (_turn(declination), model)))
    distance = told.get("subject_distance_m")
    out = []
    if true is not None:
        facing = words_of.direction(true)
        out.append(Fact(name("azimuth_true_deg"), f"{words.number(true, 1)}° · {facing}"))
        out.append(
            Fact(name("azimuth_source"), words.label("azimuth_source", told.get("azimuth_source")))
        )
    if read is not None:
        ref = str(told.get("azimuth_ref") or "")
        value = f"{words.number(read, 1)}°"
        if true is None:
            value = f"{value} · {words_of.direction(read)}"
        out.append(Fact(translate("Photos", "Azimuth as read"), f"{value} ({_north(ref)})"))
    if turned or declination is not None:
        out.append(Fact(name("declination_deg"), told_decl))
    pitch, yaw = told.get("pitch_deg"), told.get("gimbal_yaw_deg")
    return [
        *out,
        Fact(name("pitch_deg"), "" if pitch is None else f"{words.number(pitch, 1)}°"),
        Fact(name("gimbal_yaw_deg"), "" if yaw is None else f"{words.number(yaw, 1)}°"),
        Fact(name("subject_distance_m"), "" if distance is None else words.length(distance)),
    ]


def _turn(degrees_east: float) -> str:
    """A declination: how far magnetic north lies from true north, and to which side."""
    value = f"{words.number(abs(degrees_east), 1)}°"
    side = translate("Photos", "east") if degrees_east >= 0 else translate("Photos", "west")
    return translate("Photos", "{angle} to the {side}").format(angle=value, side=side)


def _north(ref: str) -> str:
    return {
        "T": translate("Photos", "true north"), "M": translate("Photos", "magnetic north"),
    }.get(ref, translate("Photos", "north not told"))  # fmt: skip


def _codes(told: dict[str, Any]) -> set[str]:
    """Of all that is remarked about a photo."""
    return {code for code, _ in (*told["warnings"], *told.get("doubts", ()))}


def _source(table: str, name: str, code: Any, *, in_doubt: bool) -> Fact:
    """Where something is from: measured, claimed by somebody, or in doubt."""
    if not code:
        return Fact(name)
    told = words_of.source(table, str(code), in_doubt=in_doubt)
    return Fact(name, told.text, icon=told.icon, role=told.role)


def _acceptance(accepted: dict[str, Any] | None) -> list[Fact]:
    if accepted is None:
        return []
    value = f"{accepted['by']}: {accepted['note']}"
    if not accepted["stands"]:
        void = translate("Photos", "void: position or time changed since")
        value = f"{value} ({void})"
    return [Fact(words.field_name("photo", "accepted_by"), value)]


def _of_markers(told: dict[str, Any]) -> list[Fact]:
    found = told.get("markers") or []
    if not found:
        return []
    numbers = words.listed(each["number"] for each in found)
    return [Fact(translate("Photos", "Inspection of"), numbers)]


def _of_issues(told: dict[str, Any]) -> list[Fact]:
    out = []
    for tag in told["tags"]:
        doubt = tag.get("doubt")
        counts = translate("Photos", "counts as evidence")
        verdict = counts if doubt is None else words.sentence(doubt[0], doubt[1])
        as_what = words_of.tie(tag["issue"], tag["phase"], words_of.kind(tag["kind"]))
        icon, role = ("ok", "ok") if doubt is None else ("warning", "warning")
        out.append(Fact(as_what, verdict, icon=icon, role=role))
    return out


def _file(told: dict[str, Any]) -> list[Fact]:
    name = _namer("photo")
    width, height = told.get("width"), told.get("height")
    size = f"{width} × {height}" if width and height else ""
    origins = [f"{o['file']}\n{o['by']} · {words.moment(o['at'])}" for o in told.get("origins", ())]
    path = told.get("path") or translate("Photos", "The original is missing")
    return [
        *(Fact(translate("Photos", "Imported"), origin) for origin in origins),
        Fact(name("file_type"), told.get("file_type") or ""),
        Fact(translate("Photos", "Pixels"), size),
        Fact(name("size"), words.file_size(told["size"]) if told.get("size") else ""),
        Fact(translate("Photos", "SHA-256"), told["sha256"]),
        Fact(translate("Photos", "Original"), path),
    ]


def _camera(told: dict[str, Any]) -> list[Fact]:
    """Of what the project knows; of photos imported before it did, what their file says."""
    name, exif = _namer("photo"), told["exif"]

    def known(field: str, of_file: str = "") -> Any:
        value = told.get(field)
        return exif.get(of_file or field) if value in (None, "") else value

    focal = known("focal_35mm")
    return [
        Fact(name("make"), str(known("make") or "")),
        Fact(name("model"), str(known("model") or "")),
        Fact(name("camera_serial"), str(known("camera_serial", "serial") or "")),
        Fact(name("lens"), str(known("lens") or "")),
        Fact(name("focal_35mm"), "" if focal is None else f"{words.number(focal)} mm"),
        Fact(name("software"), str(known("software") or "")),
        Fact(name("taker"), str(told.get("taker") or "")),
    ]


def _number(value: Any) -> str:
    return "" if value is None else str(words.number(value, 1))


def _local(moment: Any) -> str:
    """A moment of the satellites in Chinese time, as photos' times are told."""
    try:
        found = datetime.fromisoformat(str(moment)) if moment else None
    except ValueError:
        return ""
    if found is None:
        return ""
    aware = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
    return aware.astimezone(dates.CHINA).replace(tzinfo=None).isoformat(timespec="seconds")


def _seconds(iso: str) -> str:
    """A moment to the second: what is compared with a clock."""
    return iso.replace("T", " ")


def _namer(kind: str) -> Any:
    def name(field: str) -> str:
        return words.capital(words.field_name(kind, field))

    return name
