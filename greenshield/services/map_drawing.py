"""What a patch drawn on a map needs: a clue number, and the shape that it takes the place of."""

from __future__ import annotations

import secrets

from greenshield.geo import codec
from greenshield.project.project import Project
from greenshield.project.projection.geometry import from_field
from greenshield.services import lookup
from greenshield.services.calendar import today


def clue_number(day: str = "") -> str:
    """A clue number for a patch drawn by hand on a day, today where "".

    Two laptops that are offline must not give one number to two patches, for that would make
    them one issue: six digits of it are drawn by lot.
    """
    return f"D{(day or today()).replace('-', '')}-{secrets.token_hex(3).upper()}"


def shape_text(project: Project, word: str) -> str:
    """An issue's shape as ``issues.set_fields`` takes it again, exactly; "" where it has none.

    Raises:
        UsageError: an unknown issue.
    """
    shape = from_field(lookup.issue(project, word).get("geom"), project.media)
    return "" if shape is None else codec.to_hex(shape)
