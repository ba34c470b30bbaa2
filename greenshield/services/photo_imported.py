"""What an import of photos is asked for, and what it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from greenshield.domain.errors import Problem
from greenshield.geo.matching import CLEAR_LEAD
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services.photo_autotag import Tie
from greenshield.services.photo_clock_offers import Offer
from greenshield.services.photo_track import GAP_LIMIT, Walk


@dataclass(frozen=True, slots=True)
class Options:
    """How to import.

    Attributes:
        tracks: files that place photos without a position of their own, by their time.
        clock_offset: what is added to the camera's clock to have the true time.
        datum: what the photos' positions are in, one of ``photo_facts.DATUMS``.
        auto_tag: ties each photo to the patch that stands out.
        phase: for which phase, a code; what the day of each tells where "".
        lead: how far a patch must stand out for ``auto_tag``, see ``geo.matching.clear``.
        camera_offsets: as ``clock_offset``, of single cameras by their names.
        own_tracks: names of the project's own tracks to place photos by; all where empty, and
            none where None.
        gap: between two points farther apart in time a track tells nothing.
    """

    tracks: Sequence[Path] = ()
    clock_offset: timedelta = timedelta(0)
    datum: str = "wgs84"
    auto_tag: bool = False
    phase: str = ""
    lead: float = CLEAR_LEAD
    camera_offsets: Mapping[str, timedelta] = field(default_factory=dict)
    own_tracks: Sequence[str] | None = None
    gap: timedelta = GAP_LIMIT


PLAIN: Final = Options()


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that was taken, once it is stored.

    Attributes:
        shown: the file as it was named.
        sha256: of it.
        is_new: False where the project had its bytes.
        is_placed: it has a position that it, or the project, had not before.
        is_tied: it was tied to an issue.
        needs_choice: it was not, though one is near.
    """

    shown: str
    sha256: str
    is_new: bool
    is_placed: bool = False
    is_tied: bool = False
    needs_choice: bool = False


Told = Callable[[Sequence[Stored]], None]


@dataclass(slots=True)
class Imported:
    """What an import did.

    Attributes:
        added: photos that the project did not have.
        duplicates: files whose bytes it had, from whomever; another actor's import of them
            is put on record beside the first.
        located: added photos that have a position, and earlier ones that a track placed now.
        tagged: photos tied to an issue by ``auto_tag``.
        ties: what it tied, and why, by the photo's hash.
        phases: how many of them for each phase.
        needs_choice: photos near several patches, near one that does not stand out, or without
            a measured time that tells the phase.
        refused: files, and folders, that were not taken.
        left: of these, files whose folder went away before they were read: a card pulled out.
        problems: one for each folder that went away, and for each of ``refused``, and a remark
            on each other file of a folder, on each photo whose end is missing, whose position is
            none or far from all of the project, on a copy of another photo, and on each of
            ``needs_choice``.
        photos: hashes of the files that were taken, in order, duplicates included.
        changes: of each batch that was stored.
        clocks: where tracks place photos, what other photos tell of the clocks of their cameras,
            if that is another offset than the one that was given.
    """

    added: int = 0
    duplicates: int = 0
    located: int = 0
    tagged: int = 0
    needs_choice: int = 0
    refused: int = 0
    left: int = 0
    phases: Counter[str] = field(default_factory=Counter)
    ties: dict[str, Tie] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    photos: list[str] = field(default_factory=list)
    changes: list[Changes] = field(default_factory=list)
    clocks: list[Offer] = field(default_factory=list)


def walk_of(project: Project, options: Options) -> Walk | None:
    """The tracks that an import places photos by, None where there are none.

    Raises:
        UnreadableError: a track can't be read, or has no times.
        UsageError: an unknown track of the project, or a gap that is none.
    """
    if not options.tracks and options.own_tracks is None:
        return None
    walk = Walk.read(
        options.tracks, options.clock_offset, offsets=options.camera_offsets, gap=options.gap
    )
    if options.own_tracks is not None:
        walk.add_tracks(project, options.own_tracks)
    return walk


def all_changes(done: Imported) -> Changes:
    """What an import changed, all batches together."""
    created: dict[str, list[str]] = {}
    changed: dict[str, list[str]] = {}
    for one in done.changes:
        for into, found in ((created, one.created), (changed, one.changed)):
            for kind, ids in found.items():
                into.setdefault(kind, []).extend(ids)
    action = done.changes[-1].action_id if done.changes else ""
    return Changes(
        action,
        {kind: tuple(dict.fromkeys(ids)) for kind, ids in created.items()},
        {kind: tuple(dict.fromkeys(ids)) for kind, ids in changed.items()},
    )
