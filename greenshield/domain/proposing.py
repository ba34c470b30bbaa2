"""Tells whether a text proposes a measure, or only names it: to bar it, to end it, by accident.

Chinese plans are written without spaces, and 不得造林 holds 造林. A word counts where it stands
for itself (the longest word of the dictionary that covers its characters is itself) and nothing
around it in the same part of the sentence takes it back. Where the words leave doubt it counts
as perhaps proposed: a measure that is missed costs more than one told too much. The rules are
ours; they are held to a set of labelled phrases, with the share of errors stated there
(``tests/domain/test_proposing.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Final

from greenshield.domain.plan_words import PlanWords, either, fold, folded

PIECE: Final = 5_000
"""Characters of a text that are looked at in one go; sentences are kept whole where they can be."""
_SHARED: Final = 40  # characters of a cut sentence that stand in both pieces
_OFTEN: Final = 200  # places of one word in a piece; whether more of them propose it is not known
_PARTS: Final = re.compile(r"[,;:!?。()\n]|(?<!\d)\.")
_SENTENCES: Final = re.compile(r"[;!?。\n]")
_FOLLOWING: Final = re.compile(r"(?:以下|下列|如下)[^,;。]{0,12}:$|:$")
# 拆除厂房外墙 is no 除…外.
_BUT: Final = re.compile(
    "(?<![拆清解消排铲切移扣去根免])除(?:了)?([^,;。]{1,60}?)(?:以外|之外|外)(?![来围墙部运侧观业露])"
)
_BESIDES: Final = re.compile("[,]?(?:还|也|又|再|另|同时|并)")
_BARS: Final = re.compile("不得|禁止|严禁|不准|不许|不再|不允许|一律不|不能|不可|禁")


class Said(IntEnum):
    """What a text says of a word."""

    NAMED = 0
    PERHAPS = 1
    PROPOSED = 2


def pieces(text: str) -> tuple[str, ...]:
    """A text folded, in pieces of up to ``PIECE`` characters, parted between sentences."""
    line, at, out = folded(text), 0, []
    while len(line) - at > PIECE:
        ends = (max((m.end() for m in marks.finditer(line, at, at + PIECE)), default=0)
                for marks in (_SENTENCES, _PARTS))  # fmt: skip
        end = next(filter(None, ends), 0)
        out.append(line[at : end or at + PIECE])
        at = end or at + PIECE - _SHARED
    return (*out, line[at:])


def proposed(
    text: Sequence[str], wanted: Iterable[str], dictionary: Iterable[str], by: PlanWords
) -> dict[str, bool]:
    """Those of some words that a text proposes, each with whether that is sure.

    Args:
        text: of a plan, as :func:`pieces` makes it.
        wanted: words that are looked for; none hides another (旅游开发 is 开发 as well).
        dictionary: words of measures; where a longer one covers a wanted word, that is meant.
        by: the words that take back.
    """
    sought = {word: fold(word) for word in wanted}
    out: dict[str, bool] = {}
    deeds: set[str] = set()
    for line in text:
        there = {w: key for w, key in sought.items() if key and not out.get(w) and key in line}
        if not there:
            continue
        deeds = deeds or {*map(fold, dictionary)}
        taken = _spans(line, {*deeds, *by.hides})
        for word, key in there.items():
            said = _stands(line, key, taken, by, deed=key in deeds)
            if said != Said.NAMED:
                out[word] = out.get(word, False) or said == Said.PROPOSED
    return out


def _stands(
    line: str, key: str, taken: Sequence[tuple[int, int]], by: PlanWords, *, deed: bool
) -> Said:
    """``deed``: the word is a measure of the dictionary, and what follows it its object."""
    at, looked, best = line.find(key), 0, Said.NAMED
    while at >= 0 and looked < _OFTEN:
        looked += 1
        span = (at, at + len(key))
        if not any(_hides(one, span) for one in taken):
            best = max(best, _said(line, *span, by, deed=deed))
        if best == Said.PROPOSED:
            return best
        at = line.find(key, at + 1)
    return best if at < 0 else Said.PERHAPS


def _hides(one: tuple[int, int], span: tuple[int, int]) -> bool:
    """Whether a word covers or cuts another; 开发区 doesn't cut the longer 旅游开发."""
    (a, b), (start, end) = one, span
    cuts = a < end and b > start and (a < start or b > end)
    return cuts and not (a > start and b - a < end - start)


