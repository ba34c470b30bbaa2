"""What the start room asks of the worker.

Services are imported inside the functions: the window imports this file too, and must not wait
for libraries that only the worker needs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from greenshield.domain.errors import Missing
from ui.tasks.work import Outcome, Work


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the list of people.

    Attributes:
        pin: ``none``, ``set`` or ``lost``, on this device.
        is_default: who acts here where nobody is named.
    """

    actor_id: str
    name: str
    unit: str = ""
    tier: str = ""
    roles: tuple[str, ...] = ()
    active: bool = True
    pin: str = "none"
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """Everybody of a project, and whether this device is shared: somebody has a PIN here."""

    items: tuple[Person, ...] = ()
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One line of a work list, as ``services.work_list.Task``."""

    issue_id: str
    number: str
    state: str
    move: str
    due: str
    overdue: bool
    mine: bool
    area: str
    facility_name: str
    checking: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a verification tells, and of which kind: broken, a remark, mended."""

    kind: str
    code: str
    where: str
    about: str = ""
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found."""

    ok: bool
    root: str
    events: int
    photos: int
    trust: str
    rebuilt: bool
    findings: tuple[Finding, ...] = ()


def there(work: Work, paths: list[str]) -> dict[str, bool]:
    """Which of some folders still hold a project; a drive that is asleep holds up no window."""
    from greenshield.services import folder_files

    out = {}
    for path in paths:
        work.progress.step("", 0, 0)
        out[path] = folder_files.is_project(Path(path))
    return out


def people(work: Work) -> People:
    """Everybody of the open project, active ones first."""
    from greenshield import settings
    from greenshield.services import people as book
    from greenshield.services import person_pin

    project = work.project
    default = settings.load().default_actor(project.project_id)
    found = [
        Person(
            a.actor_id, a.name, a.unit, a.tier, tuple(a.roles), a.active,
            person_pin.standing(project, a.actor_id), a.actor_id == default,
        )
        for a in book.everyone(project)
    ]  # fmt: skip
    found.sort(key=lambda p: not p.active)
    return People(tuple(found), person_pin.is_shared(project))


def remember_person(work: Work, actor_id: str) -> Outcome:
    """Makes somebody the one who acts here where nobody is named."""
    from greenshield.services import people as book

    book.use(work.project, actor_id)
    return Outcome()


def forget_person(work: Work, actor_id: str) -> Outcome:
    """Asks anew who works here the next time."""
    from greenshield import settings

    project_id = work.project.project_id
    if settings.load().default_actor(project_id) == actor_id:
        settings.set_default_actor(project_id, None)
    return Outcome()


def add_person(work: Work, given: dict[str, Any]) -> Outcome:
    """Adds an actor, as a keeper; the new id."""
    from greenshield.services import people as book

    added = book.add(work.project, work.session.who, **given)
    return Outcome(added.actor_id, _of_actor(added.actor_id))


def choose_pin(work: Work, actor_id: str, pin: str, old: str) -> Outcome:
    """Sets or changes a PIN; a keeper's recovery code, or ""."""
    from greenshield.services import people as book
    from greenshield.services import person_pin

    actor = book.find(work.project, actor_id)
    code = person_pin.choose(work.project, actor, pin, old=old)
    return Outcome(code, _of_actor(actor_id))


def reset_pin(work: Work, actor_id: str) -> Outcome:
    """Takes a PIN away, as a keeper."""
    from greenshield.services import people as book
    from greenshield.services import person_pin

    actor = book.find(work.project, actor_id)
    person_pin.reset(work.project, work.session.who, actor)
    return Outcome(None, _of_actor(actor_id))


def new_project(_: Work, path: Path, given: dict[str, Any]) -> Outcome:
    """Makes a project; its folder. It is closed again: the desk opens it."""
    from greenshield.services import new_project as maker

    with maker.create(path, **given) as project:
        return Outcome(project.layout.folder)


def rulesets(_: Work) -> list[tuple[str, str, str]]:
    """Name, Chinese and English title of each rule set that ships."""
    from greenshield import reference

    found = [reference.ruleset(name) for name in reference.ruleset_names()]
    return [(rules.name, rules.zh, rules.en) for rules in found]


