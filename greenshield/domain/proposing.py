"""Tells whether a text proposes a measure, or only names it: to bar it, to end it, by accident.

Chinese plans are written without spaces, and 不得造林 holds 造林. A word counts where it stands
for itself (the longest word of the dictionary that covers its characters is itself) and nothing
around it in the same part of the sentence takes it back. The rules are ours; they are held to a
set of labelled phrases, with the share of errors stated there (``tests/domain/test_proposing.py``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from greenshield.domain.errors import UnreadableError

MOST: Final = 5_000
"""Characters of a text that are looked at."""
_OFTEN: Final = 200  # places of one word; a plan that bars a thing so often does not propose it
_LISTS: Final = (
    "denies", "beside", "ends", "fills", "stays", "breaks", "unbroken", "places", "after",
    "ended_by", "tails", "links", "becomes", "hides", "things", "builds",
)  # fmt: skip
_MARKS: Final = re.compile(r"[“”\"'‘’《》<>\[\]【】*·\t\r \u3000-]+")
_PARTS: Final = re.compile(r"[,;:!?。()\n]|(?<!\d)\.")
_SENTENCES: Final = re.compile(r"[;!?。\n]")
_FOLLOWING: Final = re.compile(r"(?:以下|下列|如下)[^,;。]{0,12}:$|:$")
_DAY: Final = r"于?\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?[底前]?"
# 拆除厂房外墙 is no 除…外.
_BUT: Final = re.compile(
    "(?<![拆清解消排铲切移扣去根免])除(?:了)?([^,;。]{1,60}?)(?:以外|之外|外)(?![来围墙部运侧观业露])"
)
_BESIDES: Final = re.compile("[,]?(?:还|也|又|再|另|同时|并)")
_BARS: Final = re.compile("不得|禁止|严禁|不准|不许|不再|不允许|一律不|不能|不可|禁")


@dataclass(frozen=True, slots=True)
class PlanWords:
    """The words of ``plan_words.toml``, made ready.

    Attributes:
        denies: words that take back, each with whether it does; the longest first.
        beside, ended: ends of what stands before a word.
        breaks, places: end what was denied.
        after, becomes: beginnings of what stands behind a word.
        thing, built: what makes a thing of a word, and what proposes that.
        hides: folded words in which others stand by accident.
    """

    denies: re.Pattern[str]
    beside: re.Pattern[str]
    ended: re.Pattern[str]
    breaks: re.Pattern[str]
    places: re.Pattern[str]
    after: re.Pattern[str]
    becomes: re.Pattern[str]
    thing: re.Pattern[str]
    built: re.Pattern[str]
    hides: tuple[str, ...]

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> PlanWords:
        """From the table as ``tomllib`` reads it.

        Raises:
            UnreadableError: ``plan_words_malformed``, where a list is missing or holds no words.
        """
        lists = {name: table.get(name) for name in _LISTS}
        for name, words in lists.items():
            if not isinstance(words, list) or not words or not all(_is_word(w) for w in words):
                raise UnreadableError("plan_words_malformed", name=name)
        alt = {name: _either(words or ()) for name, words in lists.items()}
        listing = "(?:[、和及与或][^、]{1,8}?)*"
        links = f"(?:{alt['links']}|{_DAY})*"
        return cls(
            denies=re.compile(f"(?P<stays>{alt['stays']})|(?P<denies>{alt['denies']})"),
            beside=re.compile(f"(?:{alt['beside']})$"),
            ended=re.compile(f"(?:{alt['ends']})(?:{alt['fills']})*$"),
            breaks=re.compile(f"(?P<kept>{alt['unbroken']})|(?P<breaks>{alt['breaks']})"),
            places=re.compile(f"(?:{alt['places']})"),
            after=re.compile(
                f"{listing}{links}(?:{alt['after']})"
                f"(?:$|后|之后|[^、]{{0,8}}?(?:{alt['tails']}).{{0,2}}$)"
                f"|{links}(?:{alt['ended_by']})(?:$|后|之后)"
            ),
            becomes=re.compile(f"[^、]{{0,4}}?(?:{alt['becomes']})"),
            thing=re.compile(f"(?:{alt['things']})"),
            built=re.compile(f"(?:{alt['builds']})[^、]{{0,6}}$"),
            hides=tuple(fold(w) for w in lists["hides"] or ()),
        )


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """A text as it is compared: half width, lower case, without spaces and quotes."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).casefold())


