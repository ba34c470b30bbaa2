"""Coded errors: what the core raises, with parameters instead of sentences.

A *code* is stable and lower_snake_case; its sentences in Chinese and English stand in
``resources/messages/*.toml``. The class decides the exit code of the command line
(``docs/command-line.md``), so a caller that needs to tell failures apart tells classes
apart, never words.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, ClassVar

Params = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a rule misses, and what would satisfy it.

    Attributes:
        code: stable code; the message tells what would satisfy the rule.
        params: values for the message.
        field: the ledger field, record kind or photo phase to go to, or "".
    """

    code: str
    params: Params = field(default_factory=dict)
    field: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One row, cell, feature or file that was refused or repaired, told to a person.

    Attributes:
        code: stable code.
        file: the file's name as the user gave it.
        row: 1-based row in the sheet, feature number in a vector file, or None for the file.
        column: header or letter of the column, attribute name, EXIF tag, or "".
        params: values for the message.
        fatal: True where the row or file was refused, False where it was taken with a remark.
    """

    code: str
    file: str = ""
    row: int | None = None
    column: str = ""
    params: Params = field(default_factory=dict)
    fatal: bool = True


class GreenShieldError(Exception):
    """Base of every error that the core raises on purpose.

    Args:
        code: stable code, also the key of its message.
        params: values for the message.
        missing: for refusals, everything that is missing, at once.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, code: str, *, missing: tuple[Missing, ...] = (), **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: Params = params
        self.missing = missing

    def __str__(self) -> str:
        inner = ", ".join(f"{k}={v!r}" for k, v in self.params.items())
        return f"{self.code}({inner})"


class UsageError(GreenShieldError):
    """Wrong usage: an unknown name, a malformed value, an ambiguous number. Exit 2."""

    exit_code = 2


class UnreadableError(GreenShieldError):
    """The input can't be read at all, is no project, or the passphrase is wrong. Exit 3."""

    exit_code = 3


class RefusedError(GreenShieldError):
    """A rule refuses; ``missing`` says by which, and what would satisfy it. Exit 4."""

    exit_code = 4


class ConflictError(GreenShieldError):
    """A conflict waits for a person. Exit 5."""

    exit_code = 5


class SurroundingsError(GreenShieldError):
    """The environment: locked, disk full, no permission; trying again may help. Exit 6."""

    exit_code = 6


def too_long(error: BaseException) -> SurroundingsError | None:
    """``name_too_long`` for what a system says of a path that it can't even look up; else None.

    Every look at a path may say so; it is understood once, where errors are told.
    """
    if not isinstance(error, OSError) or error.errno != errno.ENAMETOOLONG:
        return None
    return SurroundingsError("name_too_long", file=PurePath(str(error.filename or "")).name[:80])


class VerificationError(GreenShieldError):
    """Something was altered, is missing, or is signed by a key that is not trusted. Exit 7."""

    exit_code = 7