def sample(work: Work, parent: Path, name: str) -> Outcome:
    """Makes the sample project in a new folder below one; the project's folder.

    Nobody is remembered as the one who works in it: who opens it first is asked.
    """
    from greenshield import settings
    from greenshield.services import sample_project
    from greenshield.services.session import reading

    made = sample_project.make(sample_project.free_folder(parent, name), work.progress)
    with reading(made) as session:
        settings.set_default_actor(session.project.project_id, None)
    return Outcome(made)


def work_list(work: Work, actor_id: str, limit: int) -> tuple[list[WorkLine], int, int, int]:
    """The most urgent of what waits for somebody today, and three counts.

    These are: how much there is, how much of it is overdue, of how much of this it is the check.
    """
    from greenshield.services import calendar
    from greenshield.services import people as book
    from greenshield.services import work_list as lists

    actor = book.find(work.project, actor_id)
    found = lists.of(work.project, actor, as_of=calendar.today(), limit=limit)
    lines = [
        WorkLine(
            t.issue_id, t.number, t.state, t.move, t.due, t.overdue, t.mine, t.area,
            t.facility_name, t.checking,
        )
        for t in found.items
    ]  # fmt: skip
    return lines, found.total, found.overdue, found.checks_overdue


def lacking(work: Work, actor_id: str, lines: list[WorkLine]) -> None:
    """What the next moves of some lines lack, told line by line: (issue, missing)."""
    from greenshield.domain.errors import GreenShieldError
    from greenshield.services import calendar
    from greenshield.services import people as book
    from greenshield.services import work_list as lists
    from greenshield.services.session import Session

    session = Session(work.project, book.find(work.project, actor_id))
    today = calendar.today()
    for done, line in enumerate(lines):
        work.progress.step("", done, len(lines))
        task = lists.Task(
            line.issue_id, line.number, line.state, line.move, line.due, line.overdue, line.mine,
            line.area, "", "", line.facility_name,
        )  # fmt: skip
        try:
            missing: tuple[Missing, ...] = lists.lacking(session, task, as_of=today)
        except GreenShieldError:  # it went on meanwhile; the list is about to be asked anew
            continue
        work.tell((line.issue_id, missing))


def calendar_files(work: Work, outs: dict[str, Path], lang: str) -> dict[str, int]:
    """Writes calendars; how many lines of each have a day.

    Args:
        work: where.
        outs: actor id -> file; "" for everything that has a day, whoever does it.
        lang: of the calendars.
    """
    from greenshield.services import calendar, calendars, deadline_calendar
    from greenshield.services import people as book

    made: dict[str, int] = {}
    today = calendar.today()
    everything = calendars.held(work.project, today, work.progress)
    for done, (actor_id, out) in enumerate(outs.items()):
        work.progress.step("calendars_writing", done, len(outs))
        if actor_id:
            actor = book.find(work.project, actor_id)
            text = calendars.of_person(work.project, actor, everything, today, lang)
        else:
            text = calendars.of_project(work.project, everything, lang)
        deadline_calendar.write(out, text)
        made[actor_id] = text.count("STATUS:CONFIRMED")
    return made


def device_request(work: Work, path: Path, passphrase: str | None, out: Path) -> Outcome:
    """Writes the request that lets a keeper bring this device in; the device's id."""
    from greenshield.services import devices, session

    work.progress.step("", 0, 0)
    with session.reading(path, passphrase=passphrase) as opened:
        return Outcome(devices.request(opened.project, out))


def verify(
    work: Work, path: Path, passphrase: str | None, trusted: str, rebuild: bool
) -> Verified:  # fmt: skip
    """Verifies a project or a pack; with ``rebuild`` makes its tables anew first.

    The project must not be open here where it is rebuilt.
    """
    from greenshield.services import called, verifying

    found = verifying.verify(
        path, passphrase=passphrase, trusted=trusted, rebuild_tables=rebuild,
        progress=work.progress,
    )  # fmt: skip
    kinds = {
        "broken": found.broken, "unjudgeable": found.unjudgeable, "remark": found.remarks,
        "mended": found.mended, "taken_over": found.taken_over,
    }  # fmt: skip
    findings = tuple(
        Finding(kind, one.code, one.where, called.of(one, found.names), dict(one.params))
        for kind, several in kinds.items()
        for one in several
    )
    return Verified(
        found.ok, found.root, found.events, found.photos, found.trust, found.rebuilt, findings
    )


def _of_actor(actor_id: str) -> Any:
    from greenshield.project.changes import Changes

    return Changes("", {}, {"actor": (actor_id,)})
