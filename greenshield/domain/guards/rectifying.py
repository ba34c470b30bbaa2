"""Rectification done: measures, figures, after-photos, a before/after pair."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from greenshield.domain.casefile import CaseFile, SeenPhoto, filled
from greenshield.domain.errors import Missing
from greenshield.domain.guards.checking import doubted
from greenshield.domain.guards.guard import Guard
from greenshield.domain.guards.photos import (
    angle_apart,
    angle_as_shown,
    azimuth,
    doubt,
    taken_day,
)

AngleOf = Callable[[SeenPhoto, SeenPhoto], float | None]

_REBUILT = "restore"


def measures_done(case: CaseFile) -> list[Missing]:
    """Every measure is done, with quantity and a date not after the move."""
    measures = case.records("measure")
    if not measures:
        return [Missing("measure_missing", {}, "measure")]
    out = []
    for record in measures:
        done = record.text("done_on")
        params = {"record": record.record_id}
        if not done:
            out.append(Missing("measure_date_missing", params, "measure"))
        elif case.occurred_on and done > case.occurred_on:
            late = {**params, "done_on": done, "occurred_on": case.occurred_on}
            out.append(Missing("measure_done_later", late, "measure"))
        if not filled(record.get("done_quantity")):
            out.append(Missing("measure_quantity_missing", params, "measure"))
    return out


def result_figures(case: CaseFile) -> list[Missing]:
    """What was demolished and restored, in m², where the plan had it done."""
    codes = case.field("measure_codes")
    planned = set(codes) if isinstance(codes, list) else set()
    planned |= {record.text("code") for record in case.records("measure")}
    wanted = []
    if "demolish" in planned:
        wanted.append("demolished_area")
    if case.field("measure_class") == _REBUILT or "natural_recovery" in planned:
        wanted.append("restored_area")
    return [
        Missing("field_missing", {"field": name, "move": "self_check"}, name)
        for name in wanted
        if not case.has(name)
    ]


def after_photos(case: CaseFile) -> list[Missing]:
    """Every measure is shown by an after-photo that counts, taken since it was done.

    A photo tagged for one measure speaks for that one, any other for all. After a look-back
    that found a rebound, only photos since then speak.
    """
    return _after_photos(case, once=False)


def once_after_photos(case: CaseFile) -> list[Missing]:
    """As it was asked once: clocks that were off by days were not looked at."""
    return _after_photos(case, once=True)


def _after_photos(case: CaseFile, *, once: bool) -> list[Missing]:
    reopened = _reopened_on(case)
    waiting = {r.record_id: max(r.text("done_on"), reopened) for r in case.records("measure")}
    if not waiting:
        waiting = {"": reopened}
    doubts: dict[str, str] = {}
    for photo in case.photos("after"):
        for record_id in _shown_by(photo, waiting):
            since = waiting[record_id]
            why = doubt(photo, case.ruleset, since=since, until=case.occurred_on, once=once)
            if why:
                doubts[photo.sha256] = why
            else:
                photo.rely()
                del waiting[record_id]
        if not waiting:
            return []
    case.rely_on_all("after")
    out = [Missing("after_photo_missing", {"record": name}, "after") for name in waiting]
    return out + doubted("after", doubts)


def photo_pair(case: CaseFile) -> list[Missing]:
    """A before-photo and a later after-photo that look the same way, both counting.

    Before means: taken no later than the first measure was done.
    """
    return _pair(case, angle_apart)


def any_photo_pair(case: CaseFile) -> list[Missing]:
    """As it was asked once: what two azimuths count from was not looked at, nor were clocks."""
    return _pair(case, _least_angle, once=True)


def _least_angle(before: SeenPhoto, after: SeenPhoto) -> float | None:
    """By the rule of then or of now: a move that was made by either stays right."""
    found = [angle_as_shown(before, after), angle_apart(before, after)]
    return min((angle for angle in found if angle is not None), default=None)


def _pair(case: CaseFile, angle_of: AngleOf, *, once: bool = False) -> list[Missing]:
    limit = case.ruleset.pair_max_angle_deg
    done = [day for r in case.records("measure") if (day := r.text("done_on"))]
    best: float | None = None
    for after in _looking(case, "after", _reopened_on(case), once=once):
        latest = min([*done, taken_day(after)])
        for before in _looking(case, "before", "", once=once):
            if before.sha256 == after.sha256 or taken_day(before) > latest:
                continue
            angle = angle_of(before, after)
            if angle is None:
                continue
            if angle <= limit:
                before.rely()
                after.rely()
                return []
            best = angle if best is None else min(best, angle)
    case.rely_on_all("before", "after")
    if best is None:
        return [Missing("pair_missing", {"limit_deg": limit}, "after")]
    return [Missing("pair_angle_too_wide", {"angle_deg": best, "limit_deg": limit}, "after")]


def _looking(case: CaseFile, phase: str, since: str, *, once: bool) -> Iterator[SeenPhoto]:
    """Photos of a phase that count and whose azimuth is known."""
    for photo in case.photos(phase):
        if azimuth(photo) is None:
            continue
        if not doubt(photo, case.ruleset, since=since, until=case.occurred_on, once=once):
            yield photo


def _shown_by(photo: SeenPhoto, waiting: dict[str, str]) -> list[str]:
    record_id = photo.tag.record_id
    if record_id:
        return [record_id] if record_id in waiting else []
    return list(waiting)


def _reopened_on(case: CaseFile) -> str:
    reopened = case.last("reopen")
    return "" if reopened is None else reopened.occurred_on


GUARDS = (
    Guard("measures_done", "每项措施均已完成，有数量和日期",
          "every measure done with quantity and date", measures_done),
    Guard("result_figures", "拆除面积、恢复面积", "areas demolished and restored", result_figures),
    Guard("after_photos", "每项措施完成后的有效照片", "after-photos that count", after_photos,
          once=once_after_photos),
    Guard("photo_pair", "整改前后对比照片，方位角相差不超限", "a before/after pair", photo_pair,
          once=any_photo_pair),
)  # fmt: skip
