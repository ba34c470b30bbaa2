"""Reads a negative list's cell of measures: codes, words that a plan is held against, remarks.

Lists are worded as sentences (砍伐、放牧、挖沙等活动; 严禁采矿), and a plan never says 挖沙等活动.
What is no part of the measure is cut off; what can't be cut safely, and an exception or a
condition that is cut, is told. The words are those of ``list_words.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Final

from greenshield import resources
from greenshield.domain.codes import CodeTables, fold_word
from greenshield.domain.errors import UnreadableError
from greenshield.domain.plan_words import fold, is_word

LONGEST: Final = 12
"""A word with more characters stands in hardly any plan."""
_SHORTEST: Final = 2
"""A word of one character (挖) stands in too many others to be looked for in a plan."""
_READ: Final = 300
"""A part with more characters is no measure, and stands as it is; it is told as unsafe."""
_LISTS: Final = ("starts", "conditions", "ends", "kinds", "joins", "whole", "shared", "others")
_PARTS: Final = re.compile(r"[、,，;；/。\n]+|\s{2,}")
_BRACKETS: Final = re.compile(r"[(（][^()（）]*[)）]")
# 拆除厂房外墙 is no 除…外.
_BUT: Final = re.compile(
    r"(?<![拆清解消排铲切移扣去根免])除了?[^;；。\n()（）]{1,40}?(?:以外|之外|外)(?![来围墙部运侧观业露])的?[,，]?"
    r"|[,，、(（](?:[^,，、;；。\n()（）]{1,40}?)除外[)）]?"
)
# 等级 and 等高 are other words.
_SO_ON: Final = re.compile(r"等(?![级高距外待价同效额])")
_WITHIN: Final = re.compile(r"^在[^、]{1,16}?(?:范围内|区域内|[内中里上])")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of ``list_words.toml``, made ready; the longest first in each pattern."""

    starts: re.Pattern[str]
    conditions: re.Pattern[str]
    ends: re.Pattern[str]
    so_on: re.Pattern[str]
    kinds: re.Pattern[str]
    joins: re.Pattern[str]
    whole: re.Pattern[str]
    shared: re.Pattern[str]
    others: re.Pattern[str]
    same: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, table: dict[str, Any]) -> Words:
        """From the table as ``tomllib`` reads it.

        Raises:
            UnreadableError: ``list_words_malformed``, where a list is missing or holds no words.
        """
        groups = table.get("same")
        lists = {name: table.get(name) for name in _LISTS}
        lists |= {f"same {n}": g for n, g in enumerate(groups if isinstance(groups, list) else ())}
        for name, words in lists.items():
            if not isinstance(words, list) or not words or not all(is_word(w) for w in words):
                raise UnreadableError("list_words_malformed", name=name)
        alt = {name: _either(table[name]) for name in _LISTS}
        same = {fold(w): tuple(group) for group in groups or () for w in group}
        return cls(
            starts=re.compile(f"^(?:{alt['starts']})"),
            conditions=re.compile(f"^(?:{alt['conditions']})"),
            ends=re.compile(f"(?:{alt['ends']})$"),
            so_on=re.compile(f"{_SO_ON.pattern}(?:[^、等]{{0,12}}(?:{alt['kinds']}))?$"),
            kinds=re.compile(f"(?:{alt['kinds']})$"),
            joins=re.compile(f"(?:{alt['joins']})"),
            whole=re.compile(f"(?:{alt['whole']})"),
            shared=re.compile(f"(?:{alt['shared']})$"),
            others=re.compile(f"^(?:{alt['others']})"),
            same=same,
        )


@dataclass(slots=True)
class Read:
    """What a cell says.

    Attributes:
        codes: of ``measure``.
        targets: codes of ``restore_target``.
        words: other measures, as they are looked for in plans.
        unsafe: those of ``words`` that hardly any plan will hold, or that say too much.
        conditions: parts of the cell that except something, or bar it on a condition.
    """

    codes: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    unsafe: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)

    def values(self) -> dict[str, list[str]]:
        """The fields of a row, those that hold something."""
        found = {
            "measure_codes": self.codes, "restore_targets": self.targets,
            "measure_words": self.words,
        }  # fmt: skip
        return {name: list(dict.fromkeys(held)) for name, held in found.items() if held}

    def remarks(self) -> list[tuple[str, dict[str, Any]]]:
        """Codes and parameters of what a person should know of the cell."""
        out: list[tuple[str, dict[str, Any]]] = []
        for code, parts, between in (
            ("restriction_condition_left", self.conditions, "；"),
            ("restriction_word_unsafe", self.unsafe, "、"),
        ):
            if parts:
                given = between.join(dict.fromkeys(parts))
                out.append((code, {"given": given[:_READ] + "…" * (len(given) > _READ)}))
        return out


