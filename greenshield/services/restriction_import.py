"""Imports a negative list (负面清单): which measures a space bars or limits, row by row."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from greenshield import reference, resources
from greenshield.domain import dates
from greenshield.domain.codes import CodeTables, fold_word
from greenshield.domain.errors import Problem, UsageError
from greenshield.formats.ledger_words import Words
from greenshield.formats.listed import Listed, read_listed
from greenshield.formats.listed_cells import Cells
from greenshield.project import identity
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import ledger_reading
from greenshield.services.area_import import need_role
from greenshield.services.session import Session
from greenshield.services.source_files import refuse_own, source_of

ROLES: Final = ("county", "keeper", "city", "province")
KNOWN: Final = (
    "measure", "space", "level", "wording", "source_doc", "issued_by", "valid_from", "valid_to",
    "remark",
)  # fmt: skip
_PLAIN: Final = frozenset(("measure", "space", "level"))
_PARTS: Final = re.compile(r"[、,，;；/\n]+|\s{2,}")
_SPACES: Final = re.compile(r"[、,，;；/\s]+|和|及|与")
_SHORTEST: Final = 2
"""A word of one character (挖) stands in too many others to be looked for in a plan."""


@dataclass(frozen=True, slots=True)
class ListOptions:
    """How a negative list is to be taken.

    Attributes:
        name: what the list is called, which its next version is known by; "" for the file's name.
        valid_from: ISO day from which this version holds, or "".
        space, level: for rows that say none, codes or words, or "".
        sheet, mapping, encoding: as ``listed.read_listed`` takes them.
    """

    name: str = ""
    valid_from: str = ""
    space: str = ""
    level: str = ""
    sheet: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class ListImported:
    """What became of a negative list.

    Attributes:
        file: as the user named it.
        sheet: that was read.
        list_name: by which its next version is known.
        imported, updated, unchanged, refused: rows.
        columns: each with the field it was read as, or "".
        problems: refused rows and remarks.
        sha256: of the file as it is kept in the project's media.
    """

    file: str
    sheet: str
    list_name: str
    imported: int
    updated: int
    unchanged: int
    refused: int
    columns: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    sha256: str
    changes: Changes


def import_file(
    session: Session,
    path: Path,
    options: ListOptions = ListOptions(),
    *,
    dry_run: bool = False,
) -> ListImported:
    """Imports one list in one transaction; the same file again changes nothing.

    Every version of a list stays: which one holds on a day follows from ``valid_from``.

    Args:
        session: who imports, where; for a dry run it may be open for reading.
        path: a workbook or a text table.
        options: how it is to be taken.
        dry_run: only tells what would be done.

    Raises:
        RefusedError: who acts has no role that may import, or the device may not write what all
            counties share.
        UsageError: ``date_malformed``, ``code_unknown``; ``restrictions_version_needed``,
            ``restrictions_version_taken`` where the list is there from another file; as
            ``listed.read_listed``.
        UnreadableError, SurroundingsError: as ``listed.read_listed``.
    """
    need_role(session.who, ROLES)
    project = session.project
    refuse_own(path, project.layout)
    if options.valid_from and not dates.is_date(options.valid_from):
        raise UsageError("date_malformed", given=options.valid_from)
    list_name = " ".join((options.name or path.stem).split())[:200]
    listed = read_listed(
        path, words(), KNOWN, sheet=options.sheet, mapping=options.mapping,
        encoding=options.encoding,
    )  # fmt: skip
    with source_of(path, project.media) as source:
        _check_version(project, list_name, options.valid_from, source.sha256)
        reader = _Reader(listed, options)
        rows = reader.rows()
        made = [
            (identity.restriction_of_row(project.project_id, list_name, source.sha256, n),
             values | {"list_name": list_name, "source_file": source.name[:200],
                       "source_sha256": source.sha256, "source_row": n}
             | ({"list_from": options.valid_from} if options.valid_from else {}))
            for n, values in rows
        ]  # fmt: skip
        new = [project.state("restriction", one) is None for one, _ in made]
        differ = [is_new or _differs(project, *one) for is_new, one in zip(new, made, strict=True)]
        changes = Changes()
        if not dry_run and any(differ):
            with project.action(session.who.actor_id) as action:
                for is_new, (one, values) in zip(new, made, strict=True):
                    if is_new:
                        origin = {"file": source.name, "sha256": source.sha256}
                        origin |= {"row": values["source_row"]}
                        action.create("restriction", one, values, origin=origin)
                    else:
                        action.set_fields("restriction", one, values)
                source.keep(project.media)
            changes = action.changes
        sha256 = source.sha256
    return ListImported(
        file=str(path), sheet=listed.sheet, list_name=list_name, imported=sum(new),
        updated=sum(differ) - sum(new), unchanged=len(made) - sum(differ), refused=reader.refused,
        columns=tuple((c.label, c.field or "") for c in listed.columns),
        problems=(*listed.problems, *reader.problems), sha256=sha256, changes=changes,
    )  # fmt: skip


@cache
def words() -> Words:
    """The words by which negative lists name their columns."""
    shipped = ledger_reading.synonyms({})
    own = tomllib.loads(resources.path("restriction_columns.toml").read_text("utf-8"))["fields"]
    return Words.of(shipped | {"fields": own, "states": {}})


def _differs(project: Project, entity_id: str, values: Mapping[str, Any]) -> bool:
    state = project.state("restriction", entity_id)
    return state is None or any(state.get(name) != value for name, value in values.items())


def _check_version(project: Project, list_name: str, valid_from: str, sha256: str) -> None:
    """Another file of that name is another version, and must say from which other day it holds."""
    others = project.rows(
        "SELECT DISTINCT coalesce(list_from, '') AS since FROM restriction "
        "WHERE list_name = ? AND source_sha256 <> ? AND NOT void",
        list_name, sha256,
    )  # fmt: skip
    if others and not valid_from:
        raise UsageError("restrictions_version_needed", name=list_name)
    if any(row["since"] == valid_from for row in others):
        raise UsageError("restrictions_version_taken", name=list_name, day=valid_from)


class _Reader:
    """Types the rows of a list; what can't be judged by later is refused."""

    def __init__(self, listed: Listed, options: ListOptions) -> None:
        self.refused = 0
        self.problems: list[Problem] = []
        self._listed = listed
        self._tables = reference.code_tables()
        self._space = _spaces(self._tables, options.space, "--space") if options.space else []
        self._level = _level(self._tables, options.level) if options.level else ""

    def rows(self) -> list[tuple[int, dict[str, Any]]]:
        """Row -> typed values of each that is taken."""
        listed = self._listed
        cells = Cells(
            "restriction", listed.file, listed.columns, words(), self._tables, _PLAIN,
            listed.typed, listed.date1904,
        )  # fmt: skip
        out = []
        for number, row in listed.records:
            values = cells.read(number, row)
            if self._complete(number, values):
                out.append((number, values))
        self.problems = [*cells.problems, *self.problems]
        return out

    def _complete(self, number: int, values: dict[str, Any]) -> bool:
        """Reads the measure, the spaces and the level of a row; False where one is missing."""
        measure, space = values.pop("measure", ""), values.pop("space", "")
        level = values.get("level", "") or self._level
        if not measure:
            return self._refuse(number, "restriction_no_measure")
        try:
            spaces = _spaces(self._tables, space, "space") if space else self._space
            values["level"] = _level(self._tables, level) if level else ""
        except UsageError as error:
            return self._refuse(number, "restriction_word_unknown", **error.params)
        if not spaces or not values["level"]:
            lacks = "restriction_no_space" if not spaces else "restriction_no_level"
            return self._refuse(number, lacks)
        values["space_codes"] = spaces
        values |= measures_of(self._tables, measure)
        return True

    def _refuse(self, number: int, code: str, **params: object) -> bool:
        self.refused += 1
        self.problems.append(Problem(code, self._listed.file, number, "", dict(params)))
        return False


