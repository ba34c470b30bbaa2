"""What comparing a list that comes again asks of the worker; see ``calls.py``."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from greenshield.project.changes import Changes
from ui.imports import calls, problem_list
from ui.imports.calls import LedgerWish
from ui.tasks.work import Outcome, Work

if TYPE_CHECKING:
    from greenshield.domain.reissue_shown import Shown, ShownLine

_AT_ONCE = 400  # lines or outlines of a message: more of them hold the window up


@dataclass(frozen=True, slots=True)
class CompareWish:
    """Which list is compared, with what.

    Attributes:
        path: the list.
        how: it is read.
        of: name of the earlier edition, ``all``, or "" for what shares issues with the list.
    """

    path: Path
    how: LedgerWish
    of: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person decided.

    Attributes:
        sha256: of the list that was looked at.
        choices: as ``ledger_decisions.chosen`` takes them.
        note_gone: comments on issues that the list leaves out.
    """

    sha256: str
    choices: Mapping[str, str]
    note_gone: bool = False


@dataclass(slots=True)
class Part:
    """Some of a comparison's lines and outlines, or what came of them so far."""

    lines: list[ShownLine] = field(default_factory=list)
    old: dict[str, tuple[array[float], ...]] = field(default_factory=dict)
    new: dict[int, tuple[array[float], ...]] = field(default_factory=dict)

    def add(self, more: Part) -> None:
        """Takes what comes next."""
        self.lines += more.lines
        self.old |= more.old
        self.new |= more.new

    def of(self, shown: Shown) -> Shown:
        """The comparison that came without them."""
        return replace(shown, lines=tuple(self.lines), old=self.old, new=self.new)


def editions(work: Work) -> list[str]:
    """The names of the files that issues came in with, the latest first."""
    from greenshield.services import ledger_editions

    return ledger_editions.names(work.project)


def compared(work: Work, wish: CompareWish, lang: str) -> Shown:
    """The comparison; its lines and outlines are told as ``Part``, and it comes without them.

    Raises:
        UsageError, UnreadableError, SurroundingsError: as ``ledger_compare.compare``.
    """
    from greenshield.services import ledger_compare_shown

    options = calls.ledger_options(wish.how)
    shown = ledger_compare_shown.compare(
        work.project, wish.path, options, wish.of, work.progress, lang
    )
    for part in _parts(shown):
        work.tell(part)
    return replace(shown, lines=(), old={}, new={})


def applied(work: Work, wish: CompareWish, said: Said) -> Outcome:
    """Imports the list as decided.

    Raises:
        UsageError: as ``ledger_compare_shown.hold_to``; as ``ledger_reissue.import_list``.
    """
    from greenshield.services import ledger_compare_shown, ledger_reissue

    ledger_compare_shown.hold_to(wish.path, said.sha256)
    done = ledger_reissue.import_list(
        work.session, wish.path, calls.ledger_options(wish.how), dict(said.choices), of=wish.of,
        note_gone=said.note_gone, progress=work.progress,
    )  # fmt: skip
    made = done.imported
    counts = {
        "created": made.created, "updated": made.updated, "unchanged": made.unchanged,
        "refused": made.refused, "adopted": made.adopted, "split": len(done.split),
        "merged": len(done.merged), "noted": len(done.noted),
    }  # fmt: skip
    problems = problem_list.of((*made.problems, *done.problems))
    changes = _joined(done.changes)
    return Outcome(calls.of_ledger(made, counts, problems, changes), changes)


def _parts(shown: Shown) -> Iterator[Part]:
    for start in range(0, len(shown.lines), _AT_ONCE):
        yield Part(list(shown.lines[start : start + _AT_ONCE]))
    old, new = iter(shown.old.items()), iter(shown.new.items())
    while some := dict(islice(old, _AT_ONCE)):
        yield Part(old=some)
    while others := dict(islice(new, _AT_ONCE)):
        yield Part(new=others)


def _joined(several: Iterable[Changes]) -> Changes:
    """What several actions changed, as one; the last one's name stands for all."""
    created: dict[str, dict[str, None]] = {}
    changed: dict[str, dict[str, None]] = {}
    last = ""
    for one in several:
        last = one.action_id or last
        for into, of in ((created, one.created), (changed, one.changed)):
            for kind, ids in of.items():
                into.setdefault(kind, {}).update(dict.fromkeys(ids))
    for kind, made in created.items():
        changed[kind] = {i: None for i in changed.get(kind, {}) if i not in made}
    return Changes(
        last,
        {kind: tuple(ids) for kind, ids in created.items()},
        {kind: tuple(ids) for kind, ids in changed.items() if ids},
    )
