"""What the worker does for the tray and its dialogs.

Services are imported inside the functions: the window loads this file too, and must not wait
for libraries that only the worker needs. What is answered is plain, for the same reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from ui.tasks.work import Outcome, Work

if TYPE_CHECKING:
    from pathlib import Path

    from greenshield.domain.as_read import AsRead
    from greenshield.services.photo_book import PhotoBook
    from greenshield.services.photo_picture import Picture, Pictures

Tie = tuple[str, str, str]
TiesBack = tuple[str, tuple[Tie, ...], tuple[Tie, ...], tuple[Tie, ...]]
Offered = list[tuple[str, str, dict[str, Any], int]]
Doubts = list[tuple[str, dict[str, Any], int]]
PlacesBack = dict[str, tuple[Any, ...]]

# The last large picture of each open project, kept by the lane of pictures alone.
_pictures: WeakKeyDictionary[Any, Pictures] = WeakKeyDictionary()
# The photos of each open project, kept by the lane of reading alone.
_books: WeakKeyDictionary[Any, PhotoBook] = WeakKeyDictionary()


# -- the tray -----------------------------------------------------------------------------


def keys(
    work: Work, only: str, sort: str, issue: str, text: str,
    among: bytes | None = None, traits: tuple[tuple[str, str], ...] = (),
) -> tuple[bytes, dict[str, int], str]:  # fmt: skip
    """The hashes that a filter leaves, 32 bytes each; every filter's count; the issue's number.

    ``among`` are hashes likewise: no others are told; ``traits`` as ``PhotoBook.keys`` has them.
    """
    from greenshield.services import issue_search

    shown = issue_search.by_id(work.project, issue) if issue else None
    known = "" if shown is None else shown.issue_id
    inside = None
    if among is not None:
        inside = {among[at : at + 32].hex() for at in range(0, len(among), 32)}
    how = {"only": only, "sort": sort, "issue": known, "text": text}
    found = _book(work).keys(**how, among=inside, traits=dict(traits))
    number = "" if shown is None else shown.number
    return bytes.fromhex("".join(found.hashes)), found.counts, number


def heaps(work: Work) -> dict[str, dict[str, int]]:
    """How many photos are of each source of position, of each camera, of each day."""
    return _book(work).heaps()


def _book(work: Work) -> PhotoBook:
    from greenshield.services import photo_pages

    if work.project not in _books:
        _books[work.project] = photo_pages.PhotoBook(work.project)
    return _books[work.project]


def rows(work: Work, photos: list[str]) -> list[dict[str, Any]]:
    """What the tray shows of these photos."""
    from greenshield.services import photo_pages

    return photo_pages.rows(work.project, photos)


def thumbnails(work: Work, photos: list[str], size: int) -> None:
    """Tells each thumbnail: hash, JPEG or None, and why there is none."""
    from greenshield.domain.errors import GreenShieldError
    from greenshield.services import photo_thumbnails

    def made(sha256: str, data: bytes | None, error: GreenShieldError | None) -> None:
        why = None if error is None else (error.code, error.params)
        work.tell((sha256, data, why))

    photo_thumbnails.thumbnails(work.project, photos, made, size, _Quiet(work))


class _Quiet:
    """Hears a stop, and tells the status bar nothing of what is over in a moment."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def step(self, what: str, done: int, total: int) -> None:
        del what, done, total
        self._work.progress.step("", 0, 0)


def of_phase(work: Work, issue: str, phase: str) -> list[str]:
    """The photos tied to an issue for a phase, all where it is ""."""
    from greenshield.services import photo_list

    found = photo_list.photos(work.project, issue=issue).items
    wanted = ("", phase) if phase else None
    return [
        item["sha256"]
        for item in found
        if wanted is None
        or any(t["issue_id"] == issue and t["phase"] == phase for t in item["tags"])
    ]


# -- ties ---------------------------------------------------------------------------------


