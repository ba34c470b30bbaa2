"""Imports a list that comes again, as a person decided on its comparison."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from greenshield import messages
from greenshield.domain.errors import ConflictError, Problem, RefusedError, UsageError
from greenshield.domain.reissue import Regrouped
from greenshield.domain.reissue_decisions import Decisions
from greenshield.formats.ledger import LedgerRow
from greenshield.geo import codec
from greenshield.services import (
    ledger_compare,
    ledger_decisions,
    ledger_import,
    ledger_judged,
    lineage,
)
from greenshield.services.calendar import day
from greenshield.services.ledger_compare import Compared
from greenshield.services.ledger_decisions import Decided
from greenshield.services.ledger_import import LedgerImported
from greenshield.services.ledger_judged import Judged, LedgerOptions
from greenshield.services.lineage_carry import Part
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import Session


@dataclass(frozen=True, slots=True)
class Reissued:
    """What became of a list that came again.

    Attributes:
        imported: as of any import.
        split, merged: numbers of the issues that were replaced.
        noted: numbers of the gone issues that got a comment.
        problems: decisions that were not taken; what the lineage remarks.
    """

    imported: LedgerImported
    split: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def import_list(
    session: Session,
    path: Path,
    options: LedgerOptions,
    decisions: Path | None = None,
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
        options: how it is read; a dry run splits, merges and notes nothing.
        decisions: the sheet in which a person decided; None for none.
        of: the earlier edition, as of ``ledger_compare.compare``.
        note_gone: comments on issues that the list leaves out.
        progress: as of ``ledger_import.import_file``.

    Raises:
        UsageError, UnreadableError, RefusedError, SurroundingsError: as
            ``ledger_import.import_file``, ``ledger_compare.compare`` and
            ``ledger_decisions.read``.
    """
    judged = ledger_judged.judge(session.project, path, options, session.who.division, progress)
    progress.step("comparing_rows", 0, 0)
    found = ledger_compare.of_judged(session.project, judged, options, of)
    decided = _NOTHING if decisions is None else ledger_decisions.read(found, decisions)
    work = _Work(session, judged, found, options)
    rows = work.replaced(decided)
    done = ledger_import.import_file(session, path, replace(options, decided=rows), progress)
    noted = work.note_gone() if note_gone else ()
    problems = (*decided.problems, *work.problems)
    return Reissued(done, tuple(work.split), tuple(work.merged), noted, problems)


_NOTHING = Decided(Decisions(), (), (), ())


class _Work:
    def __init__(
        self, session: Session, judged: Judged, found: Compared, options: LedgerOptions
    ) -> None:
        self._session = session
        self._judged = judged
        self._found = found
        self._options = options
        self._rows = {row.row: row for row in judged.file.rows}
        self.problems: list[Problem] = []
        self.split: list[str] = []
        self.merged: list[str] = []

    def replaced(self, decided: Decided) -> Decisions:
        """Splits and merges; the decisions for the rows, whose values count for the new issues."""
        fields = {issue: dict(told) for issue, told in decided.rows.fields.items()}
        aside = set(decided.rows.aside)
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
        return Decisions(decided.rows.same, frozenset(aside), fields)

    def _done(
        self, group: Regrouped, make: Callable[[Regrouped], lineage.Replaced]
    ) -> Sequence[str]:
        """The successors; none where a rule refuses them, which is told, or in a dry run."""
        if self._options.dry_run:
            return ()
        try:
            made = make(group)
        except (RefusedError, ConflictError, UsageError) as error:
            self._refuse(error, group)
            return ()
        self.problems += made.remarks
        return made.successors

    def _split(self, group: Regrouped) -> lineage.Replaced:
        parts = [_part(self._rows[row]) for row in group.rows]
        return lineage.split(
            self._session, group.issues[0], parts, on=self._on, reason=self._reason("split"),
            documents=[self._judged.path], partly=self._is_partly(group),
        )  # fmt: skip

    def _is_partly(self, group: Regrouped) -> bool:
        """Whether a person saw that the rows leave a part of the patch open."""
        if made.pending:  # nothing is there yet that the rows could fill
            file, row = self._found.file, group.rows[0]
            params = {"numbers": ", ".join(made.numbers)}
            self.problems.append(Problem("reissue_waits_signature", file, row, "", params))
            return ()
        told = (group.issues, group.rows)
        unsure = self._found.verdicts.unsure
        return any(u.why == "partly" and (u.issues, u.rows) == told for u in unsure)

    def _merge(self, group: Regrouped) -> lineage.Replaced:
        return lineage.merge(
            self._session, group.issues, _part(self._rows[group.rows[0]]), on=self._on,
            reason=self._reason("merged"), documents=[self._judged.path],
        )  # fmt: skip

    @property
    def _on(self) -> str:
        return day(self._options.on)

    def _reason(self, what: str) -> str:
        return messages.text(f"reissue_reason_{what}", {"file": self._found.file}, "zh")

    def _number(self, issue_id: str) -> str:
        known = self._found.issues.get(issue_id)
        return issue_id if known is None else known.number

    def _refuse(self, error: RefusedError | ConflictError | UsageError, group: Regrouped) -> None:
        file, row = self._found.file, group.rows[0]
        self.problems.append(Problem(error.code, file, row, "", dict(error.params)))
        self.problems += [
            Problem(one.code, file, row, "", dict(one.params)) for one in error.missing
        ]

    def note_gone(self) -> tuple[str, ...]:
        """Comments on what the list leaves out, once for each list."""
        if self._options.dry_run:
            return ()
        text = messages.text("reissue_comment_gone", {"file": self._found.file}, "zh")
        project = self._session.project
        noted: list[str] = []
        with project.action(self._session.who.actor_id) as action:
            for issue_id in self._found.verdicts.gone:
                issue = project.issue(issue_id)
                if issue is None or any(c.text == text for c in issue.comments):
                    continue
                action.emit("commented", "issue", issue_id, {"text": text})
                noted.append(self._number(issue_id))
        return tuple(noted)


def _part(row: LedgerRow) -> Part:
    given: dict[str, object] = {"clue_no": str(row.fields["clue_no"])}
    shape = row.geometry
    if shape is not None and shape.geom_type == "Point":
        given |= {"lon": repr(shape.x), "lat": repr(shape.y)}
    elif shape is not None:
        given["geom"] = codec.to_hex(shape)
    return Part(given)