def proposed(
    text: str, wanted: Iterable[str], dictionary: Iterable[str], by: PlanWords
) -> set[str]:
    """Those of some words that a text proposes at least once.

    Args:
        text: of a plan, as typed; beyond ``MOST`` characters nothing is looked at.
        wanted: words that are looked for; none hides another (旅游开发 is 开发 as well).
        dictionary: words of measures; where a longer one covers a wanted word, that is meant.
        by: the words that take back.
    """
    line = fold(text[:MOST])
    sought = {word: fold(word) for word in wanted}
    there = {word: key for word, key in sought.items() if key and key in line}
    if not there:
        return set()
    deeds = {*map(fold, dictionary)}
    taken = _spans(line, {*deeds, *by.hides})
    return {w for w, key in there.items() if _stands(line, key, taken, by, deed=key in deeds)}


def _stands(
    line: str, key: str, taken: Sequence[tuple[int, int]], by: PlanWords, *, deed: bool
) -> bool:
    """``deed``: the word is a measure of the dictionary, and what follows it its object."""
    at, looked = line.find(key), 0
    while at >= 0 and looked < _OFTEN:
        looked += 1
        span = (at, at + len(key))
        hidden = any(a < span[1] and b > span[0] and (a < at or b > span[1]) for a, b in taken)
        if not hidden and not _taken_back(line, *span, by, deed=deed):
            return True
        at = line.find(key, at + 1)
    return False


def _spans(line: str, words: set[str]) -> list[tuple[int, int]]:
    """Where the words of the dictionary stand: from the left, the longest that begins there."""
    pattern = _either(word for word in words if word and word in line)
    return [found.span() for found in re.finditer(pattern, line)] if pattern else []


def _taken_back(line: str, start: int, end: int, by: PlanWords, *, deed: bool) -> bool:
    left, right = _part(line, start, end)
    but = _excepted(line, start, end)
    if but is not None:
        return but
    before, behind = line[left:start], line[end:right]
    if before.endswith("非") and behind.startswith(("不可", "不行", "莫属")):
        return False
    return (
        _denied(before, by)
        or (not deed and bool(by.thing.match(behind)) and not by.built.search(before))
        or bool(by.ended.search(before))
        or bool(by.after.match(behind))
        or bool(by.becomes.match(behind))
        or _listed_below(line, left, by)
    )


def _part(line: str, start: int, end: int) -> tuple[int, int]:
    """The part of the sentence, between two marks, that holds a span."""
    left = max((found.end() for found in _PARTS.finditer(line, 0, start)), default=0)
    found = _PARTS.search(line, end)
    return left, len(line) if found is None else found.start()


def _denied(before: str, by: PlanWords) -> bool:
    """Whether something before the word takes it back, and nothing between ends that."""
    stays: list[tuple[int, int]] = []
    for found in by.denies.finditer(before):
        if found["stays"]:
            stays.append(found.span())
            continue
        gap = before[found.end() :]
        if any(cut["breaks"] for cut in by.breaks.finditer(gap)):
            continue
        if gap.startswith(("在", "于", "以任何")) or not by.places.search(gap):
            return True
    beside = by.beside.search(before)
    return beside is not None and not any(a < beside.end() and b > beside.start() for a, b in stays)


def _listed_below(line: str, left: int, by: PlanWords) -> bool:
    """Whether the word stands in a list that a sentence such as 严禁以下行为: announces."""
    first = max((found.end() for found in _SENTENCES.finditer(line, 0, left)), default=0)
    head = line[first:left]
    colon = head.rfind(":")
    if colon < 0:
        return False
    announced = head[: colon + 1]
    part = announced[max((m.end() for m in re.finditer("[,()]", announced)), default=0) :]
    return bool(_FOLLOWING.search(part)) and _denied(part[:-1], by)


def _excepted(line: str, start: int, end: int) -> bool | None:
    """True where 除…外 takes the word out, False where it lets it in; None where there is none."""
    for found in _BUT.finditer(line):
        if found.start(1) <= start and end <= found.end(1):
            left, _ = _part(line, found.start(), found.end())
            rest = _SENTENCES.split(line[found.end() :], maxsplit=1)[0]
            lets_in = _BESIDES.match(rest) or _BARS.search(rest[:24])
            return not (lets_in or _BARS.search(line[left : found.start()]))
    return None


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted({fold(w) for w in words}, key=_longest))


def _longest(word: str) -> tuple[int, str]:
    return -len(word), word


def _is_word(word: object) -> bool:
    return isinstance(word, str) and bool(fold(word))
