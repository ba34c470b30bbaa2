"""Verdicts on a list that comes again: which rows are new, which issues are gone, split or merged.

A number decides first: a row that bears an issue's number is that issue, unless its patch is
another one's or lies elsewhere: then a person decides. What is left is judged by place and shape.
One patch of a known issue that several rows now share is a split, several that
one row now covers a merge, however small one of them is beside the others; the same patch under
another number a new number. What fits in more than one way is told and never decided here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

_Item = TypeVar("_Item")
_Key = TypeVar("_Key", str, int)

# No rule names these bounds; they are ours. A patch drawn anew on another image keeps about nine
# tenths of its surface; two tenths beside it still leave more in common than apart.
COVERED = 0.9
SAME = 0.8
NEAR_M = 30.0
_OVERLAP = 0.1  # of the whole that parts may have in common
_SOME = 0.2  # of either patch: less is what neighbours have in common that were drawn carelessly


@dataclass(frozen=True, slots=True)
class Shared:
    """What a known patch and that of a row have in common.

    Attributes:
        issue: the known one's.
        row: the other's.
        of_issue: the common surface as a share of the known patch, above 0 to 1.
        of_row: as a share of the row's.
    """

    issue: str
    row: int
    of_issue: float
    of_row: float

    @property
    def alike(self) -> float:
        """The common surface as a share of both together (intersection over union), 0 to 1."""
        return 1 / (1 / self.of_issue + 1 / self.of_row - 1)


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Issues and rows that stand for one another: one and several, or one and one."""

    issues: tuple[str, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unsure:
    """Issues and rows that may belong together.

    Attributes:
        why: ``several`` (they fit in more than one way), ``overlapping`` (parts of a split, or
            patches of a merge, lie over each other), ``partly`` (rows that lie in an issue's patch
            leave much of it open), ``partial`` (a patch that has something in common with another
            one's, too little to be it), ``near`` (no patches in common, but positions close to each
            other and the same activity or name), ``elsewhere`` (another number and another place,
            but a name or an outline that nothing else in the two lists has), ``swapped`` (a row
            has the number of the first issue and the patch of another), ``moved`` (a row has the
            number of an issue and a patch that lies elsewhere).
    """

    why: str
    issues: tuple[str, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Strayed:
    """A row that has an issue's number, and another place than it.

    Attributes:
        issue: whose number the row has.
        others: the issues whose place it has.
    """

    issue: str
    others: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """``swapped`` where another issue has this place, else ``moved``."""
        return "swapped" if self.others else "moved"


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What a list says of the issues that came with earlier ones, each in the order of its rows."""

    new: tuple[int, ...]
    gone: tuple[str, ...]
    split: tuple[Regrouped, ...]
    merged: tuple[Regrouped, ...]
    renumbered: tuple[Regrouped, ...]
    unsure: tuple[Unsure, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is to judge by.

    Attributes:
        issues: that came with earlier editions, in their order.
        rows: of the list, in their order.
        met: row -> the issue whose number it bears.
        named: pairs of an issue and a row that names its number beside its own.
        shared: what patches have in common.
        near: pairs of an issue and a row that lie close together and are of one activity or name.
        strayed: rows that bear an issue's number and have another place than it.
        resembling: pairs of an issue and a row, each the only one of its name or outline.
        rows_over: pairs of rows of which one lies in the other for the most part.
        issues_over: likewise of issues.
    """

    issues: Sequence[str]
    rows: Sequence[int]
    met: Mapping[int, str]
    named: Collection[tuple[str, int]] = ()
    shared: Sequence[Shared] = ()
    near: Sequence[tuple[str, int]] = ()
    strayed: Mapping[int, Strayed] = field(default_factory=dict)
    resembling: Sequence[tuple[str, int]] = ()
    rows_over: Collection[frozenset[int]] = ()
    issues_over: Collection[frozenset[str]] = ()


def verdicts(seen: Seen) -> Verdicts:
    """Judges a list."""
    return _Judge(seen).run()


class _Judge:
    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self._row_of = {issue: row for row, issue in seen.met.items()}
        met = seen.met
        parts = [s for s in seen.shared if met.get(s.row) in (None, s.issue)]
        wholes = [s for s in seen.shared if self._row_of.get(s.issue) in (None, s.row)]
        self._by_issue = _grouped(parts, lambda s: s.issue)
        self._by_row = _grouped(wholes, lambda s: s.row)
        self._unsure: list[Unsure] = []

    def run(self) -> Verdicts:
        split, merged = self._parted()
        renumbered = self._renumbered({*_rows(split), *_rows(merged)}, split + merged)
        told = [*split, *merged, *renumbered]
        self._strayed(told)
        self._partly(told)
        partial = [
            (s.issue, s.row) for s in self._seen.shared if max(s.of_issue, s.of_row) >= _SOME
        ]
        self._perhaps("partial", partial, told)
        self._perhaps("near", self._seen.near, told)
        self._perhaps("elsewhere", self._seen.resembling, told)
        rows, issues = self._placed(told)
        met = set(self._seen.met.values())
        return Verdicts(
            tuple(r for r in self._seen.rows if r not in self._seen.met and r not in rows),
            tuple(i for i in self._seen.issues if i not in met and i not in issues),
            _in_order(split), _in_order(merged), _in_order(renumbered),
            tuple(sorted(self._unsure, key=lambda u: u.rows)),
        )  # fmt: skip

    def _parted(self) -> tuple[list[Regrouped], list[Regrouped]]:
        """Splits and merges; those that have an issue or a row in common are unsure."""
        found: list[tuple[str, Regrouped]] = []
        for issue, pairs in self._by_issue.items():
            parts = self._parts_of(pairs)
            if self._row_of.get(issue) in (None, *(s.row for s in parts)):
                kind = _kind("split", [s.of_issue for s in parts], all(map(_in_issue, parts)))
                found.append((kind, Regrouped((issue,), tuple(s.row for s in parts))))
        for row, pairs in self._by_row.items():
            parts = self._wholes_of(pairs)
            if self._seen.met.get(row) in (None, *(s.issue for s in parts)):
                kind = _kind("merged", [s.of_row for s in parts], all(map(_in_row, parts)))
                found.append((kind, Regrouped(tuple(s.issue for s in parts), (row,))))
        found = [(kind, group) for kind, group in found if kind]
        out: dict[str, list[Regrouped]] = {"split": [], "merged": []}
        issues = Counter(issue for _, group in found for issue in group.issues)
        rows = Counter(row for _, group in found for row in group.rows)
        for kind, group in found:
            twice = any(issues[i] > 1 for i in group.issues) or any(rows[r] > 1 for r in group.rows)
            if kind not in out or twice:
                why = "several" if twice else kind
                self._unsure.append(Unsure(why, group.issues, group.rows))
            else:
                out[kind].append(group)
        return out["split"], out["merged"]

    def _parts_of(self, pairs: Sequence[Shared]) -> list[Shared]:
        """The rows in an issue's patch, beside one that is nearly all of it by itself."""
        over = self._seen.rows_over
        return _beside(
            pairs, _in_issue, lambda s: s.of_issue, lambda a, b: frozenset((a.row, b.row)) in over
        )

    def _wholes_of(self, pairs: Sequence[Shared]) -> list[Shared]:
        """The issues whose patches a row covers, beside one that is nearly all of it by itself."""
        over = self._seen.issues_over
        return _beside(
            pairs, _in_row, lambda s: s.of_row, lambda a, b: frozenset((a.issue, b.issue)) in over
        )

    def _renumbered(self, rows: set[int], groups: list[Regrouped]) -> list[Regrouped]:
        """The same patch, or a number named beside the new one, where nothing else fits."""
        every: list[Regrouped | Unsure] = [*groups, *self._unsure]
        issues = {issue for group in every for issue in group.issues}
        rows = rows | {row for group in self._unsure for row in group.rows}
        alike = [(s.issue, s.row) for p in self._by_issue.values() for s in p if s.alike >= SAME]
        pairs = [p for p in dict.fromkeys([*alike, *self._seen.named]) if self._is_open(p)]
        pairs = [(i, r) for i, r in pairs if i not in issues and r not in rows]
        of_issue = _grouped(pairs, lambda p: p[0])
        of_row = _grouped(pairs, lambda p: p[1])
        out = []
        for issue, row in pairs:
            group = (issue,), (row,)
            if len(of_issue[issue]) > 1 or len(of_row[row]) > 1:
                self._unsure.append(Unsure("several", *group))
            else:
                out.append(Regrouped(*group))
        return out

    def _strayed(self, told: list[Regrouped]) -> None:
        """Rows whose number says one issue, and whose patch another or none."""
        placed, _ = self._placed(told)
        known = set(self._seen.issues)
        for row, found in self._seen.strayed.items():
            if row not in placed and found.issue in known:
                others = tuple(other for other in found.others if other in known)
                self._unsure.append(Unsure(found.why, (found.issue, *others), (row,)))

    def _partly(self, told: list[Regrouped]) -> None:
        """Rows within an issue's patch that leave more of it open than the parts of a split."""
        rows, issues = self._placed(told)
        for issue, pairs in self._by_issue.items():
            parts = tuple(s.row for s in self._parts_of(pairs))
            kept = self._row_of.get(issue)
            fresh = [row for row in parts if row != kept]
            if not fresh or kept not in (None, *parts):
                continue
            if issue not in issues and not rows.intersection(parts):
                self._unsure.append(Unsure("partly", (issue,), parts))
                rows.update(parts)

    def _perhaps(self, why: str, pairs: Iterable[tuple[str, int]], told: list[Regrouped]) -> None:
        rows, issues = self._placed(told)
        for issue, row in pairs:
            if self._is_open((issue, row)) and issue not in issues and row not in rows:
                self._unsure.append(Unsure(why, (issue,), (row,)))

    def _placed(self, told: list[Regrouped]) -> tuple[set[int], set[str]]:
        """The rows and issues that something was said of."""
        groups: list[Regrouped | Unsure] = [*told, *self._unsure]
        return {r for g in groups for r in g.rows}, {i for g in groups for i in g.issues}

    def _is_open(self, pair: tuple[str, int]) -> bool:
        """Whether neither has a counterpart by its number."""
        return pair[0] not in self._row_of and pair[1] not in self._seen.met


def _in_issue(pair: Shared) -> bool:
    return pair.of_row >= COVERED


def _in_row(pair: Shared) -> bool:
    return pair.of_issue >= COVERED


def _beside(
    pairs: Sequence[Shared],
    inside: Callable[[Shared], bool],
    share: Callable[[Shared], float],
    over: Callable[[Shared, Shared], bool],
) -> list[Shared]:
    """The pairs that may make up a whole together.

    Where one of them is nearly the whole, what lies in that one says nothing: it is there beside
    it as it was before. None where several are, or nothing is left beside the one.
    """
    parts = [s for s in pairs if inside(s)]
    large = [s for s in pairs if s.alike >= SAME]
    if not large:
        return parts
    left = 2 * (1 - share(large[0]))  # what lies in it by less than a half finds room beside it
    rest = {
        (s.issue, s.row)
        for s in parts
        if s not in large and share(s) <= left and not over(s, large[0])
    }
    if len(large) > 1 or not rest:
        return []
    return [s for s in pairs if s in large or (s.issue, s.row) in rest]


def _kind(kind: str, shares: Sequence[float], are_inside: bool) -> str:
    """What parts make up by their shares of the whole; "" where they leave too much open."""
    if len(shares) < 2 or sum(shares) < COVERED:
        return ""
    if sum(shares) > 1 + _OVERLAP:
        return "overlapping"
    return kind if are_inside else "several"


def _grouped(items: Iterable[_Item], key: Callable[[_Item], _Key]) -> dict[_Key, list[_Item]]:
    out: dict[_Key, list[_Item]] = defaultdict(list)
    for item in items:
        out[key(item)].append(item)
    return out


def _rows(groups: Iterable[Regrouped]) -> set[int]:
    return {row for group in groups for row in group.rows}


def _in_order(groups: Iterable[Regrouped]) -> tuple[Regrouped, ...]:
    return tuple(sorted(groups, key=lambda group: group.rows))
