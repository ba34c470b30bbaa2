"""What a file holds, in words: how much, where, in which system and why, in which encoding."""

from __future__ import annotations

from greenshield.domain.layer_preview import LayerPreview
from ui.words import length, line, listed, number, plural, translate

_TOLD_M = 0.1  # finer than that nobody asks
_PROBLEMS = 4


def told(seen: LayerPreview) -> str:
    """The facts, one a line."""
    lines = [_count(seen), _where(seen), _system(seen)]
    if seen.encoding:
        lines.append(_encoding(seen))
    if seen.known:
        lines.append(
            translate("Layers", "The project has this layer already: what you say of it changes.")
        )
    lines += _remarks(seen)
    return "\n".join(lines)


def _count(seen: LayerPreview) -> str:
    words = {
        "Point": translate("Layers", "{n} points"),
        "LineString": translate("Layers", "{n} lines"),
        "Polygon": translate("Layers", "{n} areas"),
        "GeometryCollection": translate("Layers", "{n} collections"),
    }
    kinds = [
        words.get(kind, kind + " {n}").format(n=number(many)) for kind, many in seen.kinds.items()
    ]
    out = translate("Layers", "Features: {kinds}; {n} vertices.").format(
        kinds=listed(kinds), n=number(seen.vertices)
    )
    if seen.without_shape:
        out += " " + plural(
            seen.without_shape,
            translate("Layers", "{n} without a shape is left out."),
            translate("Layers", "{n} without a shape are left out."),
        ).format(n=number(seen.without_shape))
    return out


def _where(seen: LayerPreview) -> str:
    west, south, east, north = (f"{b:.4f}°" for b in seen.bounds)
    return translate("Layers", "Extent: {west} to {east} east, {south} to {north} north.").format(
        west=west, east=east, south=south, north=north
    )


def _system(seen: LayerPreview) -> str:
    why = {
        "declared": translate("Layers", "as the file declares"),
        "numbers": translate("Layers", "the file declares none; its numbers fit only this"),
        "given": translate("Layers", "as you say"),
    }.get(seen.crs_source, seen.crs_source)
    name = seen.crs
    if seen.crs_name and seen.crs_name != seen.crs:
        name = f"{seen.crs} ({seen.crs_name})"
    out = translate("Layers", "Coordinate system: {crs}, {why}.").format(crs=name, why=why)
    if seen.crs_accuracy_m is None:
        return out + " " + translate("Layers", "How exact the positions are is not known.")
    if seen.crs_accuracy_m >= _TOLD_M:
        exact = translate("Layers", "Positions are exact to {metres}.")
        out += " " + exact.format(metres=length(seen.crs_accuracy_m))
    return out


def _encoding(seen: LayerPreview) -> str:
    how = {
        "format": translate("Layers", "as its format has it"),
        "declared": translate("Layers", "as the file declares"),
        "hint": translate("Layers", "as the file says, and its bytes agree"),
        "content": translate("Layers", "as its bytes tell"),
        "ascii": translate("Layers", "it has no other letters than those of ASCII"),
        "given": translate("Layers", "as you say"),
    }.get(seen.encoding_source, seen.encoding_source)
    return translate("Layers", "Encoding: {encoding}, {how}.").format(
        encoding=seen.encoding, how=how
    )


def _remarks(seen: LayerPreview) -> list[str]:
    shown = [f"· {line(p.code, p.params)}" for p in seen.problems[:_PROBLEMS]]
    left = len(seen.problems) - _PROBLEMS
    if left > 0:
        shown.append(translate("Layers", "… and {n} more remarks").format(n=number(left)))
    return shown
