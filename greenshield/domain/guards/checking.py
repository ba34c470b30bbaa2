"""The field check and what follows from it: ``check``, ``dismiss``, and the check relied on."""

from __future__ import annotations

from greenshield.domain.casefile import CaseFile, SeenRecord, text_of
from greenshield.domain.errors import Missing
from greenshield.domain.guards.guard import Guard
from greenshield.domain.guards.photos import USED_BEFORE, doubt

OUTCOMES = ("not_true", "compliant", "outside", "duplicate")


def new_check_record(case: CaseFile) -> list[Missing]:
    """A field check that says whether the clue is true, and that no earlier check move used."""
    used = {
        record_id
        for m in case.moves("check")
        if isinstance(m.pins.get("records"), dict)
        for record_id in m.pins["records"]
    }
    fresh = [r for r in case.records("check") if r.record_id not in used]
    if not fresh:
        return [Missing("check_record_missing", {}, "check")]
    if not any(isinstance(r.get("is_true"), bool) for r in fresh):
        return [Missing("check_result_missing", {"record": fresh[-1].record_id}, "check")]
    if case.occurred_on and all(r.occurred_on > case.occurred_on for r in fresh):
        params = {"checked_on": fresh[0].occurred_on, "occurred_on": case.occurred_on}
        return [Missing("check_after_move", params, "check")]
    return []


def check_photos(case: CaseFile) -> list[Missing]:
    """As many photos of the state before as the rule set asks, far and near both."""
    return photo_set(case, "before")


def once_check_photos(case: CaseFile) -> list[Missing]:
    """As it was asked once: clocks that were off by days were not looked at."""
    return photo_set(case, "before", once=True)


def photo_set(
    case: CaseFile,
    phase: str,
    since: str = "",
    used_in: tuple[str, ...] = (),
    *,
    once: bool = False,
) -> list[Missing]:
    """A set of photos of one phase that count, far and near both among them.

    Args:
        case: the case.
        phase: ``before`` or ``lookback``.
        since: the day on or after which they must have been taken, ISO, "" for any.
        used_in: phases of which the photos must be new to the issue.
        once: as of ``guards.photos.doubt``.
    """
    rules = case.ruleset
    wanted = rules.photos_per_check
    counted: dict[str, set[str]] = {}
    doubts: dict[str, str] = {}
    for photo in case.photos(phase):
        why = doubt(photo, rules, since=since, until=case.occurred_on, once=once)
        if not why and used_in and case.tagged(photo.sha256, used_in):
            why = USED_BEFORE
        if why:
            doubts[photo.sha256] = why
        else:
            photo.rely()
            counted.setdefault(photo.tag.kind, set()).add(photo.sha256)
        if _enough(counted, wanted):
            return []
    case.rely_on_all(phase)
    return _lacking(phase, wanted, counted, doubts)


def _all(counted: dict[str, set[str]]) -> set[str]:
    return set().union(*counted.values()) if counted else set()


def _enough(counted: dict[str, set[str]], wanted: int) -> bool:
    far, near = counted.get("far", set()), counted.get("near", set())
    return len(_all(counted)) >= wanted and len(far | near) >= 2 and bool(far) and bool(near)


def _lacking(
    phase: str, wanted: int, counted: dict[str, set[str]], doubts: dict[str, str]
) -> list[Missing]:
    out = []
    have = len(_all(counted))
    if have < wanted:
        params = {"phase": phase, "wanted": wanted, "have": have}
        out.append(Missing("photos_too_few", params, phase))
    for kind in ("far", "near"):
        if not counted.get(kind):
            out.append(Missing("photo_kind_missing", {"phase": phase, "kind": kind}, phase))
    if not out:
        out.append(Missing("photo_kind_missing", {"phase": phase, "kind": "near"}, phase))
    return out + doubted(phase, doubts)


def doubted(phase: str, doubts: dict[str, str]) -> list[Missing]:
    """One entry for each photo that does not count, with the reason as a code."""
    return [
        Missing("photo_not_counted", {"photo": sha, "phase": phase, "why": why}, phase)
        for sha, why in doubts.items()
    ]


def relied_check(case: CaseFile) -> list[Missing]:
    """Where several checks stand, the officer names one; it says what the move says."""
    checks = case.records("check")
    named = text_of(case.data("relied_check"))
    if not checks:
        return [Missing("check_record_missing", {}, "check")]
    if not named and len(checks) > 1:
        ids = ", ".join(r.record_id for r in checks)
        return [Missing("relied_check_unnamed", {"records": ids}, "relied_check")]
    chosen = next((r for r in checks if r.record_id == named), None) if named else checks[0]
    if chosen is None:
        return [Missing("relied_check_unknown", {"record": named}, "relied_check")]
    return _contradicted(case, chosen)


def _contradicted(case: CaseFile, chosen: SeenRecord) -> list[Missing]:
    is_true = chosen.get("is_true")
    params = {"record": chosen.record_id}
    if case.request.move == "register" and is_true is not True:
        return [Missing("check_says_untrue", params, "check")]
    if case.data("outcome") == "not_true" and is_true is not False:
        return [Missing("check_says_true", params, "check")]
    return []


def dismiss_outcome(case: CaseFile) -> list[Missing]:
    """An outcome; ``outside`` only where the patch lies outside, ``duplicate`` names of what."""
    outcome = case.data("outcome")
    if outcome not in OUTCOMES:
        out = [Missing("outcome_missing", {"known": ", ".join(OUTCOMES)}, "outcome")]
        if not text_of(case.data("duplicate_of")):
            params = {"decided_by": "outcome", "values": "duplicate", "move": "dismiss"}
            params["field"] = "duplicate_of"
            out.append(Missing("field_needed_if", params, "duplicate_of"))
        return out
    if outcome == "duplicate" and not text_of(case.data("duplicate_of")):
        return [Missing("duplicate_of_missing", {}, "duplicate_of")]
    return _not_outside(case) if outcome == "outside" else []


def _not_outside(case: CaseFile) -> list[Missing]:
    for name in ("geom", "lon", "lat"):
        case.field(name)
    overlay = case.overlay()
    if overlay is None:
        return [Missing("overlay_unknown", {}, "geom")]
    if overlay.patch_m2 == 0:
        return [Missing("point_not_outside", {"boundary": row.layer, "name": row.name}, "geom")
                for row in overlay.rows]  # fmt: skip
    limit = case.ruleset.overlap_tolerance_m2(overlay.patch_m2)
    return [
        Missing(
            "patch_not_outside",
            {
                "layer": row.layer,
                "boundary": row.layer,
                "name": row.name,
                "area_m2": row.area_m2,
                "limit_m2": limit,
            },
            "geom",
        )
        for row in overlay.rows
        if row.area_m2 > limit
    ]


GUARDS = (
    Guard("new_check_record", "本次现场核查记录", "a field check record of this check",
          new_check_record),
    Guard("check_photos", "规定数量的有效照片，全景、近景俱全",
          "as many photos that count as the rule set asks, far and near both", check_photos,
          once=once_check_photos),
    Guard("relied_check", "采信的核查记录与结论一致",
          "the check relied on, which says what the move says", relied_check),
    Guard("dismiss_outcome", "不予立案结论；与保护地、红线或管控区重叠超限时不得认定在保护地外",
          "an outcome; not outside while the patch overlaps an area, red line or control area "
          "by more than the tolerance", dismiss_outcome),
)  # fmt: skip
