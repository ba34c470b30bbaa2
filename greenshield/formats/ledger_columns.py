"""Which column holds which field: from the header's words, or as the caller says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from greenshield.domain.errors import Problem, UsageError
from greenshield.domain.fields import specs
from greenshield.formats.ledger_header import column_field
from greenshield.formats.ledger_model import BY_NAME, EXTRA, PLACE, ColumnMapping, Layout
from greenshield.formats.ledger_units import unit_of
from greenshield.formats.ledger_words import IGNORED, Words, fold
from greenshield.formats.sheet_grid import letter

UNKNOWN = "ledger_mapping_column_unknown"

Sound = Callable[[int, str], float]  # 0-based column, field -> 0 to 1


def known_fields() -> frozenset[str]:
    """Every name that a column can be mapped to."""
    return frozenset(specs("issue")) | EXTRA.keys() | PLACE | {"state"}


def map_columns(
    headers: Sequence[str],
    words: Words,
    mapping: Mapping[str, str] | None,
    file: str,
    *,
    letters: Sequence[str] | None = None,
    ignored: Iterable[str] = (),
    layout: Layout | None = None,
    sound: Sound | None = None,
) -> tuple[tuple[ColumnMapping, ...], list[Problem]]:
    """Maps columns to fields; no field gets two columns.

    Args:
        headers: by column, "" where there is none.
        words: the synonyms.
        mapping: field -> header, its last part, or the column's letter; goes before the words.
        file: its name, for problems.
        letters: names of the columns instead of A, B, C (attributes of a vector file).
        ignored: columns that the caller does not want, named as in ``mapping``.
        layout: what a person said of these headers before; the caller's word goes before it.
        sound: the share of a column's values that can be read as a field, asked where two
            columns are named alike.

    Returns:
        The columns, and remarks on columns that were left because a surer one has their field.

    Raises:
        UsageError: ``ledger_mapping_field_unknown``, ``ledger_mapping_column_unknown``,
            ``ledger_mapping_columns``: several of that name; ``ledger_mapping_twice``;
            ``pair_twice``: two columns for one field.
    """
    names = list(letters or (letter(n) for n in range(len(headers))))
    forced = _forced(headers, names, mapping or {})
    left = {_known_column(headers, names, wanted) for wanted in ignored}
    by = dict.fromkeys(left | forced.keys(), "person")
    if layout is not None:
        before, unwanted = _remembered(names, layout, forced, left)
        by |= dict.fromkeys(before.keys() | unwanted, "layout")
        forced |= before
        left |= unwanted
    found: list[tuple[str, float]] = []
    for index, header in enumerate(headers):
        if index in left:
            found.append(("", 0.0))
            continue
        if index in forced:
            found.append((forced[index], 1.0))
            continue
        field, sure = column_field(header, words) if header else ("", 0.0)
        field = BY_NAME.get(field, field)
        usable = field and field != IGNORED and field not in forced.values()
        found.append((field, sure) if usable else ("", 0.0))
        if usable:
            by[index] = "header"
    owners = _owners(found, sound)
    columns, problems = [], []
    for index, (header, (field, sure)) in enumerate(zip(headers, found, strict=True)):
        owner = owners.get(field, index)
        mine = bool(field) and owner == index
        unit = unit_of(header, field)
        columns.append(
            ColumnMapping(
                index, names[index], header, field if mine else None, unit,
                round(sure, 3) if mine else 0.0, by.get(index, ""),
            )
        )  # fmt: skip
        if field and not mine and not (letters and _is_one_word(header, headers[owner])):
            params = {"field": field, "other": f"{names[owner]} {headers[owner]}"}
            problems.append(Problem("ledger_column_twice", file, None,
                                    f"{names[index]} {header}", params, fatal=False))  # fmt: skip
    return tuple(columns), problems


def _is_one_word(one: str, other: str) -> bool:
    """Whether two attributes differ in case alone: KML has a Description beside its data's own."""
    return one != other and one.casefold() == other.casefold()


def _forced(
    headers: Sequence[str], names: Sequence[str], mapping: Mapping[str, str]
) -> dict[int, str]:
    known = known_fields()
    out: dict[int, str] = {}
    for field, wanted in mapping.items():
        if field not in known:
            raise UsageError("ledger_mapping_field_unknown", field=field,
                             known=", ".join(sorted(known)))  # fmt: skip
        index = _known_column(headers, names, wanted)
        if index in out:
            raise UsageError("ledger_mapping_twice", column=wanted, a=out[index], b=field)
        if BY_NAME.get(field, field) in out.values():
            raise UsageError("pair_twice", field=field)
        out[index] = BY_NAME.get(field, field)
    return out


def _remembered(
    names: Sequence[str], layout: Layout, forced: Mapping[int, str], left: set[int]
) -> tuple[dict[int, str], set[int]]:
    """What is remembered of columns and fields of which the caller says nothing."""
    places = {name: index for index, name in enumerate(names)}
    said = forced.keys() | left
    taken = set(forced.values())
    columns = {
        index: field
        for field, name in ((BY_NAME.get(f, f), at) for f, at in layout.columns.items())
        if (index := places.get(name, -1)) >= 0 and index not in said and field not in taken
    }
    ignored = {places[name] for name in layout.ignored if name in places}
    return columns, ignored - said


def _known_column(headers: Sequence[str], names: Sequence[str], wanted: str) -> int:
    found = _columns(headers, names, wanted)
    if len(found) != 1:
        code = "ledger_mapping_columns" if found else UNKNOWN
        shown = "、".join(h for h in headers if h)
        raise UsageError(code, column=wanted, known=shown)
    return found[0]


def _columns(headers: Sequence[str], names: Sequence[str], wanted: str) -> list[int]:
    """By the exact header, then by its last part where that is unique, then by the letter.

    Several where a header names them and nothing tells which is meant.
    """
    key = fold(wanted)
    several: list[int] = []
    for texts in ([fold(h) for h in headers], [fold(h.rsplit("/", 1)[-1]) for h in headers]):
        hits = [n for n, text in enumerate(texts) if text and text == key]
        if len(hits) == 1:
            return hits
        several = several or hits
    plain = wanted.strip()
    hits = [n for n, name in enumerate(names) if name.casefold() == plain.casefold()]
    return hits if len(hits) == 1 else several or hits


def _owners(found: Sequence[tuple[str, float]], sound: Sound | None) -> dict[str, int]:
    """Field -> its surest column; of equals the one whose values fit best, else the first."""
    rivals: dict[str, list[int]] = {}
    for index, (field, sure) in enumerate(found):
        if not field:
            continue
        best = rivals.setdefault(field, [index])
        if sure > found[best[0]][1]:
            rivals[field] = [index]
        elif sure == found[best[0]][1] and index not in best:
            best.append(index)
    out: dict[str, int] = {}
    for field, columns in rivals.items():
        if len(columns) > 1 and sound is not None:
            shares = {index: sound(index, field) for index in columns}
            columns = sorted(columns, key=lambda index: -shares[index])
        out[field] = columns[0]
    return out
