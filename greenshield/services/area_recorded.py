"""A correction of a web map's shift that is on record: the same file is taken so again, and told.

Who imported a file as that of a web map need not say so each time. Left unsaid, the next import of
the file as it lies on the disk would be judged as one that is shifted, and another version of a
boundary would be written where it never was.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from greenshield.domain.errors import Problem
from greenshield.geo.datums import SHIFTED
from greenshield.project.project import Project
from greenshield.services.source_files import source_of

CODE: Final = "positions_corrected_before"
_CRS: Final = {known.crs: name for name, known in SHIFTED.items()}
_ANY = """SELECT extra ->> 'source_crs' AS crs, source_sha256 AS file FROM {table}
WHERE NOT void AND extra ->> 'source_crs' IN (SELECT value FROM json_each(?))"""
_SQL = " UNION ".join(_ANY.format(table=table) for table in ("area", "zone"))


def datum_of(project: Project, path: Path) -> str:
    """What boundaries of this very file were corrected from, by ``geo.datums``; "" where not.

    A file of which some boundaries were corrected and others taken as they are is left to a
    person.

    Args:
        project: where they are.
        path: the file, as an import would keep it.
    """
    crs = json.dumps(list(_CRS))
    corrected = project.rows(_SQL, crs, crs)
    if not corrected:  # as in most projects: the file need not be summed up for it
        return ""
    with source_of(path, project.media) as source:
        sha256 = source.sha256
    found = {row["crs"] for row in corrected if row["file"] == sha256}
    return _CRS[found.pop()] if len(found) == 1 else ""


def told(datum: str, shown: str) -> Problem:
    """The remark that a file was corrected before, and is taken so.

    Args:
        datum: as :func:`datum_of` tells it.
        shown: the file as it is named to the user.
    """
    params = {"map": SHIFTED[datum].of, "datum": datum}
    return Problem(CODE, shown, params=params, fatal=False)