def _spans(line: str, words: set[str]) -> list[tuple[int, int]]:
    """Where the words of the dictionary stand: from the left, the longest that begins there."""
    pattern = either(word for word in words if word and word in line)
    return [found.span() for found in re.finditer(pattern, line)] if pattern else []


def _said(line: str, start: int, end: int, by: PlanWords, *, deed: bool) -> Said:
    left, right = _part(line, start, end)
    but = _excepted(line, start, end)
    if but is not None:
        return Said.NAMED if but else Said.PROPOSED
    before, behind = line[left:start], line[end:right]
    if before.endswith("非") and behind.startswith(("不可", "不行", "莫属")):
        return Said.PROPOSED
    said = _denied(before, by)
    if said == Said.NAMED or (
        by.ended.search(before)
        or by.after.match(behind)
        or by.becomes.match(behind)
        or _listed_below(line, left, by)
    ):
        return Said.NAMED
    return said if deed else min(said, _of_thing(line, (left, start, end, right), by))


def _of_thing(line: str, at: tuple[int, int, int, int], by: PlanWords) -> Said:
    """What is said of a word that a thing is named by (采砂场): that it goes on, ends, or neither.

    Args:
        line: the text.
        at: where the part of the sentence begins, the word begins and ends, and the part ends.
        by: the words.
    """
    left, start, end, right = at
    before, behind = line[left:start], line[end:right]
    if not by.thing.match(behind) or by.built.search(before):
        return Said.PROPOSED
    concern = by.concern.match(behind)
    if not concern and not by.agent.match(behind):
        return Said.NAMED
    ends_here = by.over.search(before + behind)
    if by.kept.search(before) or by.going.search(behind):
        return Said.PERHAPS if ends_here else Said.PROPOSED
    mark = _SENTENCES.search(line, right)
    rest = line[right : len(line) if mark is None else mark.start()]
    if concern and (by.going.search(rest) or not (ends_here or by.over.search(rest))):
        return Said.PERHAPS
    return Said.NAMED


def _part(line: str, start: int, end: int) -> tuple[int, int]:
    """The part of the sentence, between two marks, that holds a span."""
    left = max((found.end() for found in _PARTS.finditer(line, 0, start)), default=0)
    found = _PARTS.search(line, end)
    return left, len(line) if found is None else found.start()


def _denied(before: str, by: PlanWords) -> Said:
    """Whether something before the word takes it back, and nothing between ends that."""
    stays: list[tuple[int, int]] = []
    best = Said.PROPOSED
    for found in by.denies.finditer(before):
        if found["stays"]:
            stays.append(found.span())
            continue
        gap = before[found.end() :]
        if any(cut["breaks"] for cut in by.breaks.finditer(gap)):
            continue
        if gap.startswith(("在", "于", "以任何")) or not by.places.search(gap):
            best = min(best, _aside(found.group(), gap, by))
    beside = by.beside.search(before)
    if beside is not None and not any(a < beside.end() and b > beside.start() for a, b in stays):
        return Said.NAMED
    return best


def _aside(word: str, gap: str, by: PlanWords) -> Said:
    """Whether a word that denies speaks of something else: what is averted by it, or lacking."""
    if by.averts.match(word):
        if by.purpose.match(gap):
            return Said.PROPOSED
        return Said.PERHAPS if by.means.match(gap) else Said.NAMED
    if by.lacks.match(word) and by.attribute.match(gap):
        return Said.PROPOSED if by.arranged.match(gap) else Said.PERHAPS
    return Said.NAMED


def _listed_below(line: str, left: int, by: PlanWords) -> bool:
    """Whether the word stands in a list that a sentence such as 严禁以下行为: announces."""
    first = max((found.end() for found in _SENTENCES.finditer(line, 0, left)), default=0)
    head = line[first:left]
    colon = head.rfind(":")
    if colon < 0:
        return False
    announced = head[: colon + 1]
    part = announced[max((m.end() for m in re.finditer("[,()]", announced)), default=0) :]
    return bool(_FOLLOWING.search(part)) and _denied(part[:-1], by) == Said.NAMED


def _excepted(line: str, start: int, end: int) -> bool | None:
    """True where 除…外 takes the word out, False where it lets it in; None where there is none."""
    for found in _BUT.finditer(line):
        if found.start(1) <= start and end <= found.end(1):
            left, _ = _part(line, found.start(), found.end())
            rest = _SENTENCES.split(line[found.end() :], maxsplit=1)[0]
            lets_in = _BESIDES.match(rest) or _BARS.search(rest[:24])
            return not (lets_in or _BARS.search(line[left : found.start()]))
    return None