def read(tables: CodeTables, text: str) -> Read:
    """What a cell of measures says; one that says nothing that can be looked for is unsafe."""
    out = Read()
    by = words()
    for found in _BUT.finditer(text):
        out.conditions.append(found.group().strip(" ,，、"))
    for part in _split(_BUT.sub("、", text)):
        _take(tables, part, by, out)
    if not out.codes and not out.targets and not out.words:
        out.words, out.unsafe = [text], [text]
    return out


def alike(word: str) -> tuple[str, ...]:
    """A word of a list, without what lists put around it, with others for the same measure.

    Also words of rows that an earlier version of the program took as they stood.
    """
    return _alike(word)


def key(word: str) -> str:
    """A word as it is compared with those of other rows: 挖沙 and 采砂 have the same."""
    by = words()
    bare = fold(_unwrapped(word, by))
    return fold(by.same[bare][0]) if bare in by.same else bare


@cache
def words() -> Words:
    """The words by which negative lists word a measure, ``resources/list_words.toml``."""
    return Words.of(tomllib.loads(resources.path("list_words.toml").read_text("utf-8")))


@lru_cache(maxsize=4096)
def _alike(word: str) -> tuple[str, ...]:
    by = words()
    bare = _unwrapped(word, by)
    parts = _joined(bare, by, frozenset()) if len(fold_word(bare)) >= _SHORTEST else []
    found = [word, *(w for part in parts for w in (part, *by.same.get(fold(part), ())))]
    return tuple(dict.fromkeys(found))


def _unwrapped(word: str, by: Words) -> str:
    return _bare(_BRACKETS.sub("", _BUT.sub("", word)), by, [])


def _take(tables: CodeTables, part: str, by: Words, out: Read) -> None:
    """One part of a cell between two marks."""
    if _known(tables, part, out):
        return
    held = _BRACKETS.sub("", part).strip()
    if held != part:
        out.conditions.append(part)
    bare = _bare(held, by, out.conditions)
    for word in _joined(bare, by, frozenset(_labels(tables))):
        if _known(tables, word, out) or len(fold_word(word)) < _SHORTEST:
            continue
        out.words.append(word)
        if _unsafe(word, by):
            out.unsafe.append(word)


def _known(tables: CodeTables, word: str, out: Read) -> bool:
    measure, target = tables.table("measure").find(word), tables.table("restore_target").find(word)
    if measure is not None:
        out.codes.append(measure.code)
    elif target is not None:
        out.targets.append(target.code)
    return measure is not None or target is not None


def _bare(part: str, by: Words, conditions: list[str]) -> str:
    """A measure without what stands around it; conditions that are cut are added."""
    held = part.strip(" 　:：.。")
    while len(held) <= _READ:
        cut = _WITHIN.sub("", by.starts.sub("", held, count=1), count=1).strip()
        found = by.conditions.search(cut)
        if found:
            conditions.append(part)
            cut = cut[found.end() :].strip()
        for ending in (by.so_on, by.ends):
            short = ending.sub("", cut).strip()
            # Of 高等级公路建设 and of 等活动 nothing would be left.
            cut = short if len(fold_word(short)) >= _SHORTEST else cut
        short = by.kinds.sub("", cut)
        if fold(short) in by.same:
            cut = short
        if cut == held or len(fold_word(cut)) < _SHORTEST:
            return held
        held = cut
    return held


def _joined(bare: str, by: Words, labels: Iterable[str]) -> list[str]:
    """The measures of 采石和挖沙; where the second word's end may be meant for both, the whole."""
    known = {*by.same, *labels}
    if fold(bare) in known or by.whole.search(bare):
        return [bare]
    parts = [_bare(part, by, []) for part in by.joins.split(bare)]
    if len(parts) < 2 or any(not _SHORTEST <= len(fold_word(p)) <= 6 for p in parts):
        return [bare]
    shared = by.shared.search(parts[-1])
    if shared and not all(fold(p) in known or by.shared.search(p) for p in parts[:-1]):
        return [bare]
    return parts


def _unsafe(word: str, by: Words) -> bool:
    return (
        len(fold_word(word)) > LONGEST
        or word.startswith("等")
        or _SO_ON.search(word[_SHORTEST:]) is not None
        or "除外" in word
        or by.others.search(word) is not None
        or (by.joins.search(word) is not None and not by.whole.search(word))
    )


def _split(text: str) -> list[str]:
    """The parts of a cell; marks in brackets part nothing."""
    kept = _BRACKETS.sub(lambda m: _PARTS.sub("\0", m.group()), text)
    parts = []
    for part in _PARTS.split(kept):
        parts.append(part.replace("\0", "、").strip())
    return [part for part in parts if part]


@lru_cache(maxsize=8)
def _labels(tables: CodeTables) -> tuple[str, ...]:
    """The folded words of all codes that a cell may name."""
    return tuple(
        fold(word)
        for name in ("measure", "restore_target")
        for entry in tables.table(name).entries.values()
        for word in (entry.zh, *entry.aliases)
    )


def _either(parts: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted({*parts}, key=lambda w: (-len(w), w)))
