"""Words for what the window shows: sentences, numbers, dates, areas, and the names of codes.

Sentences of the window are written in English in the source and looked up in Qt's
translations, with the name of the room as their context::

    translate("Ledger", "{shown} of {total}").format(shown=number(3), total=number(12))

Words of the domain (states, moves, fields, code tables) are those of the core, so that the
window, the command line and the reports name things alike. The code tables are handed over by
the worker, which reads them anyway; what else of the core is needed is imported when the first
of its words is asked for: the window starts without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, cast

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from greenshield.domain.codes import CodeTables

LANGUAGES = ("zh", "en")
CHINA = timezone(timedelta(hours=8))  # as ``greenshield.domain.dates``: one time for the country
M2_PER_HECTARE = 10_000.0
M2_PER_MU = M2_PER_HECTARE / 15.0

translate = QCoreApplication.translate

# Marks a text whose translation is looked up later, and gives it back: (context, text) -> text.
# lupdate goes by the name. PySide6's stubs call what comes back an object.
QT_TRANSLATE_NOOP = cast("Callable[[str, str], str]", QtCore.QT_TRANSLATE_NOOP)

_WITHIN_WORDS = str.maketrans("", "", "'’-/(")
_now = ["zh"]


def language() -> str:
    """The language in force: ``zh`` or ``en``."""
    return _now[0]


def use(lang: str) -> None:
    """Set the language of the words of the core; ``ui.language`` calls it with its translators.

    Raises:
        ValueError: it is none of ``LANGUAGES``.
    """
    if lang not in LANGUAGES:
        raise ValueError(lang)
    _now[0] = lang


def plural(n: float, one: str, many: str) -> str:
    """The form that fits a number, with ``{n}`` filled in; both are translated already."""
    return (one if n == 1 else many).format(n=number(n))


def capital(text: str) -> str:
    """A sentence or a name as it begins a line; a file's name or a number stays as it is."""
    first = text.split(" ", 1)[0].rstrip(".:,;)").translate(_WITHIN_WORDS)
    return text[:1].upper() + text[1:] if first.isalpha() else text


def listed(words: Iterable[str]) -> str:
    """Several words with the language's own comma between them."""
    return translate("Frame", ", ", "between the words of a list").join(words)


# -- numbers and quantities ---------------------------------------------------------------


def stopping() -> str:
    """What is said from the moment something is stopped until it is over."""
    return translate("Frame", "Stopping…")


def number(x: float, digits: int | None = None) -> str:
    """A number with its thousands parted; ``digits`` after the point, by default all of them."""
    if digits is None:
        whole = isinstance(x, int) or float(x).is_integer()
        return f"{int(x):,}" if whole else f"{x:,}"
    told = f"{x:,.{digits}f}"
    return told.lstrip("-") if float(told.replace(",", "")) == 0 else told  # no minus zero


def percent(share: float, digits: int = 1) -> str:
    """A share between 0 and 1 in per cent."""
    return translate("Frame", "{value} %").format(value=number(share * 100, digits))


def area(m2: float) -> str:
    """An area given in m², in the unit that reads best: m² below one hectare, then hectares."""
    if abs(m2) < M2_PER_HECTARE:
        return square_metres(m2)
    return hectares(m2)


def areas(m2: float) -> str:
    """An area given in m², in m², hectares and mu (1 ha = 15 mu)."""
    return translate("Frame", "{m2} · {hectares} · {mu}").format(
        m2=square_metres(m2), hectares=hectares(m2), mu=mu(m2)
    )


def square_metres(m2: float) -> str:
    """An area in m²; tenths are told below a hundred."""
    digits = 1 if abs(m2) < 100 else 0
    return translate("Frame", "{value} m²").format(value=number(m2, digits))


def hectares(m2: float) -> str:
    """An area given in m², in hectares."""
    value = number(m2 / M2_PER_HECTARE, _digits(m2 / M2_PER_HECTARE))
    return translate("Frame", "{value} ha").format(value=value)


def mu(m2: float) -> str:
    """An area given in m², in mu."""
    value = number(m2 / M2_PER_MU, _digits(m2 / M2_PER_MU))
    return translate("Frame", "{value} mu").format(value=value)


def length(m: float) -> str:
    """A length given in metres: m below one kilometre, then km."""
    if abs(m) < 1000:
        value = number(m, 1 if abs(m) < 100 else 0)
        return translate("Frame", "{value} m").format(value=value)
    return translate("Frame", "{value} km").format(value=number(m / 1000, _digits(m / 1000)))


def _digits(value: float) -> int:
    """Digits after the point that leave about four that say something."""
    size = abs(value)
    return 4 if size < 1 else 2 if size < 100 else 1 if size < 10_000 else 0


def file_size(count: int) -> str:
    """A number of bytes in the largest unit (powers of 1000) that leaves it above one."""
    size, unit = float(count), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if size < 1000:
            break
        size, unit = size / 1000, larger
    return f"{number(size, 0 if unit == 'B' or size >= 100 else 1)} {unit}"


# -- days and moments ---------------------------------------------------------------------


def day(iso: str | None) -> str:
    """A date for reading, from ISO text; of a partial date what is known; else the text itself."""
    parts = (iso or "")[:10].split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return iso or ""
    if len(parts) == 1:
        return translate("Frame", "{year}", "a year alone").format(year=parts[0])
    month = _month(int(parts[1]))
    if len(parts) == 2:
        return translate("Frame", "{month} {year}").format(month=month, year=parts[0])
    return translate("Frame", "{day} {month} {year}").format(
        day=int(parts[2]), month=month, year=parts[0]
    )


