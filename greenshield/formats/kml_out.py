"""Writes shapes as KML 2.2 (OGC 07-147r2): a folder a layer, a style a code, facts as a table.

Programs read the facts as extended data, with their codes; people see them in words in the balloon
of a place, which a description of HTML fills (2.3.1 there). Readers of ours pass over that one.

fiona's GDAL has no driver that writes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from lxml import etree
from shapely.geometry.base import BaseGeometry

from greenshield.formats.shapes_out import Shape, ShapeColumn, by_layer

BALLOON: Final = "<table class='greenshield'>"
"""What a description begins with that only says in words what stands beside it."""
_NS: Final = "http://www.opengis.net/kml/2.2"
_TYPES: Final = {"str": "string", "int": "int", "float": "double", "bool": "bool"}


def as_kml(
    title: str,
    shapes: Sequence[Shape],
    columns: Sequence[ShapeColumn],
    colours: Mapping[str, str],
    folders: Mapping[str, str],
) -> bytes:
    """The document, in UTF-8.

    Args:
        title: of the document.
        shapes: lon/lat; EPSG:4490 is taken as WGS 84, from which it differs by centimetres.
        columns: of their values.
        colours: style code -> ``#RRGGBB``; a shape of another style has the first one's.
        folders: layer -> its name.
    """
    root = etree.Element(_tag("kml"), nsmap={None: _NS})
    document = _add(root, "Document")
    _add(document, "name", text=title)
    for code, colour in colours.items():
        _style(document, code, colour)
    schema = _add(document, "Schema", name="issue", id="issue")
    for column in columns:
        field = _add(schema, "SimpleField", type=_TYPES[column.type], name=column.name)
        _add(field, "displayName", text=column.label)
    first = next(iter(colours), "")
    for layer, found in by_layer(shapes).items():
        folder = _add(document, "Folder")
        _add(folder, "name", text=folders.get(layer, layer))
        for shape in found:
            _placemark(folder, shape, columns, shape.style if shape.style in colours else first)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _style(document: Any, code: str, colour: str) -> None:
    red, green, blue = (colour[n : n + 2] for n in (1, 3, 5))
    style = _add(document, "Style", id=code)
    icon = _add(style, "IconStyle")
    _add(icon, "color", text=f"ff{blue}{green}{red}")
    _add(icon, "scale", text="0.9")
    line = _add(style, "LineStyle")
    _add(line, "color", text=f"ff{blue}{green}{red}")
    _add(line, "width", text="2")
    _add(_add(style, "PolyStyle"), "color", text=f"66{blue}{green}{red}")


def _placemark(folder: Any, shape: Shape, columns: Sequence[ShapeColumn], style: str) -> None:
    mark = _add(folder, "Placemark")
    _add(mark, "name", text=shape.title or shape.key)
    if shape.words:
        _add(mark, "description", text=_balloon(shape.words))
    if style:
        _add(mark, "styleUrl", text=f"#{style}")
    data = _add(_add(mark, "ExtendedData"), "SchemaData", schemaUrl="#issue")
    for column, value in zip(columns, shape.values, strict=True):
        if value is not None:
            told = str(int(value)) if isinstance(value, bool) else str(value)
            _add(data, "SimpleData", text=told, name=column.name)
    _geometry(mark, shape.geometry)


def _balloon(words: Sequence[tuple[str, str]]) -> str:
    cells = "".join(
        f"<tr><th align='left'>{escape(head)}</th><td>{escape(told)}</td></tr>"
        for head, told in words
    )
    return f"{BALLOON}{cells}</table>"


def _geometry(parent: Any, shape: BaseGeometry) -> None:
    parts = getattr(shape, "geoms", None)
    if parts is not None:
        many = parent if len(parts) == 1 else _add(parent, "MultiGeometry")
        for part in parts:
            _geometry(many, part)
    elif shape.geom_type == "Polygon":
        polygon = _add(parent, "Polygon")
        for name, ring in (
            ("outerBoundaryIs", shape.exterior),
            *(("innerBoundaryIs", hole) for hole in shape.interiors),
        ):
            _coordinates(_add(_add(polygon, name), "LinearRing"), ring)
    else:
        _coordinates(_add(parent, "Point" if shape.geom_type == "Point" else "LineString"), shape)


def _coordinates(parent: Any, line: Any) -> None:
    _add(parent, "coordinates", text=" ".join(f"{at[0]!r},{at[1]!r}" for at in line.coords))


def _tag(name: str) -> str:
    return f"{{{_NS}}}{name}"


def _add(parent: Any, tag: str, /, *, text: str | None = None, **attributes: str) -> Any:
    made = etree.SubElement(parent, _tag(tag), attributes)
    if text is not None:
        made.text = _sound(text)
    return made


def _sound(text: str) -> str:
    """A text without what XML can't carry."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff"
                   and c not in "\ufffe\uffff"))  # fmt: skip
