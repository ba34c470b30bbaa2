"""GDAL on a leash for rasters: GeoTIFF alone, no network, no side files, bounded memory.

GDAL opens other files for a raster in three ways: by the driver it picks (only ``GTiff`` is
allowed), by files that lie beside it (``EMPTY_DIR``, no ``.aux.xml``), and by the name of an
overview file that stands in the raster's own metadata (refused in ``geotiff_file``).
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import rasterio
from rasterio._err import CPLE_BaseError
from rasterio.errors import NotGeoreferencedWarning, RasterioError

# What rasterio raises on files that are damaged or lie; its documentation does not bound it.
FAILURES = (
    *(RasterioError, CPLE_BaseError, OSError, ValueError, TypeError, KeyError, IndexError),
    *(RuntimeError, SystemError, ArithmeticError, AttributeError),
)

_OPTIONS: dict[str, Any] = {
    "GDAL_CACHEMAX": 128 << 20,  # bytes of blocks; rasterio does not count in megabytes
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "GDAL_PAM_ENABLED": "NO",
    "GTIFF_IGNORE_READ_ERRORS": "NO",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "GDAL_HTTP_PROXY": "127.0.0.1:9",  # nothing answers there: no download can succeed
    "GDAL_HTTP_TIMEOUT": "1",
    "GDAL_HTTP_CONNECTTIMEOUT": "1",
    "GDAL_HTTP_MAX_RETRY": "0",
    "PROJ_NETWORK": "OFF",
}

logging.getLogger("rasterio").setLevel(logging.CRITICAL + 1)


@contextmanager
def leash() -> Iterator[None]:
    """The environment in which rasters are opened and read; for the calling thread."""
    with rasterio.Env(**_OPTIONS):
        yield


def opened(path: str, **options: Any) -> Any:
    """A dataset, open for reading; only by the driver ``GTiff``.

    Raises:
        any of FAILURES: it is no TIFF, or can't be read.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        return rasterio.open(path, driver="GTiff", sharing=False, **options)
