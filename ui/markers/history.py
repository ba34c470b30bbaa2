"""The history of a marker in lines: when, who, what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from greenshield.domain import fields
from ui import words
from ui.markers import words_of
from ui.words import capital, field_name, translate

_QUIET = frozenset(("marker_id", "photos", "source_sha256", "inspector", "area_id"))


def lines(entries: Iterable[Mapping[str, Any]]) -> list[str]:
    """One line an event, the newest first."""
    return [_line(entry) for entry in reversed(list(entries))]


def _line(entry: Mapping[str, Any]) -> str:
    kind = entry["entity_type"]
    what = {
        ("created", "marker"): translate("Markers", "listed"),
        ("created", "marker_check"): translate("Markers", "inspected"),
        ("fields_set", "marker"): translate("Markers", "corrected"),
        ("voided", "marker"): translate("Markers", "voided"),
        ("restored", "marker"): translate("Markers", "put back"),
        ("voided", "marker_check"): translate("Markers", "inspection voided"),
        ("restored", "marker_check"): translate("Markers", "inspection put back"),
    }.get((entry["kind"], kind), entry["kind"])
    told = [_fact(kind, name, value) for name, value in entry["fields"].items()]
    parts = [words.moment(entry["at"]), entry["actor"], what]
    parts += filter(None, (*told, entry["reason"]))
    return "　".join(filter(None, parts))


def _fact(kind: str, name: str, value: Any) -> str:
    if name in _QUIET or value in (None, "", []):
        return ""
    spec = fields.specs(kind).get(name)
    if spec is None:
        return ""
    shown = words.label(spec.code_table, str(value)) if spec.code_table else str(value)
    if name in ("lon", "lat") and isinstance(value, float):
        shown = f"{value:.6f}"
    return f"{capital(field_name(kind, name))}: {shown}"


def facts(found: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Name and value of each fact, those that there are."""
    held = found["fields"]
    listed = words_of.condition(held["condition"]) if held["condition"] else ""
    if listed and held["condition_on"]:
        listed = f"{listed} ({words.day(held['condition_on'])})"
    out = [
        (field_name("marker", "marker_kind"), words_of.kind(found["marker_kind"] or "")),
        (field_name("marker", "area_id"), found["area"] or ""),
        (field_name("marker", "place_name"), found["place_name"] or ""),
        (field_name("marker", "division_code"), found["division_code"] or ""),
        (translate("Markers", "position"), words_of.place(found["lon"], found["lat"])),
        (field_name("marker", "set_on"), words.day(found["set_on"])),
        (field_name("marker", "set_by"), found["set_by"] or ""),
        (field_name("marker", "condition"), listed),
        (field_name("marker", "remark"), found["remark"] or ""),
        (field_name("marker", "source_file"), found["source_file"] or ""),
        (field_name("marker", "source_crs"), found["source_crs"] or ""),
    ]
    return [(capital(name), value) for name, value in out if value]