def suggest(work: Work, photos: list[str], phase: str, kind: str, current: str) -> dict[str, Any]:
    """The issues that the photos may show, with what the rules will say of each tie.

    ``phase`` "" stands for what the day of each photo tells; ``phases`` of a suggestion are these,
    as :func:`offered` has them. ``current`` is the issue that the
    dossier shows, told as well. ``ties`` are those that the photos have, all of them;
    ``asked`` is how many were looked at for suggestions, ``more`` whether others come after them;
    ``copies`` are the remarks of those of which the original is asked for.
    """
    from greenshield.domain.errors import GreenShieldError
    from greenshield.services import (
        issue_search,
        photo_pages,
        photo_remarked,
        photo_suggest,
        photo_ties,
    )

    found = photo_suggest.suggest_for(work.project, photos)[:9]
    out = []
    for one in found:
        try:
            doubts = photo_ties.doubts(
                work.project, photos[:50], one.issue_id, phase=phase or "day", kind=kind
            )
        except GreenShieldError:
            doubts = []
        out.append({
            "issue_id": one.issue_id, "number": one.number, "state": one.state,
            "score": one.score, "distance_m": one.distance_m, "bearing_deg": one.bearing_deg,
            "inside": one.inside, "in_view": one.in_view, "reasons": list(one.reasons),
            "phases": offered(work, photos[: photo_suggest.MOST], one.issue_id),
            "photos": one.photos,
            "doubts": [(d.code, d.params) for d in doubts],
        })  # fmt: skip
    here = photo_pages.rows(work.project, photos[: photo_suggest.MOST])
    open_issue = issue_search.by_id(work.project, current) if current else None
    return {
        "suggestions": out,
        "placed": sum(1 for row in here if row["lon"] is not None),
        "asked": len(here),
        "more": len(photos) > photo_suggest.MOST,
        "ties": photo_pages.ties(work.project, photos),
        "copies": [
            (code, params)
            for row in here
            for code, params in row["warnings"]
            if code in photo_remarked.COPIES
        ],
        "current": None if open_issue is None else (open_issue.issue_id, open_issue.number),
    }


def offered(work: Work, photos: list[str], issue: str) -> Offered:
    """Which phases the days of photos tell, each with why, in code and values, and how many."""
    from greenshield.services import photo_ties

    return _plain_offers(photo_ties.offered(work.project, photos, issue))


def _plain_offers(found: Any) -> Offered:
    return [(offer.phase, *offer.reason(), count) for offer, count in found]


def doubts(
    work: Work, photos: list[str], issue: str, phase: str, kind: str, beside: bool = False
) -> tuple[Offered, Doubts]:
    """What :func:`offered` tells, and what there is to say of ties before they are made.

    Of each kind the first, with how many photos it is said of.
    """
    from greenshield.services import photo_ties

    how = {"phase": phase, "kind": kind}
    offers, found = photo_ties.weighed(
        work.project, photos, issue, **how, beside=beside, progress=work.progress
    )
    told = [(d.code, d.params, count) for d, count in photo_ties.summed(found)]
    return _plain_offers(offers), told


def tied_of(work: Work, photos: list[str], issue: str, phase: str) -> list[str]:
    """Those of the photos that are tied to an issue, for a phase where one is given."""
    from greenshield.services import photo_pages

    return [
        row["sha256"]
        for row in photo_pages.rows(work.project, photos)
        if any(t["issue_id"] == issue and phase in ("", t["phase"]) for t in row["tags"])
    ]


def find_issues(work: Work, words: str) -> list[tuple[str, str, str, str]]:
    """Issues by a part of a number or name: id, number, state, name."""
    from greenshield.services import issue_search

    found = issue_search.search(work.project, words)
    return [(f.issue_id, f.number, f.state, f.name) for f in found]


def tag(
    work: Work, photos: list[str], issue: str, phase: str, kind: str, beside: bool = False
) -> Outcome:
    """Ties photos to an issue; the value takes it back."""
    from greenshield.services import photo_ties

    how = {"phase": phase, "kind": kind}
    done = photo_ties.tag_all(
        work.session, photos, issue, **how, beside=beside, progress=work.progress
    )
    return _retied(done)


