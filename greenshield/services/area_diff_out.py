"""Two compared versions as a file: a layer for a GIS, or a table, by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from greenshield import atomic, messages, reference
from greenshield.domain.errors import UsageError
from greenshield.formats import vectors_out
from greenshield.reports import plain_table
from greenshield.reports.plain_table import Cell
from greenshield.services import area_diff
from greenshield.services.area_diff import AreaChange

LAYERS: Final = (".geojson", ".json", ".gpkg")
TABLES: Final = (".csv", ".xlsx")
_LAYER: Final = "difference"
_SHOWN_M2: Final = 0.005


def write(changes: Sequence[AreaChange], file: Path, lang: str) -> None:
    """Writes the file whole or not at all.

    Args:
        changes: as :func:`area_diff.compare` gives them.
        file: with an ending of ``LAYERS`` or ``TABLES``.
        lang: of a table's words, ``zh`` or ``en``.

    Raises:
        UsageError: ``area_diff_ending_unknown``.
        SurroundingsError: no room, no permission.
    """
    content = _WRITERS.get(file.suffix.casefold())
    if content is None:
        known = ", ".join((*LAYERS, *TABLES))
        raise UsageError("area_diff_ending_unknown", file=str(file), known=known)
    atomic.write(file, content(changes, lang), shared=True)


def table(changes: Sequence[AreaChange], lang: str) -> tuple[list[str], list[list[Cell]]]:
    """Heads and rows: of each boundary the whole, the core, the zones, then each change.

    Where edges are long, the whole as the list of boundaries measures it stands beside it.
    """
    heads = messages.text("area_diff_heads", {}, lang).split("|")
    return heads, [row for one in changes for row in _rows(one, lang)]


def _rows(one: AreaChange, lang: str) -> list[list[Cell]]:
    words = reference.code_tables()
    d = one.difference
    kind = words.label("area_kind", one.kind, lang)
    called: list[Cell] = [kind, one.called, one.name]

    def row(
        what: str, before: float | None, after: float | None, was: str = "", now: str = "",
        verdict: str = "", m2: float | None = None,
    ) -> list[Cell]:  # fmt: skip
        told = messages.text(f"area_diff_row_{what}", {}, lang)
        change = after - before if before is not None and after is not None else m2
        zones = [words.label("zone", code, lang) if code else "" for code in (was, now)]
        return [*called, told, *zones, before, after, change, verdict]

    verdict = _judged(one.is_kept, d.before_m2, d.after_m2, lang)
    out = [row("whole", d.before_m2, d.after_m2, verdict=verdict)]
    if one.is_coarse:
        out.append(row("geodesic", *d.geodesic_m2))
    if one.core_before_m2 is not None or one.core_after_m2 is not None:
        verdict = _judged(one.is_core_kept, one.core_before_m2, one.core_after_m2, lang)
        out.append(row("core", one.core_before_m2, one.core_after_m2, verdict=verdict))
    for code in dict.fromkeys([*d.zones_before_m2, *d.zones_after_m2]):
        before, after = d.zones_before_m2.get(code, 0.0), d.zones_after_m2.get(code, 0.0)
        out.append(row("zone", before, after, code, code))
    out += [row(c.kind, None, None, c.before, c.after, m2=c.m2) for c in d.changes]
    return out


def _judged(kept: bool | None, before: float | None, after: float | None, lang: str) -> str:
    """The verdict in words; a loss that is shown and is none is explained."""
    code = {True: "kept", False: "shrunk", None: "unknown"}[kept]
    if kept and before is not None and after is not None and before - after >= _SHOWN_M2:
        code = "rounding"
    return messages.text(f"area_diff_judged_{code}", {}, lang)


def _geojson(changes: Sequence[AreaChange], _: str) -> bytes:
    return vectors_out.as_geojson(area_diff.layer(changes))


def _geopackage(changes: Sequence[AreaChange], _: str) -> bytes:
    return vectors_out.as_geopackage(area_diff.layer(changes), _LAYER)


def _csv(changes: Sequence[AreaChange], lang: str) -> bytes:
    return plain_table.as_csv(*table(changes, lang))


def _xlsx(changes: Sequence[AreaChange], lang: str) -> bytes:
    title = messages.text("area_diff_title", {}, lang)
    return plain_table.as_xlsx(title, *table(changes, lang))


_WRITERS: Final[dict[str, Callable[[Sequence[AreaChange], str], bytes]]] = {
    ".geojson": _geojson,
    ".json": _geojson,
    ".gpkg": _geopackage,
    ".csv": _csv,
    ".xlsx": _xlsx,
}
