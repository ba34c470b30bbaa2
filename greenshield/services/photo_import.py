"""Imports photos: originals kept by their hash, facts as events, in batches that stay.

Copying and reading run ahead in threads (``photo_pool``); each batch is one transaction. Whatever
stops an import, the batches before stay whole, and the next run goes on from there.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from greenshield.domain.errors import Problem, SurroundingsError, UsageError
from greenshield.formats.photos import TRUNCATED
from greenshield.project import identity
from greenshield.project.action import Action
from greenshield.project.project import Project
from greenshield.services import (
    photo_again,
    photo_astray,
    photo_clock,
    photo_facts,
    photo_proven,
    photo_tying,
)
from greenshield.services.photo_autotag import AutoTagger
from greenshield.services.photo_cameras import camera_of
from greenshield.services.photo_files import Candidate, candidates
from greenshield.services.photo_imported import (
    PLAIN,
    Imported,
    Options,
    Stored,
    Told,
    all_changes,
    walk_of,
)
from greenshield.services.photo_pool import Refused, Taken, take_all
from greenshield.services.photo_sources import Sources
from greenshield.services.photo_track import MOVES_DAY
from greenshield.services.progress import SILENT, Interrupted, Progress
from greenshield.services.session import Session

__all__ = ["Imported", "Options", "Stored", "Told", "all_changes", "import_photos", "walk_of"]

# Remarks of a photo that are told with the import: what the photo lost of its picture or place.
_TOLD: Final = frozenset((TRUNCATED, "photo_gps_zero_zero", "photo_gps_out_of_range"))
_BATCH: Final = 50
_FIRST: Final = 4  # so that there is something to be seen at once; each batch is twice the last
_BATCH_SECONDS: Final = 2.0
_EMPTY_SECONDS: Final = 0.2
_CREATED = """
SELECT DISTINCT entity_id, actor FROM event
WHERE kind = 'created' AND entity_type = 'photo' AND entity_id IN ({marks})
"""


def import_photos(
    session: Session,
    paths: Sequence[Path],
    options: Options = PLAIN,
    progress: Progress = SILENT,
    told: Told | None = None,
    done: Imported | None = None,
) -> Imported:
    """Imports photos and folders of photos.

    A file that is no photo, broken or gone is one problem; the others go on. Where a whole
    folder is gone, what it still held is not asked for, and is told in one line besides. The
    same bytes again change nothing, but for a track that places a photo that was nowhere before,
    and a name that tells the time of one that had none.

    Args:
        session: who imports, where to.
        paths: files and folders.
        options: how.
        progress: told after each batch; may stop the import between batches.
        told: what each batch stored, before the progress; what it heard of stays, whatever
            stops the import. It hears again of each file that is tied at the end, or waits.
        done: filled as the import goes on and returned, so that whoever stops it knows.

    Raises:
        UnreadableError: a track can't be read, or has no times.
        UsageError: an unknown datum.
        SurroundingsError: the disk is full or the project can't be written; ``added`` of its
            parameters tells how many photos are in by now.
        Interrupted: by the keyboard; ``added`` likewise.
    """
    if options.datum not in photo_facts.DATUMS:
        known = ", ".join(photo_facts.DATUMS)
        raise UsageError("datum_unknown", given=options.datum, known=known)
    run = _Run(session, options, Imported() if done is None else done)
    found = candidates(paths, run.done.problems)
    run.done.refused = len(run.done.problems)
    try:
        for batch in _batches(run, found):
            stored = run.write(batch) if batch else []
            if told is not None and stored:
                told(stored)
            progress.step("importing_photos", run.seen, len(found))
        run.compare_clocks()  # first: by a clock in doubt nothing is tied
        run.tie(progress, told)
    except SurroundingsError as error:
        if error.code not in ("disk_full", "photo_copy_failed"):
            raise
        left = len(found) - run.seen
        code = "photos_stopped_full" if error.code == "disk_full" else "photos_stopped_failed"
        reason = str(error.params.get("reason", ""))
        raise SurroundingsError(code, added=run.done.added, left=left, reason=reason) from error
    except KeyboardInterrupt:
        raise Interrupted("photos_interrupted", added=run.done.added) from None
    finally:
        with contextlib.suppress(SurroundingsError):
            run.compare_clocks()
            run.tie(SILENT, told)  # of what came before somebody stopped it
        run.done.problems[:0] = run.sources.told(run.left)
        with contextlib.suppress(SurroundingsError):
            session.project.checkpoint()
    return run.done


def _batches(run: _Run, found: Sequence[Candidate]) -> Iterator[list[Taken]]:
    """Photos in batches of up to ``_BATCH``, or of what ``_BATCH_SECONDS`` brought.

    Where nothing was taken for a while, an empty one: so that files that are all refused are
    counted while they are, and can be stopped.
    """
    project = run.session.project
    sizes = {int(r["size"]) for r in project.rows("SELECT DISTINCT size FROM photo WHERE size > 0")}
    batch: list[Taken] = []
    began, full = time.monotonic(), _FIRST
    try:
        for result in take_all(found, project.media, sizes, run.sources):
            if isinstance(result, Refused):
                run.refuse(result)
            else:
                batch.append(result)
            took = time.monotonic() - began
            if len(batch) >= full or took > (_BATCH_SECONDS if batch else _EMPTY_SECONDS):
                yield batch
                began, full = time.monotonic(), min(2 * full, _BATCH) if batch else full
                batch = []
    except SurroundingsError:
        if batch:  # what is copied already is stored, if there is room for that
            yield batch
        raise
    if batch:
        yield batch


class _Run:
    """One import while it goes on."""

    def __init__(self, session: Session, options: Options, done: Imported) -> None:
        self.session = session
        self.done = done
        self.seen = 0
        self.sources = Sources()
        self.left: list[Candidate] = []
        self._actor = session.who
        self._scope = session.project.scope_of(session.who.division)
        self._datum = options.datum
        self._walk = walk_of(session.project, options)
        self._by_clock: set[str] = set()  # cameras of photos that wait for a track, or got it
        self._cameras: set[str] = set()  # of all photos
        self._placed: dict[str, str] = {}  # photo -> camera, by whose clock a track placed it now
        self._doubted: set[str] = set()  # of these, those whose clock seems to be off
        self._is_compared = False
        self._stored: dict[str, Stored] = {}  # photo -> the first file of this run that holds it
        self._first: dict[str, str] = {}  # photo -> the file of this run that brought it
        self._tagger: AutoTagger | None = None
        if options.auto_tag:
            self._tagger = AutoTagger(session.project, options.phase, options.lead)

    def refuse(self, result: Refused) -> None:
        """Counts a file that was not taken."""
        self.seen += 1
        if result.problem is not None:
            self.done.problems.append(result.problem)
            self.done.refused += result.problem.fatal
            if result.is_left:
                self.left.append(result.candidate)
                self.done.left += result.problem.fatal

    def write(self, batch: Sequence[Taken]) -> list[Stored]:
        """Stores one batch, whole or not at all; it counts once it is stored."""
        project = self.session.project
        counted = Imported()
        stored: list[Stored] = []
        with project.action(self._actor.actor_id) as action:
            importers = _importers(project, [self._id(taken) for taken in batch])
            for taken in batch:
                before = _marks(counted)
                self._one(action, taken, importers, counted)
                told = (now > was for now, was in zip(_marks(counted), before, strict=True))
                stored.append(Stored(taken.candidate.shown, taken.kept.sha256, *told))
        for one in stored:
            self._stored.setdefault(one.sha256, one)
        for name in ("added", "duplicates", "located"):
            setattr(self.done, name, getattr(self.done, name) + getattr(counted, name))
        self.done.photos += counted.photos
        self.done.problems += counted.problems
        self.done.changes.append(action.changes)
        self.seen += len(batch)
        return stored

    def tie(self, progress: Progress, told: Told | None) -> None:
        """Ties what is stored by now, once, and tells of it."""
        tagger, self._tagger = self._tagger, None
        if tagger is None or not self._stored:
            return
        tied = photo_tying.tie_all(
            self.session, list(self._stored), tagger, progress, self._doubted
        )
        done = self.done
        done.ties |= tied.ties
        done.tagged += len(tied.ties)
        done.needs_choice += len(tied.waiting)
        done.phases.update(tie.phase for tie in tied.ties.values())
        done.changes += tied.changes
        for photo, code in tied.waiting.items():
            shown, params = self._stored[photo].shown, {"photo": photo[:12]}
            done.problems.append(Problem(code, shown, params=params, fatal=False))
        if told is not None:
            told(
                [replace(self._stored[photo], is_tied=True) for photo in tied.ties]
                + [replace(self._stored[photo], needs_choice=True) for photo in tied.waiting]
            )

    def compare_clocks(self) -> None:
        """Tells of clocks: offsets of cameras that took nothing, and how far others were off.

        That is asked of the photos of the project, for the clocks by which tracks were used.
        """
        if self._walk is None or self._is_compared:
            return
        self._is_compared = True
        known = ", ".join(sorted(self._cameras - {""})) or "—"
        for camera in self._walk.strangers(self._cameras):
            params = {"camera": camera, "known": known}
            problem = Problem("clock_offset_camera_unknown", params=params, fatal=False)
            self.done.problems.append(problem)
        if not self._by_clock:
            return
        offered = photo_clock.propose(self.session.project, self._walk)
        self.done.clocks = photo_clock.differing(offered, self._walk, self._by_clock)
        by_camera = {offer.camera: offer for offer in self.done.clocks}
        for photo, camera in self._placed.items():
            if offer := by_camera.get(camera):
                self._doubted.add(photo)
                self.done.problems.append(photo_clock.doubt(offer, self._stored[photo].shown))

    def _id(self, taken: Taken) -> str:
        return identity.photo_of_bytes(
            self.session.project.project_id, self._scope, taken.kept.sha256
        )

    def _one(
        self, action: Action, taken: Taken, importers: dict[str, set[str]], counted: Imported
    ) -> None:
        photo, kept = self._id(taken), taken.kept
        origin = {"file": taken.candidate.name, "sha256": kept.sha256}
        for code, params in taken.facts.warnings:
            if code in _TOLD:
                told = Problem(code, taken.candidate.shown, params=params, fatal=False)
                counted.problems.append(told)
        known = importers.setdefault(photo, set())
        if known:
            counted.duplicates += 1
            self._say_first(action, photo, taken, counted)
            fields = self._again(action, photo, taken, known, counted)
        else:
            fields = photo_facts.fields_of(taken.facts, kept.sha256, kept.size, self._datum)
            self._say_future(taken, fields, counted)
            fields |= self._place(taken, fields, counted)
            action.create("photo", photo, fields, origin=origin)
            counted.added += 1
            counted.located += "lon" in fields
        known.add(self._actor.actor_id)
        counted.photos.append(kept.sha256)
        self._first.setdefault(photo, taken.candidate.shown)
        self._cameras.add(camera_of(fields))
        self._say_far(taken, fields, counted)

    def _say_future(self, taken: Taken, fields: dict[str, Any], counted: Imported) -> None:
        """Keeps with a photo, and says, that its time is still to come."""
        for remark in photo_proven.future(fields):
            fields["warnings"] = [*fields.get("warnings", []), remark]
            code, params = remark
            problem = Problem(code, taken.candidate.shown, params=params, fatal=False)
            counted.problems.append(problem)

    def _say_far(self, taken: Taken, fields: dict[str, Any], counted: Imported) -> None:
        """Says where a photo lies far from all that the project is about."""
        sha256 = taken.kept.sha256
        spot = {"sha256": sha256, "lon": fields.get("lon"), "lat": fields.get("lat")}
        for km in photo_astray.far_km(self.session.project, [spot]).values():
            code, params = photo_astray.remark(km)
            problem = Problem(code, taken.candidate.shown, params=params, fatal=False)
            counted.problems.append(problem)

    def _say_first(self, action: Action, photo: str, taken: Taken, counted: Imported) -> None:
        """Names the photo that a file is another copy of; the same file again goes without."""
        first = self._first.get(photo, "")
        if not first:
            state = action.state("photo", photo)
            names = [] if state is None else [str(o.what.get("file", "")) for o in state.origins]
            if not names or taken.candidate.name in names:
                return
            first = names[0]
        params = {"first": first, "photo": taken.kept.sha256[:12]}
        problem = Problem("photo_duplicate", taken.candidate.shown, params=params, fatal=False)
        counted.problems.append(problem)

    def _again(
        self,
        action: Action,
        photo: str,
        taken: Taken,
        known: set[str],
        counted: Imported,
    ) -> dict[str, Any]:
        """A photo that is there: another's import of it, and a place where it had none.

        The second import states the hash alone: what was read of the same bytes stands
        already, and a person's word on it since must not meet it again as a rival.
        """
        origin = {"file": taken.candidate.name, "sha256": taken.kept.sha256}
        if self._actor.actor_id not in known:
            fields = {"sha256": origin["sha256"]}
            action.create("photo", photo, fields, origin=origin)
        state = action.state("photo", photo)
        if state is None:
            return {}
        fields = {name: f.value for name, f in state.fields.items() if f.value is not None}
        if not state.void:
            fields |= self._by_other_name(action, photo, taken, fields, counted)
            place = self._place(taken, fields, counted)
            if place:
                action.set_fields("photo", photo, place)
                counted.located += 1
                fields |= place
        return fields

    def _by_other_name(
        self,
        action: Action,
        photo: str,
        taken: Taken,
        fields: dict[str, Any],
        counted: Imported,
    ) -> dict[str, Any]:
        """The time that another name tells, set where there was none; says what is not taken."""
        timed, remarks = photo_again.time_by_name(fields, taken.facts)
        if timed:
            action.set_fields("photo", photo, timed)
        for code, params in remarks + photo_again.datum_kept(fields, taken.facts, self._datum):
            problem = Problem(code, taken.candidate.shown, params=params, fatal=False)
            counted.problems.append(problem)
        return timed

    def _place(self, taken: Taken, fields: dict[str, Any], counted: Imported) -> dict[str, Any]:
        """The place of a photo that has none, by the tracks; says why they don't tell it."""
        if self._walk is None or "lon" in fields:
            return {}
        self._by_clock.add(camera_of(fields))
        place, told = self._walk.place(fields)
        if place and photo_facts.by_camera_clock(fields):
            self._placed[taken.kept.sha256] = camera_of(fields)
        if place and self._walk.moves_day(fields):
            told = (MOVES_DAY, {})
        if told is not None:
            code, params = told
            problem = Problem(code, taken.candidate.shown, params=params, fatal=False)
            counted.problems.append(problem)
        return place


def _marks(counted: Imported) -> tuple[int, int]:
    """What of the count each photo adds to, in the order of ``Stored``."""
    return counted.added, counted.located


def _importers(project: Project, photos: Sequence[str]) -> dict[str, set[str]]:
    """Who brought in each of these photos before."""
    ids = list(dict.fromkeys(photos))
    out: dict[str, set[str]] = {}
    for row in project.rows(_CREATED.format(marks=",".join("?" * len(ids))), *ids):
        out.setdefault(row["entity_id"], set()).add(row["actor"])
    return out
