"""Who goes with whom where each may go with one: the best first, and as many as there can be."""

from __future__ import annotations

from collections.abc import Sequence

Two = tuple[str, str]


def chosen(ranked: Sequence[Two]) -> set[Two]:
    """Twos of which no end stands in another.

    The best is taken first. An end that finds all its partners taken gets one whose own can go to
    another, and so on (augmenting paths: C. Berge, *Two theorems in graph theory*, 1957): nobody
    who has a partner loses it for none, and there are as many as there can be.

    Args:
        ranked: the twos that may be, the best first.
    """
    of_first: dict[str, list[str]] = {}
    for first, second in ranked:
        of_first.setdefault(first, []).append(second)
    by_first: dict[str, str] = {}
    by_second: dict[str, str] = {}
    for first, second in ranked:
        if first not in by_first and second not in by_second:
            by_first[first], by_second[second] = second, first
    for first in of_first:
        if first not in by_first:
            for one, partner in _path(first, of_first, by_second):
                by_first[one], by_second[partner] = partner, one
    return set(by_first.items())


def _path(start: str, of_first: dict[str, list[str]], by_second: dict[str, str]) -> list[Two]:
    """Whom each has to take so that ``start`` gets a partner; none where that can't be."""
    came: dict[str, str] = {}  # a partner -> who would take it
    waiting = [start]
    for first in waiting:
        for second in of_first[first]:
            if second in came:
                continue
            came[second] = first
            if second not in by_second:
                return _back(second, start, came, by_second)
            waiting.append(by_second[second])
    return []


def _back(second: str, start: str, came: dict[str, str], by_second: dict[str, str]) -> list[Two]:
    former = {first: partner for partner, first in by_second.items()}
    out = [(came[second], second)]
    while out[-1][0] != start:
        partner = former[out[-1][0]]
        out.append((came[partner], partner))
    return out
