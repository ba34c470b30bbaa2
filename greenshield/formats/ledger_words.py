"""The words by which sheets name columns, states and rows: data of ``ledger_columns.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from greenshield.domain.errors import UnreadableError
from greenshield.domain.fields import specs
from greenshield.formats.ledger_bad import plain
from greenshield.formats.ledger_numbers import UNITS, unit_in, without_tail

IGNORED = "_ignored"
# What stands before a column's name and says no other thing of it, such as 疑似 in 疑似图斑编号.
_BEFORE = ("是否", "问题", "疑似", "违法违规", "所在", "所处", "所属", "涉及")
_NUMBER = re.compile("(?:编码|代码|编号)$")  # one word for what numbers a thing
_AMOUNTS = {"area": "面积", "money": "金额"}
_BRACKETS = re.compile(r"[(\[【<《][^()\[\]【】<>《》]*[)\]】>》]")
_NOISE = re.compile(r"[\s\-_·、,。.:;'\"“”()\[\]【】《》<>*★※/\\|]+")
_ORDINAL = re.compile(r"^(?:[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)]?[、.])")


def fold(text: str) -> str:
    """A header as it is compared: half-width, lower case, no spaces and punctuation."""
    return _NOISE.sub("", plain(text).replace("²", "2").casefold())


def without_unit(text: str) -> str:
    """A header without its brackets, numbering and a unit after a slash, folded."""
    bare = _ORDINAL.sub("", plain(text))
    bare = _BRACKETS.sub("", bare)
    bare = re.sub(r"\s*单位:?\s*$", "", without_tail(bare.strip()))
    return fold(re.sub(r"(?:%|‰)$", "", bare.strip()))


def _amount(header: str) -> str:
    """面积 or 金额, by the unit that a header names; "" for none."""
    unit = (unit_in(header) or "").partition("/")[0]
    return _AMOUNTS.get(UNITS[unit][0], "") if unit in UNITS else ""


@dataclass(frozen=True, slots=True)
class Words:
    """Synonyms, folded and checked.

    Attributes:
        headers: folded header -> field, or ``IGNORED``.
        numbered: as ``headers``, those that end in 编号, 编码 or 代码, without that end.
        short: attribute names cut to ten bytes, as shapefiles do -> field, where one fits alone.
        states: folded wording -> workflow state.
        yes, no, empty, unknown: folded words; ``empty`` as plain text.
        unnumbered: folded words that stand in place of a number.
        totals: folded beginnings of total rows.
        notes: folded beginnings of notes.
        ditto: marks that point to the row above, as plain text.
    """

    headers: Mapping[str, str]
    short: Mapping[str, str]
    numbered: Mapping[str, str]
    states: Mapping[str, str]
    yes: frozenset[str]
    no: frozenset[str]
    empty: frozenset[str]
    unknown: frozenset[str]
    unnumbered: frozenset[str]
    totals: frozenset[str]
    notes: frozenset[str]
    ditto: frozenset[str] = frozenset()

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Words:
        """Checks the table of a synonyms file.

        Args:
            table: as ``tomllib`` reads it: ``fields``, ``ignore``, ``states``, ``words``.

        Raises:
            UnreadableError: ``ledger_words_malformed``, ``ledger_words_twice``.
        """
        fields, ignore = _lists(table, "fields"), _lists(table, "ignore")
        headers = _index({**fields, **{f"{IGNORED}:{k}": v for k, v in ignore.items()}}, own=True)
        for key, field in headers.items():
            headers[key] = IGNORED if field.startswith(IGNORED) else field
        for spec in specs("issue").values():  # the ledger's own words, where none is given
            headers.setdefault(fold(spec.zh), spec.id)
            headers.setdefault(fold(spec.en), spec.id)
            if spec.type != "geometry":
                headers.setdefault(fold(spec.id), spec.id)
        words = _lists(table, "words")
        return cls(
            headers=headers,
            short=_short({**_own_names(), **fields}),
            numbered=_numbered(headers),
            states=_index(_lists(table, "states"), own=True),
            yes=frozenset(map(fold_word, words.get("yes", ()))),
            no=frozenset(map(fold_word, words.get("no", ()))),
            empty=frozenset(plain(word).casefold() for word in words.get("empty", ())),
            unknown=frozenset(map(fold_word, words.get("unknown", ()))),
            unnumbered=frozenset(map(fold_word, words.get("unnumbered", ()))),
            totals=frozenset(map(fold, words.get("total", ()))),
            notes=frozenset(map(fold, words.get("note", ()))),
            ditto=frozenset(map(plain, words.get("ditto", ()))),
        )

    def field(self, header: str) -> tuple[str, float]:
        """The field that a header names, and how sure that is; ("", 0.0) where none.

        1.0 the words as listed; 0.95 after brackets, numbering and units are set aside; 0.8 after
        what stands before a name (``问题`` …) is, and 编码 is read as 编号, or where a unit tells
        of what amount a name speaks (占地（亩） is 占地面积); 0.7 a name that a shapefile cut to
        ten bytes.
        """
        found = self.headers.get(fold(header))
        if found is not None:
            return found, 1.0
        found = self.headers.get(without_unit(header))
        if found is not None:
            return found, 0.95
        found = self.short.get(header.strip().casefold())
        if found is not None:
            return found, 0.7
        key = without_unit(header)
        found = self._bare(key) or self._bare(key + _amount(header) if key else "")
        return (found, 0.8) if found else ("", 0.0)

    def _bare(self, key: str) -> str:
        """The field of a folded header without what stands before its name."""
        while key:
            stem = _NUMBER.sub("", key)
            found = self.headers.get(key, "")
            if not found and stem != key:
                found = self.numbered.get(stem, "")
            if found:
                return found
            before = next((word for word in _BEFORE if key.startswith(word)), "")
            if not before:
                return ""
            key = key[len(before) :]
        return ""


def fold_word(text: str) -> str:
    """A yes or no word: half-width and lower case, signs such as √ kept."""
    return plain(text).casefold().strip(" 。.")


def _lists(table: Mapping[str, Any], name: str) -> dict[str, list[str]]:
    part = table.get(name, {})
    if not isinstance(part, Mapping) or not all(
        isinstance(v, list) and all(isinstance(w, str) for w in v) for v in part.values()
    ):
        raise UnreadableError("ledger_words_malformed", part=name)
    return {str(k): list(v) for k, v in part.items()}


def _index(lists: Mapping[str, Iterable[str]], *, own: bool) -> dict[str, str]:
    out: dict[str, str] = {}
    for name, words in lists.items():
        for word in (*words, *([name] if own and not name.startswith(IGNORED) else ())):
            key = fold(word)
            if out.setdefault(key, name) != name:
                raise UnreadableError("ledger_words_twice", word=word, a=out[key], b=name)
    return out


def _own_names() -> dict[str, list[str]]:
    """The ids of fields, by which our own vector files name their columns."""
    known = specs("issue").values()
    return {spec.id: [] for spec in known if spec.type != "geometry"}


def _numbered(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers that end in 编号, 编码 or 代码, without that end, where one field alone has them."""
    found: dict[str, set[str]] = {}
    for key, field in headers.items():
        stem = _NUMBER.sub("", key)
        if stem not in (key, ""):
            found.setdefault(stem, set()).add(field)
    return {stem: names.pop() for stem, names in found.items() if len(names) == 1}


def _short(fields: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Names as a shapefile's ten bytes leave them, in UTF-8 and GBK, where only one field fits."""
    found: dict[str, set[str]] = {}
    for name, words in fields.items():
        for word in (*words, name):
            for encoding in ("utf-8", "gbk"):
                data = word.encode(encoding, "replace")
                if len(data) > 10:
                    key = data[:10].decode(encoding, "ignore").casefold()
                    found.setdefault(key, set()).add(name)
    return {key: names.pop() for key, names in found.items() if len(names) == 1 and len(key) > 2}
