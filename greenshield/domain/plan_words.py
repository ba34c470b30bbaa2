"""The words by which a plan takes a measure back, of ``plan_words.toml``, made ready."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from greenshield.domain.errors import UnreadableError

_LISTS: Final = (
    "denies", "beside", "ends", "fills", "stays", "breaks", "unbroken", "places", "after",
    "ended_by", "tails", "links", "becomes", "hides", "things", "builds", "concerns", "agents",
    "keeps", "goes_on", "over", "averts", "dangers", "lacks", "arranges",
)  # fmt: skip
_MARKS: Final = re.compile(r"[“”\"'‘’《》<>\[\]【】*·\t\r \u3000-]+")
_DAY: Final = r"于?\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?[底前]?"


@dataclass(frozen=True, slots=True)
class PlanWords:
    """Patterns of the words; the longest first in each.

    Attributes:
        denies: words that take back, each with whether it does.
        beside, ended: ends of what stands before a word.
        breaks, places: end what was denied.
        after, becomes: beginnings of what stands behind a word.
        thing, built: what makes a thing of a word, and what proposes that.
        concern, agent: things that are run, and who or what runs them.
        kept, going: before and behind such a thing: it goes on; ``over``: it ends.
        averts, purpose, means: 防止, what follows where that is a purpose, and where it may be.
        lacks, attribute, arranged: 没有, what follows where that is an attribute, surely so.
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
    concern: re.Pattern[str]
    agent: re.Pattern[str]
    kept: re.Pattern[str]
    going: re.Pattern[str]
    over: re.Pattern[str]
    averts: re.Pattern[str]
    purpose: re.Pattern[str]
    means: re.Pattern[str]
    lacks: re.Pattern[str]
    attribute: re.Pattern[str]
    arranged: re.Pattern[str]
    hides: tuple[str, ...]

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> PlanWords:
        """From the table as ``tomllib`` reads it.

        Raises:
            UnreadableError: ``plan_words_malformed``, where a list is missing or holds no words.
        """
        lists = {name: table.get(name) for name in _LISTS}
        for name, words in lists.items():
            if not isinstance(words, list) or not words or not all(is_word(w) for w in words):
                raise UnreadableError("plan_words_malformed", name=name)
        alt = {name: either(words or ()) for name, words in lists.items()}
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
            concern=re.compile(f"(?:{alt['concerns']})"),
            agent=re.compile(f"(?:{alt['agents']})"),
            kept=re.compile(f"(?<![不未勿莫])(?:{alt['keeps']})[^、]{{0,6}}$"),
            going=re.compile(
                f"(?<!停止)(?<!禁止)(?<!终止)(?<![不停禁未][再予得能准许])(?<![不停未])(?:{alt['goes_on']})"
            ),
            over=re.compile(f"(?:{alt['over']})"),
            averts=re.compile(f"(?:{alt['averts']})$"),
            purpose=re.compile(f"[^、和及与或]{{0,10}}(?:{alt['dangers']})[^、和及与或]{{0,10}}$"),
            means=re.compile(f".+(?:{alt['arranges']})[^、]{{0,6}}$"),
            lacks=re.compile(f"(?:{alt['lacks']})$"),
            attribute=re.compile("[^、]{1,10}?的[^、]{1,10}$"),
            arranged=re.compile(f"[^、]{{1,10}}?的[^、]*(?:{alt['arranges']})[^、]{{0,6}}$"),
            hides=tuple(fold(w) for w in lists["hides"] or ()),
        )


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """A word as it is compared: half width, lower case, without spaces and quotes."""
    return folded(text)


def folded(text: str) -> str:
    """The same of a text, which isn't kept in mind."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).casefold())


def either(words: Iterable[str]) -> str:
    """A pattern of any of these, the longest first."""
    return "|".join(re.escape(w) for w in sorted({fold(w) for w in words}, key=_longest))


def _longest(word: str) -> tuple[int, str]:
    return -len(word), word


def is_word(word: object) -> bool:
    """Whether anything of a word is left to be compared."""
    return isinstance(word, str) and bool(fold(word))
