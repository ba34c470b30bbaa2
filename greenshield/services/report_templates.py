"""A county's own template of the closure report: checked, taken, shown, dropped, written out.

The template lies in ``media/`` by its hash; which one is used is a fact of the project, changed
by an event, so that every laptop of the county writes the same form.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

from greenshield import resources
from greenshield.domain.errors import Problem, UnreadableError, UsageError
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.reports import closure_template
from greenshield.reports.stationery import Stationery
from greenshield.reports.template_kinds import Group, Leaf, Rows, dotted
from greenshield.reports.word_file import WordTemplate
from greenshield.reports.writing import write_whole
from greenshield.services import people
from greenshield.services.session import Session

BUILT_IN = "built-in"
"""Stands for the template that the program ships, where a file may be named."""


@dataclass(frozen=True, slots=True)
class CheckedTemplate:
    """What a look at a template found.

    Attributes:
        name: of the file.
        sha256: of the file.
        used: the fields that it asks for and that exist, by their paths, sorted.
        problems: what is wrong, each with its paragraph and field; remarks are not ``fatal``.
    """

    name: str
    sha256: str
    used: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def usable(self) -> bool:
        """True where reports can be made with it, whatever their issue holds."""
        return not any(problem.fatal for problem in self.problems)


@dataclass(frozen=True, slots=True)
class KeptTemplate:
    """The template that a project uses instead of the built-in one."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class OfferedField:
    """One name that a template may use, ``[]`` where rows are gone through.

    Attributes:
        path: its name.
        kind: ``text``, ``number``, ``flag``, ``picture``, ``rows`` or ``group``.
        meaning: what it holds, and in which form; of the report's own words the words.
    """

    path: str
    kind: str
    meaning: str


def fields(lang: str = "zh") -> tuple[OfferedField, ...]:
    """Every name that a template of the closure report may use, in the report's order.

    The report's own words (``w``) come last: they are many, and a county has its own.

    Args:
        lang: of what is told of each, ``zh`` or ``en``.
    """
    stationery = _stationery()
    own = stationery.closure_words[lang]["template"]
    meanings = stationery.field_meanings[lang]
    offered = [*dotted(closure_template.fields_of(_labels()))]
    offered.sort(key=lambda one: one[0].partition(".")[0] == "w")
    return tuple(
        OfferedField(
            path,
            _kind(kind),
            own[path[2:]] if path.startswith("w.") else closure_template.meaning(path, meanings),
        )
        for path, kind in offered
    )


def check(file: Path) -> CheckedTemplate:
    """Looks at a template from a file: nothing is written.

    First everything in it is read without being run. Where that finds no fault, it is filled
    twice, for an issue that has everything and for one that has nothing.

    Raises:
        UnreadableError: it is no Word document, or too large.
    """
    return _checked(_read(file))


def use(session: Session, file: Path) -> tuple[CheckedTemplate, Changes]:
    """Makes a template the project's, from now on.

    Raises:
        RefusedError: who acts is no keeper.
        UnreadableError: it asks for what does not exist, or can't be read; ``problems`` holds
            every fault.
    """
    people.need_keeper(session.who)
    template = _read(file)
    closure_template.refuse(template, _labels())
    closure_template.rehearse(template, _labels())
    found = _checked(template)
    session.project.media.keep_bytes(template.content, ".docx")
    return found, _set(session, found.name, found.sha256)


def drop(session: Session) -> Changes:
    """Makes the built-in template the project's again.

    Raises:
        RefusedError: who acts is no keeper.
    """
    people.need_keeper(session.who)
    return _set(session, None, None)


def in_force(project: Project) -> KeptTemplate | None:
    """The template that a project uses, None for the built-in one."""
    row = project.rows("SELECT extra FROM project WHERE id = ?", project.project_id)[0]
    held = json.loads(row["extra"])
    name, sha256 = held.get("closure_template_name"), held.get("closure_template_sha256")
    if not isinstance(sha256, str) or not sha256:
        return None
    return KeptTemplate(name if isinstance(name, str) and name else sha256[:12], sha256)


def chosen(project: Project, word: str = "") -> WordTemplate | None:
    """The template that a report is made with, None for the built-in one.

    Args:
        project: whose own is taken where none is named.
        word: a file, or ``built-in``; "" for the project's.

    Raises:
        UnreadableError: the file can't be read; the project's own is missing or altered.
    """
    if word == BUILT_IN:
        return None
    if word:
        return _read(Path(word))
    kept = in_force(project)
    if kept is None:
        return None
    return WordTemplate.checked(kept.name, project.media.read(kept.sha256))


def write(project: Project, out: Path, *, built_in: bool = False) -> str:
    """Writes out the template that a project uses, to change it or to start from.

    Args:
        project: whose.
        out: the .docx to write.
        built_in: write the one that the program ships, whatever the project uses.

    Returns:
        The template's name, ``built-in`` for the one that the program ships.

    Raises:
        UsageError: the ending is not .docx; the folder does not exist.
        UnreadableError: the project's own is missing or altered.
        SurroundingsError: no room, no permission.
    """
    if out.suffix.lower() != ".docx":
        raise UsageError("report_kind_unknown", ending=out.suffix, known=".docx")
    template = None if built_in else chosen(project)
    if template is None:
        shipped = WordTemplate.read(_stationery().closure)
        write_whole(out, shipped.content)
        return BUILT_IN
    write_whole(out, template.content)
    return template.name


def _checked(template: WordTemplate) -> CheckedTemplate:
    labels = _labels()
    sha256 = hashlib.sha256(template.content).hexdigest()
    try:
        asked = closure_template.asked(template, labels)
        found = CheckedTemplate(template.name, sha256, tuple(sorted(asked.used)), asked.problems)
        if found.usable:
            closure_template.rehearse(template, labels)
            if not closure_template.prints_banners(template, labels):
                put = Problem("template_banners_put", template.name, fatal=False)
                found = replace(found, problems=(*found.problems, put))
    except UnreadableError as error:
        params = {name: value for name, value in error.params.items() if name != "file"}
        problem = Problem(error.code, template.name, params=params)
        return CheckedTemplate(template.name, sha256, (), (problem,))
    return found


def _read(file: Path) -> WordTemplate:
    return replace(WordTemplate.read(file), name=file.name)


def _set(session: Session, name: str | None, sha256: str | None) -> Changes:
    values = {"closure_template_name": name, "closure_template_sha256": sha256}
    with session.project.action(session.who.actor_id) as action:
        action.set_fields("project", session.project.project_id, values)
    return action.changes


def _stationery() -> Stationery:
    return Stationery.load(resources.path("templates"))


def _labels() -> closure_template.Labels:
    return closure_template.labels_of(_stationery())


def _kind(kind: Leaf | Rows | Group) -> str:
    if isinstance(kind, Leaf):
        return kind.of
    return "rows" if isinstance(kind, Rows) else "group"
