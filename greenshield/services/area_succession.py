"""Which boundary in the project a boundary that comes in is the next version of.

A re-issue often bears a code that the old one lacked, or the same name with other brackets. Where
the name is the same and codes do not speak against it, it joins by itself, and that is told. Two
different codes never join unasked: a person says it (``AreaOptions.succeeds``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from greenshield.domain.errors import Problem, UsageError
from greenshield.services.area_book import Book, Known
from greenshield.services.area_identity import FIELD, called_of, folded

_LISTED: Final = 5


@dataclass(slots=True)
class Succession:
    """What came of asking.

    Attributes:
        rekeyed: id -> the boundary that this version joins too, since others of its own do.
    """

    problems: list[Problem] = field(default_factory=list)
    rekeyed: dict[str, str] = field(default_factory=dict)


def settle(
    book: Book,
    kind: str,
    read: Sequence[tuple[int, dict[str, Any]]],
    asked: Iterable[str],
    shown: str,
) -> Succession:
    """Sets ``version_of`` of each boundary that is a version of one called otherwise.

    Args:
        book: what the project holds.
        kind: ``area``, ``redline`` or ``control``.
        read: number and fields of each feature of one file; the fields are written to.
        asked: ``AREA``, or ``NAME=AREA`` where the file holds several boundaries.
        shown: the file as it is named to the user.

    Raises:
        UsageError: ``succeeds_unknown``, ``succeeds_ambiguous``, ``succeeds_several``.
    """
    known = [k for k in book.known if k.kind == kind]
    wished = _wishes(known, [values for _, values in read], asked)
    out = Succession()
    names = _Names(known, read)
    joined: list[tuple[int, str]] = []
    open_ones: list[tuple[int, str]] = []
    for number, values in read:
        own = called_of(values)
        target = wished.get(own)
        if target is not None:
            out.rekeyed |= {k.entity_id: target for k in known if k.called == own != target}
        elif (before := names.continued(own, values)) is not None:
            target = before
        else:
            target = names.joins(values)
            if target is not None:
                joined.append((number, f"{_worded(values)} → {target}"))
        if target is not None and target != own:
            values[FIELD] = target
        if own not in wished:
            others = names.others(called_of(values), values)
            open_ones += [(number, f"{_worded(values)} ↔ {other}") for other in others]
    out.problems += remark("area_joined", joined, shown)
    out.problems += remark("area_perhaps_reissue", open_ones, shown)
    return out


def remark(code: str, told: Sequence[tuple[int, str]], shown: str) -> list[Problem]:
    """One remark on features, at the first of them; [] without any."""
    if not told:
        return []
    words = list(dict.fromkeys(text for _, text in told))
    listed = "; ".join(words[:_LISTED]) + (" …" if len(words) > _LISTED else "")
    params = {"count": len(words), "listed": listed}
    return [Problem(code, shown, told[0][0], params=params, fatal=False)]


class _Names:
    """The boundaries of one kind by what they are called."""

    def __init__(self, known: Sequence[Known], read: Sequence[tuple[int, dict[str, Any]]]) -> None:
        self._by_code: dict[str, set[str]] = defaultdict(set)
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_folded: dict[str, set[str]] = defaultdict(set)
        self._codes: dict[str, set[str]] = defaultdict(set)
        self._files: dict[str, set[str]] = defaultdict(set)
        for k in known:
            if k.code:
                self._by_code[k.code].add(k.called)
                self._codes[k.called].add(k.code)
            else:
                self._by_name[k.name].add(k.called)
            self._by_folded[folded(k.name)].add(k.called)
            self._files[k.called].add(k.source_sha256)
        self._coming: dict[str, set[str]] = defaultdict(set)
        for _, values in read:
            self._coming[folded(values["name"])].add(called_of(values))

    def continued(self, own: str, values: Mapping[str, Any]) -> str | None:
        """The boundary that versions of this very code, or name, belong to already."""
        code = values.get("code")
        found = self._by_code.get(code, set()) if code else self._by_name.get(own, set())
        if own in found or own in self._files:
            return own
        return next(iter(found)) if len(found) == 1 else None

    def joins(self, values: Mapping[str, Any]) -> str | None:
        """The only boundary with this name, where one of the two has no code."""
        name = folded(values["name"])
        found = self._by_folded.get(name, set())
        if len(found) != 1 or len(self._coming[name]) != 1 or self._is_nameless(values):
            return None
        [other] = found
        clash = bool(values.get("code")) and bool(self._codes.get(other))
        return None if clash or self._files[other] == {values["source_sha256"]} else other

    def others(self, called: str, values: Mapping[str, Any]) -> list[str]:
        """Boundaries that bear its name and are others; not what came from the same file."""
        if self._is_nameless(values):
            return []
        found = self._by_folded.get(folded(values["name"]), set()) - {called}
        return sorted(o for o in found if self._files[o] != {values["source_sha256"]})

    @staticmethod
    def _is_nameless(values: Mapping[str, Any]) -> bool:
        return bool(values.get("_unnamed"))


def _worded(values: Mapping[str, Any]) -> str:
    code, name = values.get("code"), values["name"]
    return f"{name} ({code})" if code and code != name else str(name)


def _wishes(
    known: Sequence[Known], read: Sequence[Mapping[str, Any]], asked: Iterable[str]
) -> dict[str, str]:
    """What boundaries of the file are called -> what they are to be versions of."""
    out: dict[str, str] = {}
    for given in asked:
        left, equals, right = given.partition("=")
        mine = {called_of(v) for v in read if equals and left in (v.get("code"), v["name"])}
        word = right if mine else given
        mine = mine or {called_of(v) for v in read}
        if len(mine) > 1:
            raise UsageError("succeeds_several", area=word, names=", ".join(sorted(mine)[:20]))
        found = {k.called for k in known if word in (k.entity_id, k.called)}
        found = found or {k.called for k in known if word in (k.code, k.name)} - mine
        if len(found) > 1:
            raise UsageError("succeeds_ambiguous", area=word, names=", ".join(sorted(found)[:20]))
        if not found:
            names = sorted({k.called for k in known})[:20]
            raise UsageError("succeeds_unknown", area=word, known=", ".join(names) or "—")
        out |= dict.fromkeys(mine, found.pop())
    return out
