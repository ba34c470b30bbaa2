"""What runs in the worker for the list of shots; it composes services, and decides nothing.

Services are imported inside the functions: the window imports this file too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.tasks.work import Work

if TYPE_CHECKING:
    from greenshield.services.photo_stand import Stand, Target
    from ui.map.shown import Shown

GUEST = "shots"
NEEDED, WISHED, OTHER, VIEW, HERE = STYLES = ("needed", "wished", "other", "view", "here")
ISSUE, MINE, ALL = SCOPES = ("issue", "mine", "all")

_ASIDE_M = 20.0  # beyond the patch's edge a sector is drawn on, so that it is seen to meet it
_LEAST_M, _MOST_M = 25.0, 150.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for.

    Attributes:
        scope: one of ``SCOPES``.
        issue: id of the issue that the dossier shows, "" for none.
        here: where one stands, as it was typed, "" for nowhere.
        lang: of the sentences.
    """

    scope: str
    issue: str
    here: str
    lang: str


@dataclass(frozen=True, slots=True)
class Line:
    """One shot, in words.

    Attributes:
        number: in the order to go, from 1.
        issue_id, issue, name: its id, number and facility.
        title: what is to be taken.
        phase: for which phase, in words.
        needed: a move is refused without it.
        like: hash of the photo that it is to be like, "" for none.
        day: on which that was taken, ISO.
        way, place, look, why: sentences; "" where there is nothing to tell.
        distance: to go, in words.
        bearing_deg: the way there from true north; None without a start.
        azimuth_deg: which way to look there.
        lonlat: where to stand; None where nobody knows.
        there: whether one stands there.
    """

    number: int
    issue_id: str
    issue: str
    name: str
    title: str
    phase: str
    needed: bool
    like: str
    day: str
    way: str
    place: str
    look: str
    why: str
    distance: str
    bearing_deg: float | None
    azimuth_deg: float | None
    lonlat: tuple[float, float] | None
    there: bool


@dataclass(frozen=True, slots=True)
class Told:
    """The list, and its layer of the map.

    Attributes:
        lines: in the order to go.
        shown: sheets of the guest ``GUEST``.
        here: lon/lat of the start, None without one.
        many: how many issues were asked about.
    """

    lines: tuple[Line, ...]
    shown: tuple[Shown, ...]
    here: tuple[float, float] | None
    many: int


def told(work: Work, wanted: Wanted) -> Told:
    """What is lacking, in the order to go.

    Raises:
        UsageError: what was typed is no position.
    """
    from greenshield.services import photo_here

    typed = wanted.here.strip()
    here = photo_here.typed(work.project, typed).place if typed else None
    issues, targets = _targets(work, wanted, here)
    lines = tuple(_line(n, t, here, wanted.lang) for n, t in enumerate(targets, 1))
    others = wanted.scope == ISSUE
    return Told(lines, _sheets(targets, here, others=others), here, len(issues))


def _targets(
    work: Work, wanted: Wanted, here: tuple[float, float] | None
) -> tuple[list[str], list[Target]]:
    from greenshield.services import photo_guide, photo_rounds, photo_stand

    if wanted.scope == ISSUE:
        issues = [wanted.issue] if wanted.issue else []
    else:
        actor = work.session.actor
        mine = "" if actor is None else actor.actor_id
        if wanted.scope == MINE and not mine:
            return [], []
        issues = photo_rounds.waiting(work.project, mine if wanted.scope == MINE else "")
    found = photo_stand.of_issues(work.project, issues, here=here)
    return issues, photo_guide.in_order(found, here)


