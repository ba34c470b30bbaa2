"""A Shapefile's parts, looked at before GDAL reads them: whole or cut off, and in which encoding.

The main file (.shp) is all that is needed. Without the index (.shx), or with a wrong one,
one is made from the records themselves; without the table (.dbf) there are shapes only. Layout:
ESRI Shapefile Technical Description, July 1998.
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from greenshield.domain.errors import Problem, UnreadableError
from greenshield.formats import encodings
from greenshield.formats.encodings import Encoding
from greenshield.formats.vectors_dbf import Table, read_layout, sample_texts

_MAGIC = b"\x00\x00\x27\x0a"
_HEADER = 100  # bytes, of .shp and .shx alike
# dBASE language driver ids -> code pages; 0x57 ("current ANSI") says nothing.
_LANGUAGES = {
    **{0x13: "932", 0x4D: "936", 0x4E: "949", 0x4F: "950", 0x50: "874"},
    **{0x78: "950", 0x79: "949", 0x7A: "936", 0x7B: "932", 0x7C: "874"},
    **{0x64: "852", 0x65: "866", 0xC8: "1250", 0xC9: "1251", 0xCA: "1254", 0xCB: "1253"},
}


@dataclass(frozen=True, slots=True)
class Parts:
    """The files of one Shapefile that are fit to be read.

    Attributes:
        main: the .shp.
        index: the .shx's bytes where it has to be made, "" where ``index_file`` is sound.
        index_file, table: the .shx and .dbf, None where absent or of no use.
        projection: the text of the .prj (or QGIS's .qpj), "" where absent.
        encoding: of the table's texts and column names.
        problems: what is wrong with the parts.
    """

    main: Path
    index: bytes
    index_file: Path | None
    table: Path | None
    projection: str
    encoding: Encoding
    problems: tuple[Problem, ...]


def parts_of(main: Path, shown: str, encoding: str | None) -> Parts:
    """Look at a Shapefile's parts.

    Args:
        main: the .shp; its companions lie beside it under the same name, in any letter case.
        shown: the file's name as the user gave it, for problems.
        encoding: what a person says the table's encoding is, or None.

    Raises:
        UnreadableError: ``vector_truncated``, ``vector_damaged``.
        LookupError: ``encoding`` names none.
        OSError: a part can't be opened.
    """
    beside = _companions(main)
    problems: list[Problem] = []
    index, made = beside.get(".shx"), b""
    if index is not None and not _index_fits(main, index, shown):
        index = None
    if index is None:
        made = _index_of(main, _walk(main, shown))
        problems.append(Problem("vector_index_rebuilt", shown, fatal=False))
    table_file, table = beside.get(".dbf"), None
    if table_file is not None:
        table = read_layout(table_file, shown)
    if table is None:
        table_file = None
        problems.append(Problem("vector_table_missing", shown, fatal=False))
    found = Encoding("utf-8", "UTF-8", "ascii")
    if table_file is not None and table is not None:
        samples = sample_texts(table_file, table)
        found = encodings.decide(samples, _hints(beside.get(".cpg"), table), encoding)
    if found.overruled:
        params = {"claimed": found.overruled, "found": found.label}
        problems.append(Problem("vector_encoding_overruled", shown, params=params, fatal=False))
    prj = _projection(beside)
    return Parts(main, made, index, table_file, prj, found, tuple(problems))


def _companions(main: Path) -> dict[str, Path]:
    """Files beside the .shp with its name, by suffix in lower case; exact letter case first."""
    stem = main.name[: -len(main.suffix)] if main.suffix else main.name
    found: dict[str, Path] = {}
    for other in sorted(main.parent.iterdir()):
        if other.stem.casefold() != stem.casefold() or other.is_dir():
            continue
        suffix = other.suffix.casefold()
        if suffix not in found or other.stem == stem:
            found[suffix] = other
    return found


def _projection(beside: dict[str, Path]) -> str:
    """The .prj's text, or the .qpj's where the .prj holds no WKT."""
    texts = [
        _text(beside[suffix].read_bytes()[:65536])
        for suffix in (".prj", ".qpj")
        if suffix in beside
    ]
    good = [t for t in texts if t[:6].upper() in ("PROJCS", "GEOGCS", "PROJCR", "GEOGCR", "COMPD_")]
    return next(iter([*good, *texts]), "")


def _text(data: bytes) -> str:
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return data.decode("utf-16" if is_wide else "utf-8-sig", "replace").strip()


def _hints(cpg: Path | None, table: Table) -> list[str]:
    hints = []
    if cpg is not None and cpg.stat().st_size <= 64:  # a web page saved under that name is none
        hints.append(cpg.read_bytes().decode("latin-1"))
    if table.language in _LANGUAGES:
        hints.append(_LANGUAGES[table.language])
    return hints


def _index_fits(main: Path, index: Path, shown: str) -> bool:
    """True where every record that the index names lies in the .shp; False for a bad index.

    Raises:
        UnreadableError: ``vector_truncated``: the index is sound and the .shp is shorter.
    """
    data, size = index.read_bytes(), main.stat().st_size
    if len(data) < _HEADER or data[:4] != _MAGIC:
        return False
    usable = (len(data) - _HEADER) // 8 * 8
    entries = np.frombuffer(data, ">u4", usable // 4, _HEADER).reshape(-1, 2).astype(np.int64) * 2
    declared = struct.unpack(">I", data[24:28])[0] * 2
    if declared > len(data):
        return False
    ends = entries[:, 0] + entries[:, 1] + 8
    live = entries[:, 0] > 0
    if int(entries[live, 1].sum()) > size:  # it names records more than once
        return False
    if live.any() and (entries[live, 0] < _HEADER).any():
        return False
    if live.any() and int(ends[live].max()) > size:
        _walk(main, shown)  # says whether the index is wrong or the main file cut off
        return False
    return True


def _walk(main: Path, shown: str) -> list[tuple[int, int]]:
    """Offset and length of a .shp's records, in bytes, by going from one header to the next.

    Raises:
        UnreadableError: ``vector_damaged`` for another file, ``vector_truncated`` for half a one.
    """
    with main.open("rb") as stream:
        head = stream.read(_HEADER)
        size = stream.seek(0, 2)
        if len(head) < _HEADER or head[:4] != _MAGIC:
            raise UnreadableError("vector_damaged", file=shown, format="Shapefile")
        declared = struct.unpack(">I", head[24:28])[0] * 2
        found: list[tuple[int, int]] = []
        position = _HEADER
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
            while position + 8 <= size:
                length = struct.unpack_from(">I", data, position + 4)[0] * 2
                if length < 4:  # zeros to the end are padding
                    break
                if position + 8 + length > size:
                    raise UnreadableError("vector_truncated", file=shown, count=len(found))
                found.append((position, length))
                position += 8 + length
            rest = data[position : position + 4096]
    if any(rest):
        raise UnreadableError("vector_damaged", file=shown, format="Shapefile")
    if size < declared and position >= size:
        raise UnreadableError("vector_truncated", file=shown, count=len(found))
    return found


def _index_of(main: Path, records: list[tuple[int, int]]) -> bytes:
    """The bytes of the .shx for a .shp's records."""
    with main.open("rb") as stream:
        head = bytearray(stream.read(_HEADER))
    head[24:28] = struct.pack(">I", (_HEADER + 8 * len(records)) // 2)
    entries = np.array(records, dtype=np.int64).reshape(-1, 2) // 2
    return bytes(head) + entries.astype(">u4").tobytes()
