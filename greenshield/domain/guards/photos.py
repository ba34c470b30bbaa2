"""When a photo counts as evidence.

It counts when its position and time are measured, it lies inside or near the patch (far and
aerial views may stand farther off, but for those of after the rectification), and it was taken on
or after the day it has to prove and no later than the move that it proves. One placed by hand,
whose dates contradict each other, or whose file breaks off, counts only with another actor's
written acceptance; so does one that a track placed by a clock that was put right by so much
that its day is another.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from greenshield.domain import dates
from greenshield.domain.casefile import SeenPhoto, is_number, text_of
from greenshield.domain.rulesets import RuleSet
from greenshield.domain.state import Value

MEASURED_POSITIONS = frozenset({"exif", "xmp", "track"})
MEASURED_TIMES = frozenset({"exif", "exif_digitized", "xmp", "gps"})
CONTRADICTION = "contradicts"  # part of every warning code that tells of contradictory dates

MAGNETIC = "M"  # the reference of an azimuth that counts from magnetic north
_TRUE, _OF_FILE = "azimuth_true_deg", "azimuth_deg"

_CUT = "photo_truncated"  # the warning of a file whose end is missing
_CLOCK = "photo_clock_offset"  # the warning of a place by a clock that was put right

# Why a photo does not count, as a code in the parameters of what is missing.
NO_PLACE, TOO_FAR, NO_TIME = "no_position", "too_far", "no_time"
TOO_EARLY, TOO_LATE = "too_early", "too_late"
NOT_ACCEPTED, USED_BEFORE = "not_accepted", "used_before"
BROKEN_OFF, CLOCK_OFF = "truncated", "clock_off"

_WIDE = frozenset({"far", "aerial"})


def is_wide(kind: str) -> bool:
    """Whether a kind of photo shows a patch from afar."""
    return kind in _WIDE


def limit_m(ruleset: RuleSet, phase: str, kind: str) -> float:
    """How far outside the patch a photo of a phase and kind may stand, metres.

    A far or aerial view gets the rule set's wider limit; one of after the rectification does not.
    """
    wide = is_wide(kind) and phase != "after"
    return ruleset.nearness_far_m if wide else ruleset.nearness_m


def doubt(
    photo: SeenPhoto, ruleset: RuleSet, *, since: str = "", until: str = "", once: bool = False
) -> str:
    """Why a photo does not count as evidence, "" where it does.

    Args:
        photo: the photo as it is tagged.
        ruleset: says how far off it may stand.
        since: the day on or after which it must have been taken, ISO, "" for any.
        until: the day of the move, after which nothing can prove it, ISO, "" for any.
        once: as it was asked once, when nobody looked at how far a clock was off.
    """
    distance = photo.distance_m()
    if not is_number(photo.get("lon")) or not is_number(photo.get("lat")) or distance is None:
        return NO_PLACE
    if distance > limit_m(ruleset, photo.tag.phase, photo.tag.kind):
        return TOO_FAR
    day = taken_day(photo)
    if not day:
        return NO_TIME
    if day < since:
        return TOO_EARLY
    if until and day > until:
        return TOO_LATE
    clock_off = not once and _clock_moves_day(photo)
    if (_trusted(photo) and not clock_off) or _accepted(photo):
        return ""
    if clock_off:
        return CLOCK_OFF
    return BROKEN_OFF if _CUT in _warning_codes(photo.get("warnings")) else NOT_ACCEPTED


def taken_day(photo: SeenPhoto) -> str:
    """The Chinese calendar date on which a photo was taken, "" where unknown."""
    taken, offset = text_of(photo.get("taken_at")), text_of(photo.get("taken_at_offset"))
    if offset and dates.is_date(taken[:10]) and not _has_offset(taken):
        taken += offset
    return dates.day_of(taken) or ""


def time_is_measured(source: Value, warnings: Value) -> bool:
    """Whether a device measured when a photo was taken, and nothing in its file contradicts it.

    Args:
        source: its field ``taken_at_source``.
        warnings: its field ``warnings``.
    """
    return source in MEASURED_TIMES and not any(
        CONTRADICTION in code for code in _warning_codes(warnings)
    )


def clock_moves_day(taken_at: Value, offset: Value, warnings: Value) -> bool:
    """Whether a track placed a photo by a clock that was put right, and on another day by that.

    Then nobody measured its day: either the clock was wrong on it, or the place is.

    Args:
        taken_at: its field ``taken_at``, as the clock showed it.
        offset: its field ``taken_at_offset``.
        warnings: its field ``warnings``, where what was added to the clock stands.
    """
    try:
        shown = datetime.fromisoformat(dates.china_time(taken_at, text_of(offset)))
    except ValueError:
        return False
    return any(_is_other_day(shown, seconds) for seconds in _added(warnings))


def azimuth(photo: SeenPhoto) -> float | None:
    """The direction a photo looks in, degrees clockwise from true north, or None.

    A photo that was imported when there was no true azimuth has what its file says.
    """
    found = _degrees(photo, _TRUE)
    return _degrees(photo, _OF_FILE) if found is None else found


def angle_apart(one: SeenPhoto, other: SeenPhoto) -> float | None:
    """The angle between the directions of two photos, 0–180 degrees; None where nobody knows it.

    Where one was imported when there was no true azimuth and its own counts from magnetic north,
    only what the files say can be compared, and only where the other's counts from there too.
    """
    pair = (one, other)
    bare = [photo for photo in pair if _degrees(photo, _TRUE) is None]
    if len(bare) != 1 or bare[0].get("azimuth_ref") != MAGNETIC:
        return angle_as_shown(one, other)
    if any(photo.get("azimuth_ref") != MAGNETIC for photo in pair):
        return None
    return _between(_degrees(one, _OF_FILE), _degrees(other, _OF_FILE))


def angle_as_shown(one: SeenPhoto, other: SeenPhoto) -> float | None:
    """The same as it was taken once: whatever each of the two directions counts from."""
    return _between(azimuth(one), azimuth(other))


def angle_between(one: float, other: float) -> float:
    """The angle between two directions, 0–180 degrees."""
    turn = abs(one - other) % 360.0
    return min(turn, 360.0 - turn)


def _degrees(photo: SeenPhoto, name: str) -> float | None:
    value = photo.get(name)
    return float(value) % 360.0 if is_number(value) else None


def _between(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else angle_between(one, other)


def acceptance_key(fields: Mapping[str, Value]) -> str:
    """What a written acceptance speaks of: the photo's position and time as they stand.

    It is stored with the acceptance as ``accepted_for``; a later change makes it void.
    """
    return f"{fields.get('lon')} {fields.get('lat')} {fields.get('taken_at')}"


def _trusted(photo: SeenPhoto) -> bool:
    if photo.get("position_source") not in MEASURED_POSITIONS:
        return False
    warnings = photo.get("warnings")
    if not time_is_measured(photo.get("taken_at_source"), warnings):
        return False
    return _CUT not in _warning_codes(warnings)


def _clock_moves_day(photo: SeenPhoto) -> bool:
    names = ("taken_at", "taken_at_offset", "warnings")
    return clock_moves_day(*(photo.get(name) for name in names))


def _added(warnings: Value) -> list[Value]:
    """What was added to the clock to place a photo, seconds, as its warnings have it."""
    items = warnings if isinstance(warnings, list) else []
    found = [w for w in items if isinstance(w, list) and len(w) > 1 and w[0] == _CLOCK]
    return [w[1].get("seconds") if isinstance(w[1], dict) else None for w in found]


def _is_other_day(shown: datetime, seconds: Value) -> bool:
    if not is_number(seconds):
        return True
    try:
        return (shown + timedelta(seconds=seconds)).date() != shown.date()
    except OverflowError:
        return True


def _accepted(photo: SeenPhoto) -> bool:
    """Another actor than those who brought in or placed the photo accepted it in writing."""
    second = photo.writer("accepted_by")
    if not second or photo.get("accepted_by") != second or not text_of(photo.get("accepted_note")):
        return False
    if photo.writer("accepted_note") != second or photo.writer("accepted_for") != second:
        return False
    first = {photo.writer(name) for name in ("lon", "lat", "taken_at", "position_source")}
    stands = {name: photo.get(name) for name in ("lon", "lat", "taken_at")}
    return second not in first and photo.get("accepted_for") == acceptance_key(stands)


def _warning_codes(value: Value) -> list[str]:
    """Codes of a photo's warnings, which are codes or ``[code, params]``."""
    items = value if isinstance(value, list) else []
    heads = [item[0] if isinstance(item, list) and item else item for item in items]
    return [head for head in heads if isinstance(head, str)]


def _has_offset(moment: str) -> bool:
    try:
        return datetime.fromisoformat(moment).tzinfo is not None
    except ValueError:
        return False
