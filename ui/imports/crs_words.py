"""Coordinate systems, and how one was decided on, in the window's words."""

from __future__ import annotations

import re

from greenshield.domain.import_preview import AreaPreview
from ui.words import length, plural, translate

_TOLD_M = 0.1  # finer than that nobody asks
# "CGCS2000 / 3-degree Gauss-Kruger zone 42", "CGCS2000 / Gauss-Kruger CM 123E".
_GAUSS = re.compile(r"(.+) / (?:(\d)-degree )?Gauss-Kruger (zone|CM) (\w+)")


def crs_called(name: str) -> str:
    """A system's name in EPSG's register, which is English, in the window's words."""
    found = _GAUSS.fullmatch(name)
    if found is None:
        return name
    datum, degrees, kind, which = found.groups()
    if kind == "zone":
        said = translate("Imports", "{datum}, Gauss-Krüger {degrees}°, zone {which}")
    else:
        said = translate("Imports", "{datum}, Gauss-Krüger {degrees}°, central meridian {which}")
    return said.format(datum=datum, degrees=degrees or "6", which=which)


def common_systems() -> dict[str, str]:
    """What files here come in most: CGCS2000 and WGS 84, and the 3° zones of CGCS2000.

    EPSG:4513 to 4533 have the number of the zone (25 to 45) before x, 4534 to 4554 have not.
    """
    out = {"EPSG:4490": "CGCS2000", "EPSG:4326": "WGS 84"}
    for zone in range(25, 46):
        out[f"EPSG:{4488 + zone}"] = crs_called(f"CGCS2000 / 3-degree Gauss-Kruger zone {zone}")
    for zone in range(25, 46):
        name = f"CGCS2000 / 3-degree Gauss-Kruger CM {3 * zone}E"
        out[f"EPSG:{4509 + zone}"] = crs_called(name)
    return out


def decision(seen: AreaPreview) -> str:
    """The coordinate system with its reason, the encoding with its, what was mended."""
    why = {
        "declared": translate("Imports", "as the file declares"),
        "corrected": translate("Imports", "what the file declares contradicts its numbers"),
        "numbers": translate("Imports", "the file declares none; its numbers fit only this"),
        "given": translate("Imports", "as you say"),
    }.get(seen.crs_source, seen.crs_source)
    called = crs_called(seen.crs_name)
    name = f" ({called})" if called and called != seen.crs else ""
    lines = [
        translate("Imports", "Coordinate system: {crs}, {why}.").format(
            crs=f"{seen.crs}{name}", why=why
        )
    ]
    if seen.crs_accuracy_m is None:
        lines[0] += " " + translate("Imports", "How exact the positions are nobody can say.")
    elif seen.crs_accuracy_m >= _TOLD_M:
        lines[0] += " " + translate("Imports", "Positions are exact to {metres}.").format(
            metres=length(seen.crs_accuracy_m)
        )
    how = {
        "declared": translate("Imports", "as the file declares"),
        "hint": translate("Imports", "as its driver says"),
        "content": translate("Imports", "as its bytes tell"),
        "given": translate("Imports", "as you say"),
    }.get(seen.encoding_source, "")
    told_encoding = translate("Imports", "Encoding: {encoding}").format(encoding=seen.encoding)
    lines.append(f"{told_encoding}, {how}" if how else told_encoding)
    if seen.repaired:
        lines.append(
            plural(
                seen.repaired,
                translate("Imports", "{n} outline was mended."),
                translate("Imports", "{n} outlines were mended."),
            )
        )
    return "\n".join(lines)
