"""Where photos stood before a person's last placing of many, to bring them back together.

A placing is one action: what a command on tracks placed, or a datum read anew. A photo that was
placed again since stands by that, and is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from greenshield.domain.errors import UsageError
from greenshield.log.envelope import Event
from greenshield.project.project import Project
from greenshield.services import photo_placing, tagging
from greenshield.services.photo_cameras import camera_of, is_camera
from greenshield.services.photo_placing import Place
from greenshield.services.session import Session

_PHOTOS: Final = """
SELECT DISTINCT id, sha256, make, model,
CASE json_type(extra, '$.camera_serial') WHEN 'text' THEN extra ->> 'camera_serial' END
AS camera_serial FROM photo WHERE NOT void AND sha256 IS NOT NULL
"""
_SAID: Final = """
SELECT event_id, action_id, entity_id FROM event
WHERE entity_type = 'photo' AND kind = 'fields_set' AND actor = ? ORDER BY lamport DESC
"""
# What a placing says of a photo where it differs; a word on its time may change the remarks too.
_OF_PLACE: Final = frozenset(("lon", "lat", "position_source", "position_error_m", "datum"))


def before_last_placing(session: Session, camera: str = "") -> dict[str, Place]:
    """Where the photos stood that who acts placed last, all those of one action.

    Args:
        session: who acts, where.
        camera: of the photos of this camera alone, as ``photo_cameras.is_camera`` knows it.

    Returns:
        SHA-256 -> where it stood, for ``photo_placing.put_back``.

    Raises:
        UsageError: ``camera_unknown``: none of the photos is of it; ``photos_never_moved``.
    """
    project = session.project
    photos = {str(row["id"]): row for row in project.rows(_PHOTOS)}
    if camera:
        known = {camera_of(row) for row in photos.values()}
        photos = {n: row for n, row in photos.items() if is_camera(camera_of(row), camera)}
        if not photos:
            names = ", ".join(sorted(known - {""})) or "—"
            raise UsageError("camera_unknown", camera=camera, known=names)
    action, placed = "", list[str]()
    for event_id, found, photo in _said(project, session.who.actor_id):
        if photo not in photos or (action and found != action):
            continue
        event = project.journal.get(event_id)
        if event is not None and _is_placing(event):
            action = found
            placed.append(photo)
    out = {}
    for photo in placed:
        sha256 = str(photos[photo]["sha256"])
        stood = photo_placing.places(project, tagging.photo_state(project, sha256))
        if len(stood) > 1 and _last_placing(project, photo) == action:
            out[sha256] = stood[-2]
    if not out:
        raise UsageError("photos_never_moved")
    return out


def _said(project: Project, actor: str) -> Iterator[tuple[str, str, str]]:
    """What an actor said of photos, the last first: event, action and photo of each."""
    for row in project.rows(_SAID, actor):
        yield str(row["event_id"]), str(row["action_id"]), str(row["entity_id"])


def _is_placing(event: Event) -> bool:
    body: Any = event.body or {}
    said = body.get("fields", {})
    if "record" in body:
        return False
    return not _OF_PLACE.isdisjoint(said) or ("warnings" in said and "taken_at" not in said)


def _last_placing(project: Project, photo: str) -> str:
    """The action that placed a photo last, by whomever; "" where none did."""
    events = [
        e
        for e in project.journal.of_entity(photo, "photo")
        if e.header.kind in ("created", "fields_set") and _is_placing(e)
    ]
    return str(max(events, key=lambda e: e.order).header.action) if events else ""
