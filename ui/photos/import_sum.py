"""What an import did, as heaps of photos: each can be counted, and shown alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ui.words import translate

DAMAGED = "photo_truncated"  # what is told of a file that breaks off
# What is told of a file that is not there any more: its card was pulled out, say.
GONE = frozenset({"photo_left", "photo_not_found", "photo_read_failed"})
# Each heap with the role of its colour, in the order in which they are told.
HEAPS = (
    ("all", "info"), ("added", "ok"), ("duplicate", "muted"), ("located", "ok"), ("tied", "ok"),
    ("choice", "warning"), ("damaged", "danger"), ("refused", "danger"), ("left", "warning"),
)  # fmt: skip
FILES = ("refused", "left")  # of which there are no photos


@dataclass(frozen=True, slots=True)
class Took:
    """A file that was taken.

    Attributes:
        file: as it was named.
        sha256: of it.
        is_new: False where the project had its bytes.
        is_placed: it has a position now that was not known before.
        is_tied: it was tied to an issue.
        needs_choice: it was not, though one is near.
    """

    file: str
    sha256: str
    is_new: bool
    is_placed: bool = False
    is_tied: bool = False
    needs_choice: bool = False

    def beside(self, former: Took | None) -> Took:
        """What is known of the file with what was told of it before."""
        if former is None or former.sha256 != self.sha256:
            return self
        return Took(
            self.file, self.sha256, former.is_new or self.is_new,
            former.is_placed or self.is_placed, former.is_tied or self.is_tied,
            former.needs_choice or self.needs_choice,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sum:
    """What an import did.

    Attributes:
        heaps: hashes by name of ``HEAPS``, each once, as they came; of files that were not
            taken there are none.
        refused: how many files were not taken for what they are.
        left: how many were left behind since they were not there any more.
        is_stopped: it did not come to its end.
    """

    heaps: dict[str, tuple[str, ...]]
    refused: int = 0
    left: int = 0
    is_stopped: bool = False

    def count(self, heap: str) -> int:
        """How many photos, or files, a heap has."""
        files = {"refused": self.refused, "left": self.left}
        return files[heap] if heap in files else len(self.heaps.get(heap, ()))

    def may_go_on(self) -> bool:
        """True where another run may bring what this one did not."""
        return self.is_stopped or self.left > 0


def sum_of(
    took: Sequence[Took],
    problems: Iterable[tuple[str, str, dict[str, Any], bool]],
    *,
    is_stopped: bool = False,
) -> Sum:
    """Counts; ``problems`` are file, code, parameters and whether the file was refused."""
    listed = list(problems)
    damaged = {file for file, code, _, _ in listed if code == DAMAGED}
    chosen = {
        "all": (t.sha256 for t in took),
        "added": (t.sha256 for t in took if t.is_new),
        "duplicate": (t.sha256 for t in took if not t.is_new),
        "located": (t.sha256 for t in took if t.is_placed),
        "tied": (t.sha256 for t in took if t.is_tied),
        "choice": (t.sha256 for t in took if t.needs_choice),
        "damaged": (t.sha256 for t in took if t.is_new and t.file in damaged),
    }
    refused = [code for _, code, _, fatal in listed if fatal]
    left = sum(code in GONE for code in refused)
    return Sum(
        {name: tuple(dict.fromkeys(hashes)) for name, hashes in chosen.items()},
        len(refused) - left, left, is_stopped,
    )  # fmt: skip


def heap_name(heap: str) -> str:
    """What a heap is called."""
    return {
        "all": translate("Photos", "Last import"),
        "added": translate("Photos", "Added"),
        "duplicate": translate("Photos", "There already"),
        "located": translate("Photos", "With a position"),
        "tied": translate("Photos", "Tied"),
        "choice": translate("Photos", "To choose"),
        "damaged": translate("Photos", "Damaged"),
        "refused": translate("Photos", "Refused"),
        "left": translate("Photos", "Left behind"),
    }[heap]


def heap_tip(heap: str) -> str:
    """What the button of a heap does."""
    return {
        "all": translate("Photos", "Show all photos of this import, or all of the project again"),
        "added": translate("Photos", "Show the photos that are new"),
        "duplicate": translate("Photos", "Show the photos that the project had already"),
        "located": translate("Photos", "Show the new photos that have a position"),
        "tied": translate("Photos", "Show the photos that were tied to an issue by themselves"),
        "choice": translate("Photos", "Go through the photos whose issue is yours to choose"),
        "damaged": translate("Photos", "Show the photos that break off and are no evidence"),
        "refused": translate("Photos", "List the files that were not taken, and why"),
        "left": translate("Photos", "List the files that were not there any more"),
    }[heap]
