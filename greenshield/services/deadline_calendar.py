"""Days of obligations as an iCalendar file (RFC 5545, 7986), for the calendar on a phone or a desk.

The file is written in one step, so that a program which subscribes to it (from a folder that is
shared, or a server that gives it out) reads the old or the new one, never half of one.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from greenshield import messages
from greenshield.domain import dates, workflow
from greenshield.domain.errors import SurroundingsError, UsageError
from greenshield.domain.obligations import Obligation
from greenshield.domain.waiting import DECIDE, SIGN
from greenshield.reports.writing import write_whole
from greenshield.services.calendar_revisions import Revision, subject

_LINE = 75  # octets of a content line without its end, RFC 5545, 3.1
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_MARKED: Final = re.compile(r"[\x00-\x1f\x7f\\;,]")
_AGAIN: Final = "PT12H"  # how often a program that subscribes should look


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a calendar says of itself.

    Attributes:
        name: as the phone shows it.
        made_at: when it was made.
        lang: ``zh`` or ``en``.
    """

    name: str
    made_at: datetime
    lang: str = "zh"


def text(
    project_id: str,
    found: Iterable[Obligation],
    calendar: Calendar,
    revisions: Mapping[str, Revision],
) -> str:
    """The calendar: one whole-day event for each obligation that has a day.

    An obligation keeps its ``UID`` from one file to the next, whatever step it has come to, so
    that a calendar that is read again moves its events instead of doubling them. What is over
    is told as cancelled. What is overdue keeps its day, and says so. Names of persons are left
    out: calendars are often kept by others.

    Args:
        project_id: whose, a part of each ``UID``.
        found: one event for each of those that have a day.
        calendar: what it says of itself.
        revisions: of what they follow from, as ``calendar_revisions.of`` tells: their
            ``SEQUENCE``, which never falls, and ``LAST-MODIFIED``.
    """
    made_at = calendar.made_at.astimezone(UTC)
    name, stamp = _escaped(calendar.name), _utc(made_at)
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Green Shield//obligations//EN",
        "CALSCALE:GREGORIAN", f"NAME:{name}", f"X-WR-CALNAME:{name}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{_AGAIN}", f"X-PUBLISHED-TTL:{_AGAIN}",
    ]  # fmt: skip
    told: set[str] = set()  # a patrol of two inspectors is one day in the county's calendar
    for one in found:
        if _days(one.due) and one.key not in told:
            told.add(one.key)
            revision = revisions.get(subject(one), Revision(0, None))
            lines += _event(one, calendar.lang, [
                f"UID:{_escaped(one.key)}@{project_id}.greenshield",
                f"DTSTAMP:{stamp}",
                f"SEQUENCE:{revision.number}",
                # a device whose clock is ahead changed nothing later than now
                *([f"LAST-MODIFIED:{_utc(min(revision.at, made_at))}"] if revision.at else []),
            ])  # fmt: skip
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines)


def write(out: Path, content: str) -> None:
    """Writes a calendar file whole or not at all.

    Raises:
        UsageError: ``calendar_ending``.
        SurroundingsError: ``calendar_unwritable``: no permission, no room, no such folder.
    """
    if out.suffix.lower() != ".ics":
        raise UsageError("calendar_ending", ending=out.suffix)
    try:
        write_whole(out, content.encode("utf-8"))
    except (UsageError, SurroundingsError) as error:
        number = errno.EISDIR if error.code == "report_is_folder" else errno.ENOENT
        reason = str(error.params.get("reason") or os.strerror(number))
        raise SurroundingsError("calendar_unwritable", file=str(out), reason=reason) from error


@lru_cache(maxsize=256)  # a few, told of every issue
def step_word(step: str, lang: str) -> str:
    """What a person calls the next step of a line: the move, or the signature."""
    if step in (SIGN, DECIDE):
        return messages.text(f"step_{step}", {}, lang)
    return str(getattr(workflow.MOVES[step], lang))


def what_word(one: Obligation, lang: str) -> str:
    """What an obligation is called."""
    return _what_word(one.what, one.stage if one.what == "referral" else "", lang)


@lru_cache(maxsize=256)
def _what_word(what: str, stage: str, lang: str) -> str:
    return messages.text(f"obligation_{what}{'_' if stage else ''}{stage}", {}, lang)


@lru_cache(maxsize=256)
def _next_word(move: str, lang: str) -> str:
    step = step_word(move, lang) if move else ""
    return messages.text("calendar_next", {"step": step}, lang) if step else ""


def _utc(moment: datetime) -> str:
    return moment.strftime("%Y%m%dT%H%M%SZ")


def _event(one: Obligation, lang: str, edition: list[str]) -> list[str]:
    """An event; ``edition`` holds the lines that tell which one it is, and how new."""
    words = {"number": one.number, "step": what_word(one, lang), "place": one.facility_name}
    summary = messages.text("calendar_summary", words, lang)
    if one.overdue:
        summary = messages.text("calendar_overdue", {"summary": summary}, lang)
    return [
        "BEGIN:VEVENT",
        *edition,
        *_days(one.due),
        f"STATUS:{'CANCELLED' if one.done else 'CONFIRMED'}",
        f"SUMMARY:{_escaped(summary)}",
        f"DESCRIPTION:{_escaped(_description(one, lang))}",
        "TRANSP:TRANSPARENT",
        *([] if one.done else _alarm(summary)),
        "END:VEVENT",
    ]


@lru_cache(maxsize=4096)  # many fall on one day
def _days(due: str) -> tuple[str, ...]:
    """The lines of a whole day, none for what is no day; the last day of all has no next one."""
    day = date.fromisoformat(due) if dates.is_date(due) else date.max
    if day == date.max:
        return ()
    return (
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
    )


def _alarm(summary: str) -> list[str]:
    return [
        "BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(summary)}", "TRIGGER:-P1D",
        "END:VALARM",
    ]  # fmt: skip


def _description(one: Obligation, lang: str) -> str:
    told = (one.area, one.facility_name, one.text, _next_word(one.move, lang))
    return "\n".join(part for part in told if part)


def _escaped(value: str) -> str:
    """A text value as RFC 5545, 3.3.11 writes it; control characters have no place in one."""
    if _MARKED.search(value) is None:
        return value
    plain = _CONTROLS.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n"))
    for sign in "\\;,":
        plain = plain.replace(sign, "\\" + sign)
    return plain.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A content line in pieces of 75 octets at the most, none of which parts a character."""
    if line.isascii() and len(line) <= _LINE:  # most are
        return line + "\r\n"
    octets = line.encode("utf-8")
    pieces, begin, room = [], 0, _LINE
    while begin < len(octets):
        end = min(begin + room, len(octets))
        while end < len(octets) and octets[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        pieces.append(octets[begin:end])
        begin, room = end, _LINE - 1  # the space that goes before
    return b"\r\n ".join(pieces).decode("utf-8") + "\r\n"
