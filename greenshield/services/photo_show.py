"""One photo whole: what its file says, what the project holds of it, and what it proves."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

from greenshield.domain.errors import GreenShieldError
from greenshield.domain.guards.photos import acceptance_key
from greenshield.domain.state import EntityState
from greenshield.formats.photos import PhotoFacts, read_photo
from greenshield.project.project import Project
from greenshield.services import calendar, lookup, photo_pages, photo_sets, tagging
from greenshield.services.people import name_of

# What stands in the project beside the row of the tray.
_FIELDS: Final = (
    "altitude_m", "azimuth_ref", "pitch_deg", "azimuth_true_deg", "azimuth_source",
    "declination_deg", "declination_model", "gimbal_yaw_deg", "relative_altitude_m", "dop",
    "datum", "gps_at", "taken_at_offset", "make", "model", "lens", "focal_35mm", "software",
    "camera_serial", "subject_distance_m", "taker", "orientation",
)  # fmt: skip
_NOT_TOLD: Final = frozenset({"warnings", "thumbnail"})


def show(project: Project, photo: str) -> dict[str, Any]:
    """Everything about a photo that a person may ask.

    Args:
        project: where it is.
        photo: a unique beginning of its SHA-256.

    Returns:
        ``photo_pages.rows``'s row, with ``path`` (of the original, None where it is missing),
        ``exif`` (what the file itself says, by the names of ``PhotoFacts``), ``exif_error``
        (code and parameters where it can't be read), ``origins`` (``file``, ``by``, ``at``),
        the entity's fields of ``_FIELDS``, None where nobody told, ``accepted`` (``by``,
        ``note``, ``stands``) or None, and in each tag ``doubt`` (code and parameters, or None
        where it is evidence).

    Raises:
        UsageError: an unknown photo.
    """
    sha256 = lookup.photo_sha256(project, photo)
    state = tagging.photo_state(project, sha256)
    found = photo_pages.rows(project, [sha256])
    out: dict[str, Any] = found[0] if found else {"sha256": sha256, "tags": [], "warnings": []}
    path = project.media.find(sha256)
    out["path"] = None if path is None else str(path)
    out["exif"], out["exif_error"] = {}, None
    if path is not None:
        try:
            out["exif"] = _plain(read_photo(path))
        except GreenShieldError as error:
            out["exif_error"] = (error.code, error.params)
    for name in _FIELDS:
        out[name] = state.get(name)
    out["origins"] = [
        {"file": str(o.what.get("file", "")), "by": name_of(project, o.actor), "at": o.at}
        for o in state.origins
    ]
    out["accepted"] = _accepted(project, state)
    _judge(project, sha256, out["tags"])
    return out


def _plain(facts: PhotoFacts) -> dict[str, Any]:
    """What a file says, without what it leaves out."""
    told = {f.name: getattr(facts, f.name) for f in fields(facts) if f.name not in _NOT_TOLD}
    return {name: value for name, value in told.items() if value not in (None, "")}


def _accepted(project: Project, state: EntityState) -> dict[str, Any] | None:
    """Who accepted the photo as evidence, and whether that still speaks of what stands."""
    by = state.get("accepted_by")
    if not isinstance(by, str) or not by:
        return None
    stands = {name: f.value for name, f in state.fields.items()}
    speaks = state.get("accepted_for") == acceptance_key(stands)
    note = str(state.get("accepted_note") or "")
    return {"by": name_of(project, by), "note": note, "stands": speaks}


def _judge(project: Project, sha256: str, tags: list[dict[str, Any]]) -> None:
    """Says of each tie why the rules do not count the photo, as of today."""
    for issue_id in dict.fromkeys(t["issue_id"] for t in tags):
        told = photo_sets.verdicts(project, lookup.issue(project, issue_id), calendar.today())
        for tag in tags:
            verdict = told.get((tag["phase"], sha256))
            if tag["issue_id"] == issue_id:
                missing = None if verdict is None else verdict.doubt
                tag["doubt"] = None if missing is None else (missing.code, missing.params)