def _line(number: int, target: Target, here: tuple[float, float] | None, lang: str) -> Line:
    from datetime import date

    from greenshield import reference
    from greenshield.services import calendar, photo_guide, photo_words

    stand = target.stands[0] if target.stands else None
    way = None
    if stand is not None and here is not None:
        way = photo_guide.guide(here, stand, date.fromisoformat(calendar.today()))
    shot = target.shot
    return Line(
        number, target.issue_id, target.number, target.name, photo_words.shot(shot, lang),
        reference.code_tables().label("photo_phase", shot.phase, lang), shot.needed, shot.like,
        "" if target.model is None else target.model.day,
        "" if way is None else photo_words.way(way, lang),
        photo_words.place(stand, lang), "" if stand is None else photo_words.look(stand, lang),
        photo_words.reasons(shot.why, lang),
        "" if way is None else photo_words.length(way.distance_m),
        None if way is None else way.bearing_deg, None if stand is None else stand.azimuth_deg,
        None if stand is None else (stand.lon, stand.lat), way is not None and way.is_there,
    )  # fmt: skip


def _sheets(
    targets: list[Target], here: tuple[float, float] | None, *, others: bool
) -> tuple[Shown, ...]:
    """Places and sectors on the map: ``<number>``, ``<number>v``; other places ``<number>.2``."""
    import numpy as np
    import shapely

    from ui.map import calls_guests

    shapes: list[Any] = []
    ids: list[str] = []
    labels: list[str] = []
    styles: list[str] = []

    def add(shape: Any, id_: str, style: str, label: str = "") -> None:
        shapes.append(shape)
        ids.append(id_)
        styles.append(style)
        labels.append(label)

    for number, target in enumerate(targets, 1):
        for nth, stand in enumerate(target.stands if others else target.stands[:1]):
            id_ = f"{number}.{nth + 1}" if nth else str(number)
            style = OTHER if nth else NEEDED if target.shot.needed else WISHED
            if stand.azimuth_deg is not None and not nth:
                add(_sector(stand), f"{id_}v", VIEW)
            add(shapely.Point(stand.lon, stand.lat), id_, style, "" if nth else str(number))
    if here is not None and shapes:
        add(shapely.Point(*here), "here", HERE)
    if not shapes:
        return ()
    return calls_guests.sheets(
        GUEST, np.array(shapes, dtype=object), ids, labels=labels, styles=STYLES,
        style=[STYLES.index(style) for style in styles],
    )  # fmt: skip


def _sector(stand: Stand) -> Any:
    """What is seen from a place, as far as the patch."""
    import numpy as np
    import shapely

    from greenshield.geo import camera

    reach = min(_MOST_M, max(_LEAST_M, (stand.gap_m or 0.0) + _ASIDE_M))
    [ring] = camera.corners(
        np.array([[stand.lon, stand.lat]]), np.array([stand.azimuth_deg]),
        np.array([stand.fov_deg / 2]), np.array([reach]),
    )  # fmt: skip
    return shapely.Polygon(ring)


def newest(work: Work) -> tuple[float, float, str, str] | None:
    """Where the newest photo or track ends: lon, lat, which of the two, when; None for nowhere."""
    from greenshield.services import photo_here

    found = photo_here.newest(work.project)
    return None if found is None else (found.lon, found.lat, found.source, found.at)


def last_of(work: Work, file: Path) -> tuple[float, float, str, str]:
    """The same of a receiver's file, which may still grow."""
    from greenshield.services import photo_here

    del work
    found = photo_here.last_of(file)
    return found.lon, found.lat, found.source, found.at


def write(work: Work, wanted: Wanted, file: Path) -> int:
    """Writes the places as a file by its ending; how many.

    Raises:
        UsageError: an ending that is none of those, or what was typed is no position.
        SurroundingsError: no room, no permission.
    """
    from greenshield.services import photo_here, photo_stand_out

    typed = wanted.here.strip()
    here = photo_here.typed(work.project, typed).place if typed else None
    return photo_stand_out.write(_targets(work, wanted, here)[1], file, wanted.lang, here)


def thumbnails(work: Work, photos: list[str], size: int) -> None:
    """Tells each small picture: hash, and JPEG or None."""
    from greenshield.services import photo_thumbnails

    photo_thumbnails.thumbnails(
        work.project, photos, lambda sha256, data, _: work.tell((sha256, data)), size
    )
