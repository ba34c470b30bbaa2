"""Unpacks a zip from outside: nothing leaves the folder, nothing grows without bound.

What a zip says of itself (sizes, names) is not believed: bytes are counted as they come out,
and every name is taken apart before a file is made. Names without the UTF-8 flag are
decoded as GBK where that makes sense, because Chinese Windows writes them so.
"""

from __future__ import annotations

import errno
import re
import shutil
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from greenshield.domain.errors import UnreadableError
from greenshield.formats import encodings

MAX_MEMBERS = 20_000
MAX_BYTES = 4 * 1024**3  # all members together, unpacked
MAX_RATIO = 300  # unpacked to packed, looked at beyond RATIO_FROM
RATIO_FROM = 64 * 1024**2
_BARRED = re.compile(r'[<>:"|?*\x00-\x1f]')  # by Windows
_LONGEST = 60  # characters of a name; a system takes 255 bytes
_DEEPEST = 30  # folders within folders
_CHUNK = 1024 * 1024
_WANTED = {
    *(".shp", ".shx", ".dbf", ".prj", ".cpg", ".qpj"),
    *(".gpkg", ".geojson", ".json", ".topojson", ".geojsonl", ".geojsons", ".ndjson", ".seq"),
    *(".kml", ".kmz", ".gml", ".gpx", ".dxf", ".fgb"),
    *(".tab", ".map", ".dat", ".id", ".ind", ".mif", ".mid", ".txt", ".zip"),
}


def unpack(archive: Path, into: Path, shown: str) -> None:
    """Unpack what may belong to a vector file into an existing empty folder.

    Args:
        archive: the zip.
        into: where to; subfolders are kept.
        shown: the file's name as the user gave it, for errors.

    Raises:
        UnreadableError: damaged, encrypted, climbing out of its folder, or too large.
    """
    try:
        with zipfile.ZipFile(archive) as bundle:
            infos = [i for i in bundle.infolist() if not i.is_dir()]
            if len(infos) > MAX_MEMBERS:
                raise UnreadableError("vector_archive_too_large", file=shown)
            total = 0
            for info in infos:
                parts = _parts(info, shown)
                if (
                    len(parts) > _DEEPEST
                    or not _wanted(parts)
                    or stat.S_ISLNK(info.external_attr >> 16)
                ):
                    continue
                if info.flag_bits & 0x1:
                    raise UnreadableError("vector_archive_encrypted", file=shown)
                total = _write(bundle, info, into.joinpath(*parts), total, shown)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a place before the file's beginning
            raise
        raise UnreadableError("vector_archive_damaged", file=shown) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise UnreadableError(
            "vector_archive_damaged", file=shown, reason=str(error)[:200]
        ) from error


def _wanted(parts: tuple[str, ...]) -> bool:
    if parts[0] == "__MACOSX" or parts[-1].startswith("._"):
        return False
    inside_gdb = any(p.casefold().endswith(".gdb") for p in parts[:-1])
    suffix = PurePosixPath(parts[-1]).suffix.casefold()
    return inside_gdb or suffix in _WANTED or suffix.startswith(".gdbt") or suffix == ".gdbindexes"


def _parts(info: zipfile.ZipInfo, shown: str) -> tuple[str, ...]:
    """A member's name as safe path parts."""
    name = info.filename
    if not info.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        if not raw.isascii():
            found = encodings.decide([raw])
            name = encodings.decode(raw, found.codec)[0]
    name = name.replace("\\", "/")
    parts = tuple(p for p in name.split("/") if p not in ("", "."))
    drive = len(name) > 1 and name[1] == ":"
    if not parts or name.startswith("/") or ".." in parts or drive or "\x00" in name:
        raise UnreadableError("vector_archive_climbs", file=shown, member=name[:200])
    return tuple(_safe(part) for part in parts)


def _safe(part: str) -> str:
    """A name that every system takes: parts of one Shapefile stay of one name."""
    stem, dot, suffix = _BARRED.sub("_", part).rpartition(".")
    return f"{(stem or suffix)[:_LONGEST]}{dot}{suffix[:_LONGEST]}" if stem else suffix[:_LONGEST]


def _write(
    bundle: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, total: int, shown: str
) -> int:
    """Write one member, counting; return the bytes unpacked so far."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):  # a file of that name came before
        return total
    if target.exists():  # two members of one name: the first is kept
        return total
    written = 0
    with bundle.open(info) as source, target.open("wb") as sink:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            packed = max(info.compress_size, 1)
            bomb = written > RATIO_FROM and written / packed > MAX_RATIO
            if bomb or total + written > MAX_BYTES:
                raise UnreadableError("vector_archive_too_large", file=shown)
            if shutil.disk_usage(target.parent).free < 2 * len(chunk):
                raise OSError(errno.ENOSPC, "no space left", str(target))
            sink.write(chunk)
    return total + written
