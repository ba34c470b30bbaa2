"""GDAL on a leash: one driver at a time, no network, no side files, no words on the console."""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

import fiona
from fiona._err import CPLE_BaseError
from fiona.errors import FionaError, FionaValueError

from greenshield.formats import vectors_messages
from greenshield.formats.vectors_kind import DRIVERS, SHAPEFILE

FAILURES = (FionaError, FionaValueError, CPLE_BaseError, *vectors_messages.FAILURES)

_OPTIONS: dict[str, str] = {
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "GDAL_HTTP_PROXY": "127.0.0.1:9",  # nothing answers there: no download can succeed
    "GDAL_HTTP_TIMEOUT": "1",
    "GDAL_HTTP_CONNECTTIMEOUT": "1",
    "GDAL_HTTP_MAX_RETRY": "0",
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "GDAL_PAM_ENABLED": "NO",
    "GML_DOWNLOAD_WFS_SCHEMA": "NO",
    "GML_SKIP_RESOLVE_ELEMS": "ALL",
    "GML_SAVE_RESOLVED_TO": "",
    "OGR_GEOJSON_MAX_OBJ_SIZE": "1000",
    "SHAPE_RESTORE_SHX": "NO",
    "OGR_SQLITE_LOAD_EXTENSIONS": "",
    "SQLITE_USE_OGR_VFS": "NO",
}
_messages: ContextVar[list[str] | None] = ContextVar("gdal_messages", default=None)
_lock = threading.Lock()
_open = 0
_Hooks = tuple[Callable[..., object], Callable[..., object]]
_before: _Hooks = (sys.unraisablehook, sys.excepthook)


class _Collector(logging.Handler):
    """Puts what GDAL says into the list of the reading that it belongs to."""

    def emit(self, record: logging.LogRecord) -> None:
        messages = _messages.get()
        if messages is not None and record.levelno >= logging.INFO and len(messages) < 100_000:
            text = record.getMessage()
            messages.append(
                vectors_messages.FAILED + text if record.levelno >= logging.ERROR else text
            )


_collector = _Collector()


@contextmanager
def session() -> Generator[list[str], None, None]:
    """A GDAL environment for reading; gives the list that its messages go to."""
    messages: list[str] = []
    token = _messages.set(messages)
    _attach()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            skip = ",".join(_unwanted())
            with fiona.Env(OGR_SKIP=skip, **_OPTIONS):
                yield messages
    finally:
        _detach()
        _messages.reset(token)


def _attach() -> None:
    """Turn fiona's log our way while at least one reading goes on."""
    global _open, _before
    with _lock:
        _open += 1
        if _open == 1:
            log = logging.getLogger("fiona")
            log.addHandler(_collector)
            log.setLevel(logging.INFO)
            log.propagate = False
            _before = (sys.unraisablehook, sys.excepthook)
            sys.unraisablehook, sys.excepthook = _unraisable, _printed


def _detach() -> None:
    global _open
    with _lock:
        _open -= 1
        if _open == 0:
            log = logging.getLogger("fiona")
            log.removeHandler(_collector)
            log.setLevel(logging.NOTSET)
            log.propagate = True
            sys.unraisablehook, sys.excepthook = _before


def _unraisable(told: sys.UnraisableHookArgs) -> None:
    """Drop fiona's failures to decode a message of GDAL's; hand everything else on."""
    if not (isinstance(told.exc_value, UnicodeDecodeError) and "fiona." in str(told.object)):
        _before[0](told)


def _printed(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
    """Drop the same failure where Cython prints it; no other exception gets here in a reading."""
    if kind is not UnicodeDecodeError:
        _before[1](kind, value, trace)


@cache
def _unwanted() -> tuple[str, ...]:
    """GDAL's drivers that no file from outside may reach."""
    with fiona.Env() as env:
        return tuple(sorted(set(env.drivers()) - set(DRIVERS) - {"Memory"}))


def open_layer(
    path: Path, driver: str, layer: str | int, *, raw: bool = False, **options: str
) -> Any:
    """A fiona collection, open for reading with one driver.

    Args:
        path: the file.
        driver: GDAL's name for its format.
        layer: a name, or 0 for the first.
        raw: whether texts come as Latin-1 and stand for bytes.
        options: GDAL's open options.

    Raises:
        any of FAILURES: GDAL can't read the file, or has no such layer.
    """
    encoding = "iso-8859-1" if raw else "utf-8"
    return fiona.open(
        str(path),
        layer=layer or None,  # fiona takes 0 for the file's name
        enabled_drivers=[driver],
        encoding=None if driver == SHAPEFILE else encoding,
        allow_unsupported_drivers=True,
        **options,
    )


def layers(path: Path, **options: str) -> list[str]:
    """The names of a file's layers. Its driver must have been settled before."""
    return list(fiona.listlayers(str(path), **options))
