"""Imports a list that comes again, as a person decided on its comparison."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from greenshield import messages
from greenshield.domain import workflow
from greenshield.domain.errors import ConflictError, Problem, RefusedError, UsageError
from greenshield.domain.reissue import Regrouped, Unsure
from greenshield.domain.reissue_decisions import Decisions
from greenshield.formats.ledger_build import folded
from greenshield.geo import codec
from greenshield.project.changes import Changes
from greenshield.services import (
    ledger_campaign,
    ledger_compare,
    ledger_decisions,
    ledger_import,
    ledger_rows,
    lineage,
    lineage_facts,
)
from greenshield.services.calendar import day
from greenshield.services.ledger_campaign import Listed
from greenshield.services.ledger_compare import Compared
from greenshield.services.ledger_decisions import Decided
from greenshield.services.ledger_import import LedgerImported
from greenshield.services.ledger_judged import LedgerOptions
from greenshield.services.ledger_known import REISSUED
from greenshield.services.lineage_carry import Part
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import Session

_DEADLINE: Final = "deadline"
_LEFT_OPEN: Final = ("lineage_values_differ", "lineage_amount_open")


@dataclass(frozen=True, slots=True)
class Reissued:
    """What became of a list that came again.

    Attributes:
        imported: as of any import.
        split, merged: numbers of the issues that were replaced.
        noted: numbers of the gone issues that got a comment.
        problems: decisions that were not taken; what the lineage remarks.
        changes: what each of the actions wrote.
    """

    imported: LedgerImported
    split: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    changes: tuple[Changes, ...] = ()


def import_list(
    session: Session,
    path: Path,
    options: LedgerOptions,
    decisions: Path | Mapping[str, str] | None = None,
    *,
    of: str = "",
    note_gone: bool = False,
    progress: Progress = SILENT,
) -> Reissued:
    """Imports a list as decided: first what is split and merged, then the rows.

    Each split and each merge is an action of its own, the rows are one; a stop between them leaves
    all that was done whole, and the same call again does the rest.

    Args:
        session: who acts, where.
        path: the list.
        options: how it is read; a dry run does all of it as a rehearsal, of which nothing stays.
        decisions: the sheet in which a person decided, or what a face was given, as
            ``ledger_decisions.chosen`` takes it; None for none.
        of: the earlier edition, as of ``ledger_compare.compare``.
        note_gone: comments on issues that the list leaves out.
        progress: as of ``ledger_import.import_file``.

    Raises:
        UsageError, UnreadableError, RefusedError, SurroundingsError: as
            ``ledger_import.import_file``, ``ledger_compare.compare`` and
            ``ledger_decisions.read``.
    """
    division = session.who.division
    listed = ledger_campaign.judge(session.project, path, options, division, of, progress)
    found = ledger_compare.of_listed(session.project, listed, of, progress)
    decided = _decided(found, decisions)
    work = _Work(session, listed, found, of)
    # The rows are judged by what the splits and merges made: what is tried has to make it too.
    is_dry = options.dry_run
    with session.project.rehearsal() if is_dry else contextlib.nullcontext():
        rows = work.replaced(decided)
        options = replace(listed.options, decided=rows)
        done = ledger_import.import_file(session, path, options, progress, listed.judged)
        noted = work.note_gone() if note_gone else ()
    problems = (*listed.remarks, *decided.problems, *work.remarks(done), *work.problems)
    changes = () if is_dry else (*work.changes, done.changes)
    return Reissued(done, tuple(work.split), tuple(work.merged), noted, problems, changes)


def _decided(found: Compared, decisions: Path | Mapping[str, str] | None) -> Decided:
    if decisions is None:
        return Decided({}, (), (), ())
    if isinstance(decisions, Path):
        return ledger_decisions.read(found, decisions)
    return ledger_decisions.chosen(found, decisions)


class _Work:
    def __init__(self, session: Session, listed: Listed, found: Compared, of: str) -> None:
        self._session = session
        self._of = of
        self._judged = listed.judged
        self._found = found
        self._options = listed.options
        self._rows = {
            before + row.row: row
            for before, sheet in ledger_rows.numbered(listed.judged)
            for row in sheet.file.rows
        }
        self._remarks: list[tuple[Sequence[str], Problem]] = []
        self.problems: list[Problem] = []
        self.changes: list[Changes] = []
        self.split: list[str] = []
        self.merged: list[str] = []

    def replaced(self, decided: Decided) -> dict[str, Decisions]:
        """Splits and merges; the decisions for the rows, whose values count for the new issues."""
        fields: dict[str, dict[str, bool]] = {}
        aside: set[int] = set()
        for groups, make, made in (
            (decided.splits, self._split, self.split),
            (decided.merges, self._merge, self.merged),
        ):
            for group in groups:
                successors = self._done(group, make)
                if successors:
                    made += [self._number(issue) for issue in group.issues]
                else:
                    aside.update(group.rows)
                for issue, row in zip(successors, group.rows, strict=False):
                    fields[issue] = dict.fromkeys(self._rows[row].fields, True)
        left = {(self._found.rows[n].sheet, self._found.rows[n].row) for n in aside}
        return {
            sheet: Decisions(
                rows.same, rows.aside | {row for name, row in left if name == sheet},
                {**rows.fields, **fields},
            )
            for sheet, rows in decided.rows.items()
        }  # fmt: skip

    def _done(
        self, group: Regrouped, make: Callable[[Regrouped], lineage.Replaced]
    ) -> Sequence[str]:
        """The successors; none where a rule refuses them, which is told."""
        try:
            made = make(group)
        except (RefusedError, ConflictError, UsageError) as error:
            self._refuse(error, group)
            return ()
        self._remarks += [(made.successors, one) for one in made.remarks]
        self.changes.append(made.changes)
        if made.pending:  # nothing is there yet that the rows could fill
            file, row = self._place(group)
            params = {"numbers": ", ".join(made.numbers)}
            self.problems.append(Problem("reissue_waits_signature", file, row, "", params))
            self.problems += self._deadlines_left(group)
            return ()
        return made.successors

    def remarks(self, done: LedgerImported) -> list[Problem]:
        """What the splits and merges remarked, but for fields left open that the rows fill."""
        filled = {
            (row.issue_id, name)
            for sheet in done.sheets
            for row in sheet.plan.rows
            for name, value in row.values.items()
            if value is not None
        }
        return [
            remark
            for successors, remark in self._remarks
            if remark.code not in _LEFT_OPEN
            or not successors
            or not filled.issuperset((one, remark.column) for one in successors)
        ]

    def _split(self, group: Regrouped) -> lineage.Replaced:
        parts = [self._part(group, row) for row in group.rows]
        return lineage.split(
            self._session, group.issues[0], parts, on=self._on, reason=self._reason("split"),
            documents=[self._judged.path], partly=self._is_partly(group),
            beyond=True,
        )  # fmt: skip

    def _is_partly(self, group: Regrouped) -> bool:
        """Whether a person saw that the rows leave a part of the patch open."""
        told = (group.issues, group.rows)
        unsure = self._found.verdicts.unsure
        return any(u.why == "partly" and (u.issues, u.rows) == told for u in unsure)

    def _merge(self, group: Regrouped) -> lineage.Replaced:
        return lineage.merge(
            self._session, group.issues, self._part(group, group.rows[0]), on=self._on,
            reason=self._reason("merged"), documents=[self._judged.path], beyond=True,
        )  # fmt: skip

    def _part(self, group: Regrouped, number: int) -> Part:
        """The issue that a row becomes; one that keeps an old number has it beside its own.

        The old issue keeps its number too, and no two have one.
        """
        row = self._rows[number]
        told = str(row.fields["clue_no"])
        given: dict[str, object] = {"clue_no": told}
        if self._found.met.get(number) in group.issues:
            given = {"clue_no": self._free(told), "external_nos": [[REISSUED, told]]}
        shape = row.geometry
        if shape is not None and shape.geom_type == "Point":
            given |= {"lon": repr(shape.x), "lat": repr(shape.y)}
        elif shape is not None:
            given["geom"] = codec.to_hex(shape)
        return Part(given | self._signed_for(group, row.fields))

    def _signed_for(self, group: Regrouped, told: Mapping[str, object]) -> dict[str, object]:
        """Of a problem what the row says of facts that its plan rests on.

        The city signs for these, and they are held in the new issue: no later import fills them.
        """
        old = self._session.project.issue(group.issues[0])
        if old is None or old.state not in workflow.WITH_HEIRS:
            return {}
        names = lineage_facts.TOLD if len(group.issues) > 1 else lineage_facts.OF_A_PART
        return {name: told[name] for name in names if told.get(name)}

    def _deadlines_left(self, group: Regrouped) -> list[Problem]:
        """A remark on each row with another deadline than the one that its issue takes over.

        An older list repeats the deadline from before an extension, so none goes into a plan by
        itself: a person plans an earlier one, and a later one needs an extension.
        """
        olds = [state for one in group.issues if (state := self._session.project.issue(one))]
        held = min((str(one.get(_DEADLINE)) for one in olds if one.get(_DEADLINE)), default="")
        out = []
        for number in group.rows:
            told = self._rows[number].fields.get(_DEADLINE)
            if held and told and told != held:
                params = {"clue_no": self._rows[number].fields["clue_no"], "told": str(told),
                          "deadline": held}  # fmt: skip
                file, row = self._place(replace(group, rows=(number,)))
                code = "reissue_deadline_held"
                out.append(Problem(code, file, row, "", params, fatal=False))
        return out

    def _free(self, number: str) -> str:
        """The first of number-1, number-2 … that neither the list nor the project has."""
        rows = self._session.project.rows("SELECT clue_no FROM issue")
        taken = {folded(str(row["clue_no"])) for row in rows}
        taken |= {folded(row.number) for row in self._found.rows.values()}
        return next(
            made for n in itertools.count(1) if folded(made := f"{number}-{n}") not in taken
        )

    @property
    def _on(self) -> str:
        return day(self._options.on)

    def _reason(self, what: str) -> str:
        return messages.text(f"reissue_reason_{what}", {"file": self._found.file}, "zh")

    def _number(self, issue_id: str) -> str:
        known = self._found.issues.get(issue_id)
        return issue_id if known is None else known.number

    def _place(self, group: Regrouped) -> tuple[str, int]:
        """File and row by which a problem tells a group."""
        row = self._found.rows[group.rows[0]]
        several = len(self._found.sheets) > 1
        return f"{self._found.file}［{row.sheet}］" if several else self._found.file, row.row

    def _refuse(self, error: RefusedError | ConflictError | UsageError, group: Regrouped) -> None:
        file, row = self._place(group)
        self.problems.append(Problem(error.code, file, row, "", dict(error.params)))
        self.problems += [
            Problem(one.code, file, row, "", dict(one.params)) for one in error.missing
        ]

    def note_gone(self) -> tuple[str, ...]:
        """Comments on what the list leaves out, once for each list.

        None while sheets were left unread: what they hold is not left out. None where the list
        may be one of some issues alone, but for an edition that a person named.
        """
        gone = self._found.verdicts.gone
        if not gone:
            return ()
        if self._found.left:
            params = {"sheets": "、".join(self._found.left)}
            self.problems.append(Problem("reissue_gone_unsure", self._found.file, params=params))
            return ()
        if not self._of and self._is_partial():
            counts = {"gone": len(gone), "held": len(self._held())}
            self.problems.append(Problem("reissue_gone_partial", self._found.file, params=counts))
            return ()
        text = messages.text("reissue_comment_gone", {"file": self._found.file}, "zh")
        project = self._session.project
        noted: list[str] = []
        with project.action(self._session.who.actor_id) as action:
            for issue_id in gone:
                issue = project.issue(issue_id)
                if issue is None or any(c.text == text for c in issue.comments):
                    continue
                action.emit("commented", "issue", issue_id, {"text": text})
                noted.append(self._number(issue_id))
        self.changes.append(action.changes)
        return tuple(noted)

    def _held(self) -> set[str]:
        """The issues that the list speaks of, by whatever number."""
        told = self._found.verdicts
        groups: list[Regrouped | Unsure] = [
            *told.split, *told.merged, *told.renumbered, *told.unsure,
        ]  # fmt: skip
        return {*self._found.met.values(), *(issue for one in groups for issue in one.issues)}

    def _is_partial(self) -> bool:
        """Whether the list leaves out more than it holds, or has rows without a place.

        So has a list of progress, which tells of some issues and takes none of the others away.
        """
        leaves_most = len(self._found.verdicts.gone) > len(self._held())
        return leaves_most or any(row.geometry is None for row in self._rows.values())
