"""Writes shapes as a zip of shapefiles, with a table that tells what the short names mean.

A shapefile's attribute name has ten bytes, a text 254. GDAL cuts a longer text at that byte without
a word, in the middle of a character too, and writes what an encoding lacks as a question mark. So
texts are fitted here, and each one that loses something is told.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import fiona
from shapely.geometry import mapping

from greenshield.domain.errors import Problem
from greenshield.formats import shapefile_names
from greenshield.formats.shapes_out import Shape, ShapeColumn, by_layer

ENCODINGS: Final = ("utf-8", "gbk")
_BYTES: Final = 254
_DIGITS: Final = 17  # that tell any two numbers apart
_LIKE: Final = {"gbk": "GBK", "utf-8": "UTF-8"}
_GEOMETRY: Final = {"patches": "Polygon", "lines": "LineString", "points": "Point"}
_PARTS: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # of every member, so that equal content gives equal bytes


def as_zip(
    shapes: Sequence[Shape], columns: Sequence[ShapeColumn], file: str, encoding: str, about: str
) -> tuple[bytes, list[Problem]]:
    """A zip of one shapefile a layer, and a table of the columns' names.

    Args:
        shapes: what to write.
        columns: of their values.
        file: the zip's name, for remarks.
        encoding: of texts, one of ``ENCODINGS``.
        about: name of the table of names, without its ending.

    Returns:
        The zip, and a remark for each text that was cut or lost a character.
    """
    fitted = _Fitted(columns, file, encoding)
    content = io.BytesIO()
    with (
        tempfile.TemporaryDirectory() as scratch,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as bundle,
    ):
        for layer, found in by_layer(shapes).items():
            _write_layer(Path(scratch), layer, found, fitted, columns, encoding)
            for suffix in _PARTS:
                part = Path(scratch) / f"{layer}{suffix}"
                if suffix == ".cpg":
                    part.write_text(_LIKE[encoding], "ascii")
                bundle.writestr(zipfile.ZipInfo(part.name, _EPOCH), part.read_bytes())
        table = zipfile.ZipInfo(f"{about}.csv", _EPOCH)
        bundle.writestr(table, shapefile_names.content((c.short, c.name, c.label) for c in columns))
    return content.getvalue(), fitted.problems


class _Fitted:
    """Texts as a table of that encoding holds them; what is lost is noted."""

    def __init__(self, columns: Sequence[ShapeColumn], file: str, encoding: str) -> None:
        self._columns = columns
        self._file = file
        self._encoding = encoding
        self.problems: list[Problem] = []

    def record(self, shape: Shape) -> dict[str, Any]:
        """The values by short name."""
        return {
            column.short: self._value(shape, column, value)
            for column, value in zip(self._columns, shape.values, strict=True)
        }

    def _value(self, shape: Shape, column: ShapeColumn, value: Any) -> Any:
        if isinstance(value, bool):
            return int(value)
        if not isinstance(value, str):
            return value
        data = value.encode(self._encoding, "replace")
        foreign = [c for c in value if c.encode(self._encoding, "ignore") == b""]
        if foreign:
            letters = "".join(dict.fromkeys(foreign))[:20]
            self._tell("export_letters_lost", shape, column, letters=letters)
        if len(data) <= _BYTES:
            return data.decode(self._encoding)
        kept = data[:_BYTES].decode(self._encoding, "ignore")
        self._tell("export_text_cut", shape, column, kept=len(kept), whole=len(value))
        return kept

    def _tell(self, code: str, shape: Shape, column: ShapeColumn, **params: Any) -> None:
        params |= {"number": shape.key, "short": column.short}
        self.problems.append(Problem(code, self._file, None, column.label, params, fatal=False))


def _write_layer(
    folder: Path,
    layer: str,
    shapes: Sequence[Shape],
    fitted: _Fitted,
    columns: Sequence[ShapeColumn],
    encoding: str,
) -> None:
    records = [(shape, fitted.record(shape)) for shape in shapes]
    schema = {
        "geometry": _GEOMETRY[layer],
        "properties": {c.short: _width(c, [r for _, r in records], encoding) for c in columns},
    }
    with fiona.open(
        folder / f"{layer}.shp", "w", driver="ESRI Shapefile", crs="EPSG:4490", schema=schema,
        encoding=_LIKE[encoding],
    ) as out:  # fmt: skip
        out.writerecords(
            {"geometry": mapping(shape.geometry), "properties": record} for shape, record in records
        )


def _width(column: ShapeColumn, records: Sequence[dict[str, Any]], encoding: str) -> str:
    if column.type != "str":
        if column.type == "float":
            values = (abs(record[column.short] or 0) for record in records)
            whole = len(str(int(max(values, default=0))))
            return f"float:{_DIGITS + 3}.{max(0, _DIGITS - whole)}"
        return {"int": "int:18", "bool": "int:1"}[column.type]
    texts = (record[column.short] or "" for record in records)
    return f"str:{max(1, *(len(text.encode(encoding)) for text in texts))}"
