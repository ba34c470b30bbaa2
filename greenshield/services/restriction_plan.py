"""What a plan names: measures and aims by their codes, and texts in which others may stand."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from greenshield import reference, resources
from greenshield.domain import fields
from greenshield.domain.errors import UsageError
from greenshield.domain.plan_words import PlanWords, fold
from greenshield.domain.proposing import pieces, proposed
from greenshield.domain.state import IssueState
from greenshield.services import restriction_measures

FIELDS: Final = ("measure_codes", "restore_target", "measure_text", "goal")
"""Of an issue, in the order in which a form has them."""
RECORD_FIELDS: Final = ("code", "text", "target")
"""Of a measure's record."""
_TABLES: Final = {"measure_codes": "measure", "restore_target": "restore_target", "code": "measure"}
_SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """What is named, and where.

    Attributes:
        codes: field, code table, code.
        texts: field, text as typed.
    """

    codes: tuple[tuple[str, str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Plan:
        """From typed values of an issue's fields, or a measure record's."""
        codes: list[tuple[str, str, str]] = []
        texts: list[tuple[str, str]] = []
        for name in (*FIELDS, *RECORD_FIELDS):
            value = values.get(name)
            several = value if isinstance(value, list) else [value]
            words = [one for one in several if isinstance(one, str) and one]
            table = _TABLES.get(name)
            codes += [(name, table, word) for word in words] if table else []
            texts += [] if table else [(name, word) for word in words]
        return cls(tuple(codes), tuple(texts))

    @classmethod
    def of_issue(cls, issue: IssueState) -> Plan:
        """The issue's own fields, and its measure records that count."""
        parts = [cls.of({name: issue.get(name) for name in FIELDS})]
        parts += [cls.of(_of_record(record)) for record in issue.records_of("measure")]
        return cls(
            tuple(code for part in parts for code in part.codes),
            tuple(text for part in parts for text in part.texts),
        )

    def where(self, codes: Iterable[tuple[str, str]], words: Iterable[str]) -> list[Named]:
        """What of a list's measures is named, each once, at the first place.

        A code is named by itself or by its words in a text; a word where a text proposes it.

        Args:
            codes: code table and code.
            words: as the list has them.
        """
        out: dict[tuple[str, str], Named] = {}
        sought = list(codes)
        free = list(words)
        meant = [(key, word) for key in sought for word in _words_of(*key)]
        meant += [(("", w), word) for w in free for word in restriction_measures.alike(w)]
        held = [(field, _pieces(text)) for field, text in self.texts]
        whole = [piece for _, text in held for piece in text]
        # Most words of a long list stand in no text.
        meant = [(key, w) for key, w in meant if any(fold(w) in piece for piece in whole)]
        for field, table, code in self.codes:
            if (table, code) in sought:
                out.setdefault((table, code), Named(code, table, field))
        for field, text in held if meant else ():
            told = proposed(text, {word for _, word in meant}, dictionary(), plan_words())
            for key, word in meant:
                had = out.get(key)
                if word in told and (had is None or (told[word] and not had.sure)):
                    out[key] = Named(key[1], key[0], field, told[word])
        order = {key: n for n, key in enumerate([*sought, *(("", word) for word in free)])}
        return sorted(out.values(), key=lambda one: order[one.table, one.measure])


@dataclass(frozen=True, slots=True)
class Named:
    """A measure that a plan names.

    Attributes:
        measure: a code, or a word of the list.
        table: the code table of ``measure``, "" for a word.
        field: where it was named first, or first surely.
        sure: False where the text leaves doubt whether it proposes the measure.
    """

    measure: str
    table: str
    field: str
    sure: bool = True

    @property
    def coded(self) -> bool:
        """The plan names it by its code; else a text proposes it."""
        return self.field in _TABLES


def typed(kind: str, raw: Mapping[str, str]) -> dict[str, Any]:
    """Values of what is being typed into a form; what can't be read yet is left out.

    Args:
        kind: ``issue`` or ``measure``.
        raw: field -> text.
    """
    out: dict[str, Any] = {}
    for name, text in raw.items():
        if name not in (FIELDS if kind == "issue" else RECORD_FIELDS):
            continue
        try:
            out[name] = fields.parse(kind, name, text, reference.code_tables())
        except UsageError:
            continue
    return out


@lru_cache(maxsize=64)
def _pieces(text: str) -> tuple[str, ...]:
    """Of the texts of one plan, which every row of a list is held against."""
    return pieces(text)


@cache
def plan_words() -> PlanWords:
    """The words by which a plan takes something back, ``resources/plan_words.toml``."""
    return PlanWords.of(tomllib.loads(resources.path("plan_words.toml").read_text("utf-8")))


@cache
def dictionary() -> tuple[str, ...]:
    """The words of all measures and aims of the code tables."""
    tables = reference.code_tables()
    return tuple(
        word
        for table in dict.fromkeys(_TABLES.values())
        for code in tables.table(table).entries
        for word in _words_of(table, code)
    )


@cache
def _words_of(table: str, code: str) -> tuple[str, ...]:
    """The Chinese words for a code; an English verb stands in too many others."""
    entry = reference.code_tables().table(table).entries.get(code)
    words = () if entry is None else (entry.zh, *entry.aliases)
    return tuple(word for word in words if len(word) >= _SHORTEST)


def _of_record(record: Any) -> dict[str, Any]:
    return {name: record.get(name) for name in RECORD_FIELDS}
