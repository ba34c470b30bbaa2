"""What the room of negative lists shows: versions of lists, and their rows. Light values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list, as ``services.restriction_list.items`` has it.

    Attributes:
        against: ids of rows in force that speak of a same measure in a same space.
        contradicted: one of them bars what this one limits, or the other way round.
        holds: it is in force on the day that was asked for.
        void: it was taken out of force.
        typed: field -> text that would set it as it is.
    """

    id: str
    list_name: str
    list_from: str
    level: str
    measure_codes: tuple[str, ...]
    restore_targets: tuple[str, ...]
    measure_words: tuple[str, ...]
    space_codes: tuple[str, ...]
    wording: str
    source_doc: str
    issued_by: str
    valid_from: str
    valid_to: str
    remark: str
    source_file: str
    source_row: int
    against: tuple[str, ...] = ()
    contradicted: bool = False
    holds: bool = True
    void: bool = False
    typed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a list, as ``services.restriction_list.Version``."""

    list_name: str
    list_from: str
    until: str
    rows: int
    barred: int
    limited: int
    source_file: str
    void: bool
    holds: bool


@dataclass(frozen=True, slots=True)
class Lists:
    """All of them, by name, day and row; those that were taken out of force come last."""

    versions: tuple[Version, ...] = ()
    rows: tuple[Row, ...] = ()
