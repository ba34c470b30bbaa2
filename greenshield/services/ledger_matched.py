"""Holds the rows of a list against the issues of earlier editions: by number, place and shape."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import PurePath
from typing import Any, Final, TypeVar

from greenshield.domain import reissue
from greenshield.domain.errors import Problem
from greenshield.domain.reissue import NEAR_M, SAME, Regrouped, Seen, Shared, Unsure, Verdicts
from greenshield.formats.ledger import LedgerRow
from greenshield.formats.ledger_build import folded
from greenshield.geo import reissue as shapes
from greenshield.geo import strayed
from greenshield.project.project import Project
from greenshield.services import (
    ledger_editions,
    ledger_rows,
    ledger_strayed,
    ledger_unnumbered,
)
from greenshield.services.ledger_editions import Earlier
from greenshield.services.ledger_judged import Judged, LedgerOptions, SheetPlan
from greenshield.services.ledger_known import Known
from greenshield.services.ledger_rows import ListRow
from greenshield.services.progress import SILENT, Progress

_Item = TypeVar("_Item")
STEPS: Final = 6  # of a comparison, that progress is told of
_AWAY_M: Final = 2_000.0  # from here on a name is another place's: every township has a quarry
_OVER: Final = 0.5  # of a patch that lies in another one of its own list: they are no parts


class Matched:
    """A list beside the issues that it can be compared with.

    Args:
        project: that holds the issues.
        judged: the list.
        options: how it was read.
        of: the earlier edition, as of ``ledger_editions.earlier``.
        sha256: hash by which an import names the list's bytes, "" where none is asked for.

    Attributes:
        by_id: the issues.
        rows: what can be taken, numbered through all sheets (``ledger_rows.numbered``).
        listed: the same rows as a comparison tells them.
        met: row -> the issue whose number it bears.
        remarks: on a list all of whose places have moved one way.
    """

    def __init__(
        self, project: Project, judged: Judged, options: LedgerOptions, of: str, sha256: str
    ) -> None:
        self._judged = judged
        self._sha256 = sha256
        self._of = of
        self._campaign = options.campaign.strip()
        sheets = list(ledger_rows.numbered(judged))
        known = {self._campaign_of(r) for _, sheet in sheets for r in sheet.file.rows} or {""}
        self._earlier = ledger_editions.earlier(project, known, of)
        self.by_id = {issue.issue_id: issue for issue in self._earlier}
        self.rows: dict[int, LedgerRow] = {}
        self.listed: dict[int, ListRow] = {}
        self.met: dict[int, str] = {}
        self._redrawn: set[int] = set()
        self._strayed: dict[int, reissue.Strayed] = {}
        self.remarks: list[Problem] = []
        for before, sheet in sheets:
            self._take(before, sheet)
            found, shift = ledger_strayed.find(
                project, sheet.file, sheet.plan, shifted=bool(options.datum)
            )
            if shift is not None and shift.rows:
                self.remarks.append(shift.problem(sheet.file.name))
            self._strayed |= {before + row: strayed for row, strayed in found.items()}
        self._held = self._refused(project)

    def _take(self, before: int, sheet: SheetPlan) -> None:
        planned = {row.row: row for row in sheet.plan.rows}
        for row in sheet.file.rows:
            plan = planned.get(row.row)
            if plan is None:
                continue
            n = before + row.row
            self.rows[n] = row
            self.listed[n] = ledger_rows.listed(sheet, row)
            if plan.there is not None:
                self.met[n] = plan.issue_id
            found = plan.found
            if found is not None and ("geom" in found.values or "geom" in found.left):
                self._redrawn.add(n)

    def verdicts(self, progress: Progress = SILENT) -> tuple[Verdicts, tuple[str, ...]]:
        """The verdicts, and the names of the files that the list was compared with.

        Those are all that brought an issue which the list has too, whatever came after them, or
        what a person named.
        """
        progress.step("comparing_rows", 1, STEPS)
        shared = self._shared()
        progress.step("comparing_rows", 2, STEPS)
        near = self._near()
        progress.step("comparing_rows", 3, STEPS)
        resembling = self._resembling()
        progress.step("comparing_rows", 4, STEPS)
        over = self._over(shared)
        progress.step("comparing_rows", 5, STEPS)
        seen = Seen(
            [issue.issue_id for issue in self._earlier if issue.issue_id not in self._held],
            list(self.rows), self.met, self._named(), shared, near, self._strayed,
            resembling, *over,
        )  # fmt: skip
        found = reissue.verdicts(seen)
        groups: list[Regrouped | Unsure] = [
            *found.split, *found.merged, *found.renumbered, *found.unsure,
        ]  # fmt: skip
        linked = {*self.met.values(), *(issue for group in groups for issue in group.issues)}
        met = self._earlier if self._of else [i for i in self._earlier if i.issue_id in linked]
        files = ledger_editions.files_of(met, self._sha256)
        gone = found.gone
        if not self._of:
            gone = tuple(i for i in gone if self._is_of(self.by_id[i], files))
        plain = Verdicts(found.new, gone, found.split, found.merged, found.renumbered, found.unsure)
        if self._of and self._of != ledger_editions.ALL:
            return plain, (PurePath(self._of).name,)
        return plain, tuple(sorted({name for _, name in files}))

    @property
    def again(self) -> tuple[str, ...]:
        """The names under which these very bytes came in before, where a row met its issue."""
        met = (self.by_id[i].files for i in self.met.values() if i in self.by_id)
        return tuple(sorted({n for files in met for sha256, n in files if sha256 == self._sha256}))

    def _is_of(self, issue: Earlier, files: Collection[tuple[str, str]]) -> bool:
        """Whether an issue that the list leaves out came with an earlier edition of it."""
        came = {sha256 for sha256, _ in issue.files}
        return self._sha256 not in came and not came.isdisjoint(sha256 for sha256, _ in files)

    def _campaign_of(self, row: LedgerRow) -> str:
        name = row.fields.get("campaign_name") or self._campaign
        return self._judged.names.campaign(name) if name else ""

    def _refused(self, project: Project) -> set[str]:
        """The issues of rows that can't be taken: they are in the list all the same."""
        known = Known(project, {})
        cleared = ledger_unnumbered.find(project, self._judged.sheets)
        out = {issue for found in cleared for issues in found.values() for issue in issues}
        for before, sheet in ledger_rows.numbered(self._judged):
            left = [row for row in sheet.file.rows if before + row.row not in self.rows]
            for row in (*left, *sheet.file.turned_away):
                if number := row.fields.get("clue_no"):
                    out.add(known.find(0, self._campaign_of(row), str(number))[0])
        return out - {""}

    def _open(self) -> tuple[list[Earlier], dict[int, LedgerRow]]:
        """Issues and rows that no number brought together."""
        met = {*self.met.values(), *self._held}
        return (
            [issue for issue in self._earlier if issue.issue_id not in met],
            {n: row for n, row in self.rows.items() if n not in self.met},
        )

    def _named(self) -> list[tuple[str, int]]:
        """Rows that give an issue's number beside their own, or as an outside number."""
        issues, rows = self._open()
        by_number: dict[str, list[str]] = defaultdict(list)
        for issue in issues:
            for number in {folded(n) for n in issue.numbers}:
                by_number[number].append(issue.issue_id)
        out = []
        for n, row in rows.items():
            outside = (pair[1] for pair in row.fields.get("external_nos") or [])
            for number in {folded(str(name)) for name in (row.fields["clue_no"], *outside)}:
                out += [(issue, n) for issue in by_number[number]]
        return sorted(set(out))

    def _shared(self) -> list[Shared]:
        """What patches have in common around issues and rows that have no counterpart yet.

        A part may keep the number, so their neighbours count that have one. A row that brings a
        patch of its own counts too: it may be another one's.
        """
        issues, rows = self._open()
        old, new = self._earlier, list(self.rows.items())
        meeting = shapes.meeting([i.shape for i in old], [r.geometry for _, r in new])
        pairs = list(zip(*(at.tolist() for at in meeting), strict=True))
        open_issues = {i.issue_id for i in issues}
        open_rows = rows.keys() | self._redrawn
        first = [
            (o, n) for o, n in pairs if old[o].issue_id in open_issues or new[n][0] in open_rows
        ]
        olds, news = {o for o, _ in first}, {n for _, n in first}
        near = [(o, n) for o, n in pairs if o in olds or n in news]
        some_old = [old[n] for n in sorted({o for o, _ in near})]
        some_new = [new[n] for n in sorted({n for _, n in near})]
        found = shapes.common([i.shape for i in some_old], [r.geometry for _, r in some_new])
        return [
            Shared(some_old[o].issue_id, some_new[n][0], float(a), float(b))
            for o, n, a, b in zip(found.old, found.new, found.of_old, found.of_new, strict=True)
        ]

    def _over(self, shared: Sequence[Shared]) -> tuple[set[frozenset[int]], set[frozenset[str]]]:
        """Rows, and issues, of which one lies in the other, beside a patch that stayed alike."""
        alike = [s for s in shared if s.alike >= SAME]
        issues, rows = {s.issue for s in alike}, {s.row for s in alike}
        parts = sorted({s.row for s in shared if s.issue in issues})
        wholes = sorted({s.issue for s in shared if s.row in rows})
        over_rows = shapes.lying_over([self.rows[n].geometry for n in parts], _OVER)
        over_issues = shapes.lying_over([self.by_id[i].shape for i in wholes], _OVER)
        return (
            {frozenset((parts[a], parts[b])) for a, b in over_rows},
            {frozenset((wholes[a], wholes[b])) for a, b in over_issues},
        )

    def _near(self) -> list[tuple[str, int]]:
        issues, open_rows = self._open()
        rows = list(open_rows.items())
        pairs = shapes.near([i.shape for i in issues], [r.geometry for _, r in rows], NEAR_M)
        return [
            (issues[o].issue_id, rows[n][0])
            for o, n in pairs
            if (issues[o].activity and issues[o].activity == rows[n][1].fields.get("activity_code"))
            or (issues[o].name and issues[o].name == rows[n][1].fields.get("facility_name"))
        ]

    def _resembling(self) -> list[tuple[str, int]]:
        """Open issues and rows that alone have a name, or an outline, in the two lists.

        A name counts where the two lie no further apart than a place may be called by it.
        """
        issues, rows = self._open()
        if not issues or not rows:
            return []
        ids = {issue.issue_id for issue in issues}
        old = _alone(self._earlier, lambda issue: issue.name)
        new = _alone(self.rows.items(), lambda item: item[1].fields.get("facility_name"))
        both = [(old[name], *new[name]) for name in sorted(old.keys() & new.keys())]
        away = strayed.apart([i.shape for i, _, _ in both], [r.geometry for _, _, r in both])
        pairs = [
            (issue.issue_id, n)
            for (issue, n, _), metres in zip(both, away.metres.tolist(), strict=True)
            if not metres > _AWAY_M  # nor is a place that is missing
        ]
        all_rows = list(self.rows.items())
        outlines = shapes.of_one_outline(
            [issue.shape for issue in self._earlier], [row.geometry for _, row in all_rows]
        )
        pairs += [(self._earlier[o].issue_id, all_rows[n][0]) for o, n in outlines]
        return sorted({(i, n) for i, n in pairs if i in ids and n in rows}, key=lambda p: p[1])


def _alone(items: Iterable[_Item], name: Callable[[_Item], Any]) -> dict[str, _Item]:
    """Items by their names, those that share one left out."""
    named = [(folded(str(name(item))), item) for item in items if name(item)]
    count = Counter(word for word, _ in named)
    return {word: item for word, item in named if count[word] == 1}
