"""Which division code a name in a list stands for: only where exactly one fits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from greenshield.formats.ledger_counties import bare, codes_in, stem
from greenshield.geo.provinces import NAMES as PROVINCES

_BEFORE: Final = re.compile(
    "[\u4e00-\u9fff]{1,12}?(?:特别行政区|自治区|自治州|省|地区|市|州|盟)", re.ASCII
)
_OWN: Final = frozenset(("本县", "本区", "本旗", "本市"))


class CountyCodes:
    """Names of divisions and their codes.

    Args:
        names: code -> name, as the project knows them.
        own: code of the project's division.
    """

    def __init__(self, names: Mapping[str, str], own: str) -> None:
        self._own = own
        self._codes: dict[str, set[str]] = {}
        for code, name in names.items():
            self._codes.setdefault(bare(name), set()).add(code)
        self._said: dict[str, set[str]] = {}
        self._found: dict[tuple[str, tuple[str, ...], bool], str] = {}  # lists repeat themselves
        self._provinces = {name: f"{code}0000" for code, name in PROVINCES.items()}

    @property
    def names_own(self) -> bool:
        """Whether it is known what the project's own division is called."""
        return any(self._own in codes for codes in self._codes.values())

    def learn(self, name: str, code: str) -> None:
        """A row of the list gives both; what the project knows goes before."""
        self._found.clear()
        self._said.setdefault(bare(name), set()).add(code)

    def find(self, text: str, parents: Sequence[str] = (), *, short: bool = True) -> str:
        """The code that a text names, "" where none or several fit.

        Args:
            text: ``清河县``, ``通明市清河县``, ``清河县（220204）``, ``220204``.
            parents: the city and province that the row names beside it; a code of another one
                does not fit.
            short: whether ``清河`` is taken for the only 清河县 that is known.
        """
        key = (text, tuple(parents), short)
        if key not in self._found:
            self._found[key] = self._find(text, parents, short)
        return self._found[key]

    def _find(self, text: str, parents: Sequence[str], short: bool) -> str:
        codes = codes_in(text)
        if codes:
            (code, *more) = codes
            return "" if more or code[:2] not in PROVINCES else code
        name = bare(text)
        if name in _OWN and not self._own.endswith("00"):
            return self._own
        before = list(parents)
        found = self._of(name)
        if not found:
            front, known = self._parted(name)
            before += front
            found = self._of(known)
        if not found and short:
            found = {c for known in (*self._codes, *self._said) if name and stem(known) == name
                     for c in self._of(known)}  # fmt: skip
        found = {code for code in found if all(self._is_within(code, p) for p in before if p)}
        return found.pop() if len(found) == 1 else ""

    def name_of(self, code: str) -> frozenset[str]:
        """What the project calls a code."""
        return frozenset(name for name, codes in self._codes.items() if code in codes)

    def is_above(self, code: str) -> bool:
        """Whether a code is of the city or province that the project's own division lies in."""
        return code != self._own and self._own.startswith(_trimmed(code))

    def _of(self, name: str) -> set[str]:
        return set(self._codes.get(name) or self._said.get(name) or ())

    def _parted(self, name: str) -> tuple[list[str], str]:
        """通明市清河县 as 通明市 and the name that is known."""
        known = (n for n in (*self._codes, *self._said) if name.endswith(n) and n != name)
        for ending in sorted(known, key=len, reverse=True):
            front = name[: -len(ending)]
            if re.fullmatch(f"(?:{_BEFORE.pattern})+", front):
                return _BEFORE.findall(front), ending
        return [], ""

    def _is_within(self, code: str, parent: str) -> bool:
        """Whether a code is of a city or province; of one that is not known it may be."""
        name = bare(parent)
        given = codes_in(parent) or self._of(name)
        if not given and (province := self._provinces.get(name)):
            given = {province}
        return not given or any(code.startswith(_trimmed(one)) for one in given)


def _trimmed(code: str) -> str:
    """A code without the zeros that stand for all of a city or province."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
