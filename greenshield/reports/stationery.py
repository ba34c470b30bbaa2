"""What a report is written on: its templates and its own words, from one folder.

The folder is a value (``resources.path("templates")`` of the caller), so that this package
knows nothing of where the program is installed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from greenshield.domain.errors import UnreadableError, UsageError

Words = Mapping[str, Mapping[str, str]]
"""Section -> key -> words, of one language."""

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Stationery:
    """Templates and words of the reports.

    Attributes:
        closure: the built-in template of the closure report, for Word.
        closure_words: language -> section -> key -> words.
        summary_words: the same for the summary workbook.
        pack_words: the same for the papers of an archive pack.
        folder: where the templates of those papers are.
        field_meanings: language -> field of the closure report, or the end of its path -> what
            it holds.
    """

    closure: Path
    closure_words: Mapping[str, Words]
    summary_words: Mapping[str, Words]
    pack_words: Mapping[str, Words]
    folder: Path
    field_meanings: Mapping[str, Mapping[str, str]]

    @classmethod
    def load(cls, folder: Path) -> Stationery:
        """The words in ``folder``, read once a process.

        Raises:
            UnreadableError: ``words_unreadable``.
        """
        return _loaded(folder)


def words_of(words: Mapping[str, Words], lang: str) -> Words:
    """The words of one language.

    Raises:
        UsageError: ``report_language_unknown``.
    """
    if lang not in words:
        raise UsageError("report_language_unknown", lang=lang, known=", ".join(words))
    return words[lang]


@lru_cache(maxsize=4)
def _loaded(folder: Path) -> Stationery:
    return Stationery(
        closure=folder / "closure.docx",
        closure_words=_words(folder / "closure_words.toml"),
        summary_words=_words(folder / "summary_words.toml"),
        pack_words=_words(folder / "pack_words.toml"),
        folder=folder,
        field_meanings=_words(folder / "closure_fields.toml"),
    )


def _words(file: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableError("words_unreadable", file=str(file), reason=str(error)) from error