def today() -> str:
    """The day in China, ISO."""
    return datetime.now(CHINA).date().isoformat()


def short_day(iso: str | None) -> str:
    """A date for a column of a table: ISO order, which sorts and lines up in both languages."""
    return (iso or "")[:10]


def moment(iso: str | None) -> str:
    """A moment for reading, to the minute, in Chinese time; a text that is none stays as it is."""
    if not iso or not any(mark in iso for mark in "T "):
        return day(iso)
    try:
        found = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    if found.tzinfo is not None:
        found = found.astimezone(CHINA)
    return translate("Frame", "{day}, {time}").format(
        day=day(found.date().isoformat()), time=found.strftime("%H:%M")
    )


def duration(seconds: float) -> str:
    """A span of time in its largest unit: seconds, minutes or hours."""
    if seconds < 60:
        told = plural(
            max(1, round(seconds)),
            translate("Frame", "{n} second"),
            translate("Frame", "{n} seconds"),
        )
    elif seconds < 3600:
        told = plural(
            round(seconds / 60),
            translate("Frame", "{n} minute"),
            translate("Frame", "{n} minutes"),
        )
    else:
        told = plural(
            round(seconds / 3600, 1),
            translate("Frame", "{n} hour"),
            translate("Frame", "{n} hours"),
        )
    return told


def _month(n: int) -> str:
    names = (
        translate("Frame", "Jan"), translate("Frame", "Feb"), translate("Frame", "Mar"),
        translate("Frame", "Apr"), translate("Frame", "May"), translate("Frame", "Jun"),
        translate("Frame", "Jul"), translate("Frame", "Aug"), translate("Frame", "Sep"),
        translate("Frame", "Oct"), translate("Frame", "Nov"), translate("Frame", "Dec"),
    )  # fmt: skip
    return names[n - 1] if 1 <= n <= 12 else str(n)


# -- words of the domain ------------------------------------------------------------------


_handed: list[CodeTables] = []


def use_tables(tables: CodeTables) -> None:
    """Takes the code tables from somebody who has read them."""
    _handed[:] = [tables]


def _tables() -> CodeTables:
    if not _handed:
        from greenshield import reference

        use_tables(reference.code_tables())
    return _handed[0]


def label(table: str, code: str | None) -> str:
    """The words for a code of a table; the code itself where either is unknown."""
    return _tables().label(table, code, language()) if code else ""


def group(table: str, code: str | None) -> str:
    """The group that a code has in its table, such as ``measured``; "" where it has none."""
    entry = _tables().table(table).entries.get(code or "")
    return entry.group if entry is not None else ""


def labels(table: str, codes: Iterable[str]) -> str:
    """The words for several codes of a table, as one text."""
    return listed(label(table, code) for code in codes)


def choices(table: str, *, legacy: bool = False) -> list[tuple[str, str]]:
    """Code and words of each entry that a form offers, in the table's order.

    Args:
        table: the name of the code table.
        legacy: also those that are kept for history only.
    """
    entries = _tables().table(table).entries.values()
    return [(e.code, label(table, e.code)) for e in entries if legacy or not e.legacy]


def field_name(kind: str, field: str) -> str:
    """The name of a field of an entity, a record kind or "move"; its id where it is unknown."""
    from greenshield.domain import fields

    spec = fields.CATALOGUE.get(kind, {}).get(field)
    return field if spec is None else str(getattr(spec, language()))


def record_kind(name: str) -> str:
    """The name of a kind of record."""
    from greenshield.domain.records import KINDS

    kind = KINDS.get(name)
    return name if kind is None else str(getattr(kind, language()))


def state(code: str) -> str:
    """The name of a workflow state."""
    return label("state", code)


def move(name: str) -> str:
    """The name of a move of the workflow."""
    return label("move", name)


def tier(code: str) -> str:
    """The name of a tier."""
    return label("tier", code)


def role(code: str) -> str:
    """The name of a role."""
    return label("role", code)


def roles(codes: Iterable[str]) -> str:
    """The names of several roles, as one text."""
    return labels("role", codes)


def actor(name: str, unit: str = "") -> str:
    """A person as lists show them: the name, with the unit where there is one."""
    if not unit:
        return name
    return translate("Frame", "{name} ({unit})").format(name=name, unit=unit)


def unit(code: str) -> str:
    """The sign of a field's unit (``FieldSpec.unit``)."""
    signs = {
        "m2": translate("Frame", "m²"),
        "m": translate("Frame", "m"),
        "deg": "°",
        "yuan": translate("Frame", "yuan"),
        "percent": "%",
        "bytes": "B",
    }
    return signs.get(code, code)


def sentence(code: str, params: Mapping[str, Any] | None = None) -> str:
    """The sentence of the message catalogue for a code."""
    from greenshield import messages

    return messages.text(code, dict(params or {}), language())


def line(code: str, params: Mapping[str, Any] | None = None) -> str:
    """The same as it begins a line; a name that it begins with stays as it is written."""
    from greenshield import messages

    told = sentence(code, params)
    return told if messages.begins_with_value(code, language()) else capital(told)


def remedy(code: str, params: Mapping[str, Any] | None = None) -> str:
    """What there is to do next in the window, for a code; "" where nothing is known."""
    from greenshield import messages
    from ui.widgets.in_window import in_window

    return in_window(messages.remedy(code, dict(params or {}), language(), window=True))
