"""What the fields of a foreign table are called, where the catalogue of the domain has no name."""

from __future__ import annotations

from ui.words import capital, field_name, translate


def name_of(field: str, kind: str = "issue") -> str:
    """A field's name for a list."""
    own = _names().get(field)
    return capital(own or field_name(kind, field))


def group(code: str) -> str:
    """The heading of a group of the ledger's fields."""
    return {
        "place": translate("Imports", "Numbers and place"),
        "substance": translate("Imports", "What it is"),
        "dispatch": translate("Imports", "Dispatch and state"),
        "plan": translate("Imports", "Rectification"),
        "closing": translate("Imports", "Closing"),
        "other": translate("Imports", "Others"),
    }.get(code, code)


def _names() -> dict[str, str]:
    axes = {
        "lon": translate("Imports", "longitude"), "lat": translate("Imports", "latitude")
    }  # fmt: skip
    parts = {
        "deg": translate("Imports", "degrees"), "min": translate("Imports", "minutes"),
        "sec": translate("Imports", "seconds"),
    }  # fmt: skip
    names = {
        f"{axis}_{part}": translate("Imports", "{axis}, {part}").format(axis=word, part=unit)
        for axis, word in axes.items()
        for part, unit in parts.items()
    }
    return names | {
        "external_no": translate("Imports", "outside number"),
        "campaign_name": translate("Imports", "campaign (name)"),
        "area_name": translate("Imports", "protected area (name)"),
        "area_code": translate("Imports", "protected area (code)"),
        "province_name": translate("Imports", "province"),
        "city_name": translate("Imports", "city"),
        "county_name": translate("Imports", "county"),
        "inspector_name": translate("Imports", "inspector (name)"),
        "checked_on": translate("Imports", "checked on"),
        "check_true": translate("Imports", "check: true or not"),
        "lonlat": translate("Imports", "longitude and latitude in one cell"),
        "x": translate("Imports", "x (map coordinates)"),
        "y": translate("Imports", "y (map coordinates)"),
        "shape_text": translate("Imports", "corners or shape as text"),
        "state": translate("Imports", "state"),
        "measure": translate("Imports", "measure or activity"),
        "space": translate("Imports", "space it holds for"),
    }
