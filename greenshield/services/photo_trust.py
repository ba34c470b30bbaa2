"""What is doubtful about photos beside others and beside tracks: derived when asked, never stored.

What a file says of itself is a remark kept with the photo. What follows from other photos changes
with them, so it is found anew: by camera (maker, model, serial number) and by who brought its
photos in. These are doubts to look into, never verdicts: no rule of the workflow sees them, and
what makes a photo count as evidence is the same with and without them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from contextlib import nullcontext
from typing import Any, Final
from weakref import WeakKeyDictionary

from greenshield.project.project import Project
from greenshield.services import photo_trust_clock, photo_trust_place
from greenshield.services.photo_trust_series import Row, read_rows, series_of
from greenshield.services.photo_trust_tracks import Tracks

Doubts = list[tuple[str, dict[str, Any]]]
"""Codes of ``resources/messages/photo_trust.toml`` with their figures."""

CODES: Final = (
    photo_trust_clock.OUT_OF_ORDER, photo_trust_clock.NAME_APART, photo_trust_clock.CLOCK_OFF,
    photo_trust_clock.CLOCK_JUMPED, photo_trust_clock.GPS_STANDS, photo_trust_place.REPEATED,
    photo_trust_place.TOO_FAST, photo_trust_place.OFF_TRACK,
)  # fmt: skip
_MANY: Final = 5_000  # changed photos from which all are read anew
_NEWS: Final = """
SELECT DISTINCT entity_type, entity_id FROM event
WHERE rowid > ? AND entity_type IN ('photo', 'track')
"""
_HASHES: Final = """
SELECT sha256 FROM photo WHERE sha256 IS NOT NULL AND id IN (SELECT value FROM json_each(?))
"""


def of_photos(project: Project, photos: Collection[str] | None = None) -> dict[str, Doubts]:
    """What is doubtful about photos, as their neighbours and the project's tracks have it.

    Asked again, only cameras of which photos came or changed are looked at anew.

    Args:
        project: where they are; asked on the thread that opened it.
        photos: hashes; None for all.

    Returns:
        Hash -> doubts, in order of ``CODES``; photos without any are left out.
    """
    if project not in _books:
        _books[project] = TrustBook(project)
    found = _books[project].doubts()
    if photos is None:
        return dict(found)
    return {sha256: found[sha256] for sha256 in photos if sha256 in found}


class TrustBook:
    """The doubts about a project's photos, kept in step with its events."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._last = -1
        self._rows: dict[str, Row] = {}
        self._by_camera: dict[object, set[str]] = {}
        self._found: dict[str, Doubts] = {}
        self._tracks = Tracks(project)

    def doubts(self) -> Mapping[str, Doubts]:
        """Hash -> doubts, of every photo that has any."""
        whole = nullcontext() if self._project.db.conn.in_transaction else self._project.snapshot()
        with whole:
            last = self._project.rows("SELECT coalesce(max(rowid), 0) AS n FROM event")[0]["n"]
            if last != self._last:
                self._refresh()
                self._last = last
        return self._found

    def _refresh(self) -> None:
        news = self._project.rows(_NEWS, self._last) if self._last >= 0 else []
        photos = [r["entity_id"] for r in news if r["entity_type"] == "photo"]
        has_tracks = len(photos) < len(news)
        if self._last < 0 or has_tracks:
            self._tracks.refresh()
        hashes = self._changed(photos) if self._last >= 0 else None
        if hashes is None:
            self._rows, self._by_camera = {}, {}
            self._take(read_rows(self._project))
        elif hashes:
            touched = self._reread(hashes)
            if not has_tracks:
                self._judge(touched)
                return
        elif not has_tracks:
            return
        self._found = {}
        self._judge(self._by_camera)

    def _changed(self, ids: list[str]) -> set[str] | None:
        """The hashes of changed photos; None where all are to be read anew."""
        if len(ids) > _MANY:
            return None
        rows = self._project.rows(_HASHES, json.dumps(ids))
        if len(rows) < len(ids):  # of a redacted one nobody knows any more which it was
            return None
        return {row["sha256"] for row in rows}

    def _reread(self, hashes: set[str]) -> set[object]:
        """Reads photos; the cameras that had them, or have them now."""
        touched: set[object] = set()
        for sha256 in hashes:
            gone = self._rows.pop(sha256, None)
            if gone is not None:
                touched.add(gone.camera)
                self._by_camera[gone.camera].discard(sha256)
        return touched | self._take(read_rows(self._project, sorted(hashes)))

    def _take(self, rows: Iterable[Row]) -> set[object]:
        touched: set[object] = set()
        for row in rows:
            self._rows[row.sha256] = row
            self._by_camera.setdefault(row.camera, set()).add(row.sha256)
            touched.add(row.camera)
        return touched

    def _judge(self, cameras: Iterable[object]) -> None:
        """Looks at all photos of some cameras anew."""
        hashes = [sha256 for camera in cameras for sha256 in self._by_camera.get(camera, ())]
        for sha256 in hashes:
            self._found.pop(sha256, None)
        series = series_of(self._rows[sha256] for sha256 in hashes)
        told = [
            *photo_trust_clock.doubts(series),
            *photo_trust_place.doubts(series, self._tracks.between(series.moment)),
        ]
        for at, code, params in sorted(told, key=lambda one: (one[0], CODES.index(one[1]))):
            doubts = self._found.setdefault(series.sha256[at], [])
            if all(code != known for known, _ in doubts):
                doubts.append((code, params))


_books: WeakKeyDictionary[Project, TrustBook] = WeakKeyDictionary()
