"""What a value parser gives instead of a value that it can't be sure of."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Any

from greenshield.domain.errors import Params, UsageError

_DASH_SET = frozenset("‐‑‒–—―−﹣")
_DASHES = str.maketrans(dict.fromkeys(_DASH_SET, "-"))


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell that can't be read, or could be read in two ways.

    Attributes:
        code: stable code of the reason.
        params: values for its message, beside what was seen, which the caller adds.
    """

    code: str
    params: Params = field(default_factory=dict)

    def refusal(self, seen: str, **more: Any) -> UsageError:
        """The error where a person typed this one value; ``more`` goes with what was seen."""
        return UsageError(self.code, **({"seen": seen} | more | dict(self.params)))


def plain(text: str) -> str:
    """Text in half-width form (NFKC), dashes made one, surrounding space cut."""
    if text.isascii():
        return text.strip()
    text = unicodedata.normalize("NFKC", text)
    if not _DASH_SET.isdisjoint(text):
        text = text.translate(_DASHES)
    return text.strip()