def measures_of(tables: CodeTables, text: str) -> dict[str, list[str]]:
    """The codes that a cell names, and what else it names, in words."""
    codes: list[str] = []
    targets: list[str] = []
    free: list[str] = []
    for part in (p.strip() for p in _PARTS.split(text)):
        measure = tables.table("measure").find(part) if part else None
        target = tables.table("restore_target").find(part) if part else None
        if measure is not None:
            codes.append(measure.code)
        elif target is not None:
            targets.append(target.code)
        elif len(fold_word(part)) >= _SHORTEST:
            free.append(part)
    if not codes and not targets and not free:
        free = [text]
    found = {"measure_codes": codes, "restore_targets": targets, "measure_words": free}
    return {name: list(dict.fromkeys(values)) for name, values in found.items() if values}


def _spaces(tables: CodeTables, text: str, where: str) -> list[str]:
    """The codes of one or several spaces.

    Raises:
        UsageError: ``code_unknown``.
    """
    table = tables.table("restricted_space")
    whole = table.find(text.strip())
    if whole is not None:
        return [whole.code]
    out = []
    for part in filter(None, _SPACES.split(text.strip())):
        found = table.find(part)
        if found is None:
            raise UsageError("code_unknown", given=part, known=table.accepted(), field=where)
        out.append(found.code)
    return list(dict.fromkeys(out))


def _level(tables: CodeTables, text: str) -> str:
    table = tables.table("restriction_level")
    found = table.find(text.strip())
    if found is None:
        raise UsageError("code_unknown", given=text, known=table.accepted(), field="level")
    return found.code
