"""Puts values into a sentence: no gap between Chinese words where Chinese is put in.

Templates have a space around a value, since most values are numbers, codes or names in Latin
letters, from which Chinese words stand apart. A Chinese word takes none.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

# Ideographs with their punctuation and the full-width forms.
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")

_STOPS = re.compile("[，：；。、]")


class _Lenient(string.Formatter):
    """A formatter that shows a parameter's name instead of failing where it is absent."""

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:
        if isinstance(key, str):
            return kwargs.get(key, "{" + key + "}")
        return super().get_value(key, args, kwargs)


_LENIENT = _Lenient()


@lru_cache(maxsize=1024)
def _parts(template: str) -> tuple[tuple[str, str], ...]:
    """Words, and what follows them: a value's name, how else it is told in braces, or ""."""
    return tuple((literal, _place(*rest)) for literal, *rest in _LENIENT.parse(template))


def _place(name: str | None, spec: str | None, conversion: str | None) -> str:
    if name is None:
        return ""
    if name.isidentifier() and not spec and not conversion:
        return name
    return "{" + name + (f"!{conversion}" if conversion else "") + f":{spec}" + "}"


def fill(template: str, values: Mapping[str, Any]) -> str:
    """The sentence; a value that is not given shows as its name in braces."""
    pieces: list[tuple[str, bool]] = []  # text, and whether it is a value
    for literal, place in _parts(template):
        if literal:
            pieces.append((literal, False))
        if place.isidentifier():
            pieces.append((format(values.get(place, f"{{{place}}}")), True))
        elif place:
            pieces.append((_LENIENT.vformat(place, (), values), True))
    whole = [("", True), *((t, v) for t, v in pieces if t), ("", True)]
    told = [
        text if is_value else _literal(whole[at - 1][0], text, whole[at + 1][0])
        for at, (text, is_value) in enumerate(whole)
    ]
    return "".join(told).rstrip(" ")


def sentences(*parts: str) -> str:
    """Several sentences as one line, parted as the language does it; empty ones are left out."""
    out = ""
    for part in (p for p in parts if p):
        if not out:
            out = part
        elif out[-1] in "。；：！？.;:!?":
            out += part if _is_wide(out[-1]) else f" {part}"
        else:
            out += f"。{part}" if _is_chinese(part) else f"; {part}"
    return out


def _is_chinese(part: str) -> bool:
    """Whether a sentence is, whatever names and examples it has: English ones have Chinese too."""
    return _is_wide(part[0]) or _STOPS.search(part) is not None


def _literal(before: str, text: str, after: str) -> str:
    """Words between two values, without the spaces that stand beside Chinese on both sides."""
    if text.strip(" ") == "":
        return "" if text == " " and _is_wide(before[-1:]) and _is_wide(after[:1]) else text
    if text[0] == " " and _is_wide(before[-1:]) and _is_wide(text[1]):
        text = text[1:]
    if text[-1] == " " and len(text) > 1 and _is_wide(after[:1]) and _is_wide(text[-2]):
        text = text[:-1]
    return text


def _is_wide(character: str) -> bool:
    return bool(character) and _WIDE.match(character) is not None
