"""A GeoTIFF of somebody else's, opened and judged before a pixel of it is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np

from greenshield.domain.errors import SurroundingsError, UnreadableError
from greenshield.formats import geotiff_gdal

MAGICS: Final = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")  # the last two: BigTIFF
MAX_SIDE: Final = 10_000_000
MAX_BLOCK: Final = 256 << 20  # bytes that one block takes unpacked
MAX_BANDS: Final = 64


def open_checked(path: Path) -> Any:
    """An open dataset, on the leash of the caller.

    Raises:
        UnreadableError: ``file_not_found``, ``geotiff_unreadable``, ``geotiff_too_large``,
            ``geotiff_block_too_large``, ``geotiff_points_elsewhere``.
        SurroundingsError: ``file_no_permission``.
    """
    need_tiff(path)
    try:
        dataset = geotiff_gdal.opened(str(path.absolute()))
    except geotiff_gdal.FAILURES as error:
        raise UnreadableError("geotiff_unreadable", file=path.name, reason=_told(error)) from error
    try:
        _judge(dataset, path.name)
    except geotiff_gdal.FAILURES as error:
        dataset.close()
        raise UnreadableError("geotiff_unreadable", file=path.name, reason=_told(error)) from error
    except BaseException:
        dataset.close()
        raise
    return dataset


def need_tiff(path: Path) -> None:
    """Looks at the first bytes: GDAL is given nothing but TIFF.

    Raises:
        UnreadableError: ``file_not_found``, ``file_unreadable``, ``geotiff_unreadable``.
        SurroundingsError: ``file_no_permission``.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(4)
    except FileNotFoundError as error:
        raise UnreadableError("file_not_found", file=path.name) from error
    except PermissionError as error:
        raise SurroundingsError("file_no_permission", file=path.name) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableError("file_unreadable", file=path.name, reason=reason) from error
    if head not in MAGICS:
        raise UnreadableError("geotiff_unreadable", file=path.name, reason="not a TIFF")


def _judge(dataset: Any, name: str) -> None:
    # First of all: asking for overviews or masks would open what this names, wherever it is.
    if dataset.tags(ns="OVERVIEWS"):
        raise UnreadableError("geotiff_points_elsewhere", file=name)
    if max(dataset.width, dataset.height) > MAX_SIDE or dataset.count > MAX_BANDS:
        raise UnreadableError(
            "geotiff_too_large", file=name, width=dataset.width, height=dataset.height
        )
    high, wide = dataset.block_shapes[0]
    together = dataset.count if str(dataset.interleaving or "").lower().endswith("pixel") else 1
    deepest = max(np.dtype(_plain(kind)).itemsize for kind in dataset.dtypes)
    if high * wide * together * deepest > MAX_BLOCK:
        raise UnreadableError(
            "geotiff_block_too_large", file=name, mb=(high * wide * together * deepest) >> 20
        )


def _plain(kind: str) -> str:
    return kind if kind in np.sctypeDict else "complex128"


def _told(error: BaseException) -> str:
    return str(error).replace("\n", " ")[:200]
