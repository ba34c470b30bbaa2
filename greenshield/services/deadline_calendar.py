"""Deadlines of a work list as an iCalendar file (RFC 5545), for the calendar on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from greenshield import messages
from greenshield.domain import workflow
from greenshield.domain.errors import SurroundingsError
from greenshield.services.work_list import SIGN, Task

_LINE = 75  # octets of a content line without its end, RFC 5545, 3.1
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


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


def text(project_id: str, tasks: Iterable[Task], calendar: Calendar) -> str:
    """The calendar: one whole-day event a line that has a day, with an alarm the day before.

    A line keeps its ``UID`` from one file to the next, so that a calendar that is read again
    moves its events instead of doubling them. Names of persons are left out: calendars are
    often kept by others.
    """
    stamp = calendar.made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Green Shield//work list//EN",
        "CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{_escaped(calendar.name)}",
    ]  # fmt: skip
    for task in tasks:
        if _is_date(task.due):
            lines += _event(project_id, task, stamp, calendar.lang)
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines)


def write(out: Path, content: str) -> None:
    """Writes a calendar file.

    Raises:
        SurroundingsError: no permission, no room.
    """
    try:
        out.write_bytes(content.encode("utf-8"))
    except OSError as error:
        raise SurroundingsError(
            "calendar_unwritable", file=str(out), reason=error.strerror or str(error)
        ) from error


def _event(project_id: str, task: Task, stamp: str, lang: str) -> list[str]:
    day = date.fromisoformat(task.due)
    words = {
        "number": task.number, "step": step_word(task.move, lang), "area": task.area,
        "place": task.facility_name,
    }  # fmt: skip
    summary = messages.text("calendar_summary", words, lang)
    return [
        "BEGIN:VEVENT",
        f"UID:{_escaped(task.issue_id)}.{task.move}@{project_id}.greenshield",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(summary)}",
        f"DESCRIPTION:{_escaped(' '.join(w for w in (task.area, task.facility_name) if w))}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(summary)}",
        "TRIGGER:-P1D",
        "END:VALARM",
        "END:VEVENT",
    ]


def step_word(step: str, lang: str) -> str:
    """What a person calls the next step of a line: the move, or the signature."""
    if step == SIGN:
        return messages.text("step_consent", {}, lang)
    return str(getattr(workflow.MOVES[step], lang))


def _is_date(given: str) -> bool:
    try:
        date.fromisoformat(given)
    except ValueError:
        return False
    return True


def _escaped(value: str) -> str:
    """A text value as RFC 5545, 3.3.11 writes it; control characters have no place in one."""
    plain = _CONTROLS.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n"))
    for sign in "\\;,":
        plain = plain.replace(sign, "\\" + sign)
    return plain.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A content line in pieces of 75 octets at the most, none of which parts a character."""
    pieces, room = [""], _LINE
    for letter in line:
        size = len(letter.encode("utf-8"))
        if size > room:
            pieces.append("")
            room = _LINE - 1  # the space that goes before
        pieces[-1] += letter
        room -= size
    return "\r\n ".join(pieces) + "\r\n"