def untag(work: Work, photos: list[str], issue: str, phase: str) -> Outcome:
    """Takes ties of photos to an issue off; the value takes it back."""
    from greenshield.services import photo_ties

    done = photo_ties.untag_all(work.session, photos, issue, phase, progress=work.progress)
    return _retied(done)


def put_ties_back(work: Work, back: TiesBack) -> Outcome:
    """Undoes what ``tag`` or ``untag`` did."""
    from greenshield.services import photo_ties

    issue, *ties = back
    made, gone, kept = (tuple(photo_ties.Tie(*t) for t in some) for some in ties)
    done = photo_ties.Retied(issue, made, gone, kept)
    return _retied(photo_ties.put_back(work.session, done, work.progress))


def _retied(done: Any) -> Outcome:
    ties = (
        tuple((t.photo, t.phase, t.kind) for t in some)
        for some in (done.made, done.gone, done.kept)
    )
    return Outcome((done.issue, *ties), done.changes)


# -- places and acceptance ----------------------------------------------------------------


def place(work: Work, photos: list[str], typed: str) -> Outcome:
    """Places photos by hand where a typed position says; the value brings them back."""
    from greenshield.services import lookup, photo_placing, positions

    at = positions.read(typed, division=lookup.division(work.project))
    lon, lat = f"{at.lon:.9f}", f"{at.lat:.9f}"
    done = photo_placing.place_all(work.session, photos, lon=lon, lat=lat, progress=work.progress)
    return _placed(done)


def put_places_back(work: Work, before: PlacesBack) -> Outcome:
    """Undoes what ``place`` did."""
    from greenshield.services import photo_placing

    places = {photo: photo_placing.Place(*values) for photo, values in before.items()}
    return _placed(photo_placing.put_back(work.session, places, work.progress))


def _placed(done: Any) -> Outcome:
    from dataclasses import astuple

    before = {photo: astuple(place) for photo, place in done.before.items()}
    return Outcome(before, done.changes)


def accept(work: Work, photo: str, note: str) -> Outcome:
    """Accepts a doubtful photo as evidence, as a second person."""
    from greenshield.services import tagging

    return Outcome(None, tagging.accept(work.session, photo, note=note))


# -- looking ------------------------------------------------------------------------------


def show(work: Work, photo: str) -> dict[str, Any]:
    """Everything about one photo."""
    from greenshield.services import photo_show

    return photo_show.show(work.project, photo)


def as_read(work: Work, photo: str) -> AsRead:
    """Every tag of a photo's original as its file has it."""
    from greenshield.services import photo_exif

    return photo_exif.as_read(work.project, photo)


def export_original(work: Work, photo: str, out: Path) -> str:
    """Writes a copy of a photo's original; its file."""
    from greenshield.services import photo_original

    return str(photo_original.export(work.project, photo, out))


def fitted(work: Work, photo: str, longest: int) -> dict[str, Any]:
    """A whole photo for a window, as pixels."""
    return _plain(_pictures_of(work).fitted(photo, longest))


def part(work: Work, photo: str, box: tuple[int, int, int, int], longest: int) -> dict[str, Any]:
    """A part of a photo for a window, as pixels."""
    return _plain(_pictures_of(work).part(photo, box, longest))


def forget_pictures(work: Work) -> None:
    """Gives the memory of the last large picture back."""
    _pictures.pop(work.project, None)


def _pictures_of(work: Work) -> Pictures:
    from greenshield.services.photo_picture import Pictures

    if work.project not in _pictures:
        _pictures[work.project] = Pictures(work.project)
    return _pictures[work.project]


def _plain(found: Picture) -> dict[str, Any]:
    names = ("pixels", "width", "height", "full_size", "box", "embedded", "altered")
    return {name: getattr(found, name) for name in names}
