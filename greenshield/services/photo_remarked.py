"""What was remarked about photos that came in, summed up by kind, and told where one is tied."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any, Final

from greenshield.domain.errors import Problem
from greenshield.project.project import Project
from greenshield.services.photo_list import remarks_of

NOWHERE: Final = "photo_nowhere"
WATERMARK: Final = "photo_watermark_camera"
SUMMED: Final = (
    "photo_exif_missing", "photo_messenger_copy", "photo_screenshot", WATERMARK,
    "photo_edited_by", "photo_developed", "photo_position_mock",
)  # fmt: skip
# Of which the original may still be had, and is asked for.
COPIES: Final = ("photo_messenger_copy", WATERMARK)
_WARNINGS: Final = """
SELECT sha256, max(lon IS NOT NULL) AS placed, max(warnings) AS warnings FROM photo
WHERE NOT void AND sha256 IN (SELECT value FROM json_each(?)) GROUP BY sha256
"""


def counts(project: Project, photos: Collection[str]) -> dict[str, int]:
    """How many of these photos each of ``SUMMED`` is told of, and how many have no position.

    Args:
        project: where they are.
        photos: their whole hashes.
    """
    return {code: len(found) for code, found in heaps(project, photos).items()}


def heaps(project: Project, photos: Collection[str]) -> dict[str, dict[str, dict[str, Any]]]:
    """The photos that :func:`counts` counts, in its order, with what each remark says.

    A remark that none has is left out.
    """
    found: dict[str, dict[str, dict[str, Any]]] = {code: {} for code in (NOWHERE, *SUMMED)}
    for row in project.rows(_WARNINGS, json.dumps(sorted(set(photos)))):
        for code, params in remarks_of(row["warnings"]):
            if code in found:
                found[code][row["sha256"]] = params
        if not row["placed"]:
            found[NOWHERE][row["sha256"]] = {}
    return {code: told for code, told in found.items() if told}


def redrawn(project: Project, photos: Collection[str]) -> dict[str, list[Problem]]:
    """That a watermark camera drew into photos, for whoever ties them; the others are left out."""
    out: dict[str, list[Problem]] = {}
    for row in project.rows(_WARNINGS, json.dumps(list(photos))):
        for code, params in remarks_of(row["warnings"]):
            if code == WATERMARK:
                told = Problem(code, row["sha256"], params=params, fatal=False)
                out.setdefault(row["sha256"], []).append(told)
    return out
