"""Words of the program as a person types them: a code, or its Chinese or English name."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from greenshield import messages, reference
from greenshield.domain import workflow
from greenshield.domain.codes import fold_word
from greenshield.domain.errors import UsageError
from greenshield.domain.record_states import STATES
from greenshield.domain.records import KINDS

FLAGS: Final = {
    "adopted": ("历史导入",), "disputed": ("有争议", "争议"), "pending": ("待会签",),
    "problem": ("问题",), "undone": ("未改完", "未完成"),
}  # fmt: skip
"""What ``--only`` and ``--without`` of the ledger take."""
KINDS_OF_AREA: Final = {
    "area": ("保护地", "自然保护地", "保护区", "自然保护区"), "zone": ("功能区",),
    "redline": ("红线", "生态保护红线"),
    "control": ("管控区", "生态空间管控区"), "guess": ("自动判断",),
}  # fmt: skip
KINDS_OF_LIST: Final = {"clues": ("线索",), "ledger": ("台账",)}
TABLES: Final = {
    "county": ("区县", "县"), "unit": ("责任单位", "单位"), "person": ("责任人", "人员"),
}  # fmt: skip
"""What the summary's tables can have a row for."""
KINDS_OF_LAYER: Final = {
    "raster": ("影像", "底图"), "vectors": ("矢量", "矢量图层"), "markers": ("界桩", "界桩标识牌"),
    "negative": ("负面清单",),
}  # fmt: skip
PHOTOS: Final = {
    "needs_choice": ("待选择",), "no_position": ("无位置", "未定位"), "warning": ("有疑点",),
}  # fmt: skip
"""What a list of photos can be kept to."""
STEPS: Final = {"day": ("日", "按日"), "week": ("周", "按周"), "month": ("月", "按月")}
EVERY: Final = {
    "week": ("周", "每周"), "month": ("月", "每月"), "quarter": ("季", "每季"),
    "year": ("年", "每年"),
}  # fmt: skip
GROUPS: Final = {
    "activity": ("活动类型",), "key_problem": ("重点问题", "四类重点问题"), "source": ("问题来源",),
    "county": ("区县", "县"),
}  # fmt: skip
"""What a schedule can be counted by."""


def one_of(names: Mapping[str, tuple[str, ...]]) -> Callable[[str], str]:
    """A reader of a word: the code that it means, else the word itself.

    Args:
        names: code -> other names.
    """

    def read(word: str) -> str:
        folded = fold_word(word)
        found = [c for c, more in names.items() if folded in map(fold_word, (c, *more))]
        return found[0] if found else word

    return read


def choice_of(names: Mapping[str, tuple[str, ...]], *others: str) -> Callable[[str], str]:
    """A reader of one of argparse's ``choices``, which names all of them where a word is none.

    Args:
        names: code -> other names, the first of which is told.
        others: words that are let through, such as what stands where nothing is given.
    """
    code_of = one_of(names)

    def read(word: str) -> str:
        code = code_of(word)
        if code not in names and word not in ("", *others):
            raise _no_choice(word, [f"{code} {more[0]}" for code, more in names.items()])
        return code

    return read


def tier_of(tiers: Iterable[str]) -> Callable[[str], str]:
    """A reader of the code of one of some tiers, as :func:`choice_of`."""

    def read(word: str) -> str:
        table = reference.code_tables().table("tier")
        found = table.find(word)
        if found is None or found.code not in tiers:
            raise _no_choice(word, [f"{code} {table.label(code, 'zh')}" for code in tiers])
        return found.code

    return read


def _no_choice(word: str, listed: list[str]) -> argparse.ArgumentTypeError:
    """In argparse's own words, of which people read a translation."""
    return argparse.ArgumentTypeError(f"invalid choice: {word!r} (choose from {', '.join(listed)})")


def record_state(kind: str, word: str) -> str:
    """The code of how far records of a kind have come, else the word itself.

    Args:
        kind: of ``records.KINDS``, "" for any.
        word: as typed; "" for none.
    """
    states = dict.fromkeys(
        state for known, its in STATES.items() if kind in ("", known) for state in its
    )
    names = {
        state: tuple(messages.text(f"record_state_{state}", {}, lang) for lang in ("zh", "en"))
        for state in states
    }
    return one_of(names)(word)


def move(word: str) -> str:
    """The code of a move.

    Raises:
        UsageError: there is none called so.
    """
    known = {m.name: m for m in workflow.MOVES.values() if m.name not in workflow.BY_COMMAND}
    if word in known:
        return word
    folded = fold_word(word)
    for row in known.values():
        if folded in (fold_word(row.zh), fold_word(row.en)):
            return row.name
    listed = ", ".join(f"{m.name} {m.zh}" for m in known.values())
    raise UsageError("move_unknown", move=word, known=listed)


def record_kind(word: str) -> str:
    """The code of a kind of record.

    Raises:
        UsageError: there is none called so.
    """
    if word in KINDS:
        return word
    folded = fold_word(word)
    found = [k.name for k in KINDS.values() if folded in (fold_word(k.zh), fold_word(k.en))]
    found = found or [k.name for k in KINDS.values() if len(folded) > 1 and folded in k.zh]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(f"{k.name} {k.zh}" for k in KINDS.values())
    raise UsageError("kind_unknown", kind=word, known=listed)
