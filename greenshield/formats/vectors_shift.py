"""Takes the shift of a Chinese web map off a vector file, and tells of files that name one.

Files from such maps call themselves WGS 84 and stand 100 to 700 m off. Nothing in the numbers
tells. A person has to say so, or outlines that the project knows otherwise; what the file says of
its maker is a hint, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import shapely

from greenshield.domain.errors import Problem, UsageError
from greenshield.formats.vectors import VectorFile
from greenshield.geo.datums import AS_DECLARED, DATUMS, SHIFTED

HINTS: Final = ("vector_from_web_map", "vector_names_web_map")
"""Remarks that say no more than what a file says of its maker."""

_DATAV: Final = ("acroutes", "childrenNum", "centroid")  # one of them, beside ``adcode``
# A map's name as a word of its own; in an address of the web it stands between dots.
_MAPS: Final = re.compile(
    r"(?<![a-z])(amap|autonavi|gaode|gcj-?_?02|baidu|bmap|bd-?_?09(?:ll|mc)?|tencent|qqmap)(?![a-z])"
    r"|高德地图|高德坐标|百度地图|百度坐标|腾讯地图|火星坐标|搜狗地图",
    re.IGNORECASE,
)
_LOOKED_AT: Final = 20  # features


def unshifted(file: VectorFile, datum: str | None) -> VectorFile:
    """The file with its shapes in EPSG:4490, where a person says what they are in.

    Without that, a remark on a file that has the attributes of DataV's administrative boundaries,
    which are GCJ-02 (``vector_from_web_map``), or that names a web map (``vector_names_web_map``).

    Args:
        file: as read.
        datum: one of ``DATUMS``, or None.

    Raises:
        UsageError: ``datum_unknown``.
    """
    if not datum:
        return replace(file, problems=[*file.problems, *_hints(file)])
    if datum not in DATUMS:
        raise UsageError("datum_unknown", given=datum, known=", ".join(DATUMS))
    if datum == AS_DECLARED:
        return file
    known = SHIFTED[datum]
    features = [
        f
        if f.geometry is None
        else replace(f, geometry=shapely.transform(f.geometry, known.corrected), crs=known.crs)
        for f in file.features
    ]
    code = "vector_datum_put_back" if known.was_taken_off else "vector_datum_shifted"
    params = {"crs": known.of, "declared": file.crs}
    remark = Problem(code, file.name, params=params, fatal=False)
    return replace(
        file, features=features, crs=known.crs, crs_source="given",
        problems=[*file.problems, remark],
    )  # fmt: skip


def _hints(file: VectorFile) -> Iterator[Problem]:
    keys = file.features[0].attributes if file.features else {}
    if "adcode" in keys and any(name in keys for name in _DATAV):
        yield Problem("vector_from_web_map", file.name, fatal=False)
        return
    for where, text in _said(file):
        found = _MAPS.search(text)
        if found is not None:
            params = {"map": found.group(), "where": where}
            yield Problem("vector_names_web_map", file.name, params=params, fatal=False)
            return


def _said(file: VectorFile) -> Iterator[tuple[str, str]]:
    """The words by which a file may name its maker, and where they stand."""
    yield file.name, file.name
    yield file.layer, file.layer
    yield file.crs, file.crs
    for feature in file.features[:_LOOKED_AT]:
        for name, value in feature.attributes.items():
            yield name, name
            if isinstance(value, str):
                yield name, value[:300]
