"""Puts dates, areas, positions, sums and codes into the words of a report."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation

from greenshield.domain import counts
from greenshield.domain.dates import CHINA, china_time
from greenshield.domain.field_spec import FieldSpec
from greenshield.domain.workflow import MOVES, STATES
from greenshield.reports.dossier import LabelFunction
from greenshield.reports.dossier_parts import Number, Party
from greenshield.reports.stationery import Words

M2_PER_HA = 10_000
MU_PER_HA = 15
BLANK = "—"

# Control characters that XML can't carry, halves of surrogate pairs, and the two non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_LONGEST = 20_000


def printable(value: object) -> str:
    """A text that Word and XML can carry: no control characters, line ends as LF."""
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    text = _UNPRINTABLE.sub("", text)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


class Phrasing:
    """The words of one language for the values of one dossier.

    Args:
        lang: ``zh`` or ``en``.
        label: the caller's words for codes.
        words: the report's own word table of that language.
    """

    def __init__(self, lang: str, label: LabelFunction, words: Words) -> None:
        self.lang = lang
        self._label = label
        self._words = words["phrase"]
        self._own = words["codes"]

    def word(self, key: str, **params: object) -> str:
        """One of the report's own phrases, with its blanks filled."""
        return self._words[key].format(**params)

    def code(self, table: str, code: object) -> str:
        """The words for a code, or the code itself; several are joined.

        States and moves have their words in the workflow table. Other codes are the caller's;
        what the caller doesn't know the report may have words of its own for.
        """
        if code is None or code == "":
            return BLANK
        if isinstance(code, list | tuple):
            return self._words["join"].join(self.code(table, item) for item in code) or BLANK
        text = str(code)
        row = STATES.get(text) if table == "state" else MOVES.get(text)
        if row is not None and table in ("state", "move"):
            return row.zh if self.lang == "zh" else row.en
        label = self._label(table, text, self.lang)
        if label in ("", text):
            label = self._own.get(f"{table}.{text}", text)
        return printable(label)

    def field(self, spec: FieldSpec) -> str:
        """A ledger field's name."""
        return spec.zh if self.lang == "zh" else spec.en[:1].upper() + spec.en[1:]

    def text(self, value: object) -> str:
        """Free text, or a dash where there is none."""
        return BLANK if value is None else printable(value).strip() or BLANK

    def yes_no(self, value: object) -> str:
        """A truth value."""
        return BLANK if value is None else self._words["yes" if value else "no"]

    def true_or_not(self, value: bool | None) -> str:
        """What a field check found: 属实 or 不属实."""
        return BLANK if value is None else self._words["true" if value else "not_true"]

    def date(self, value: object) -> str:
        """An ISO date, whole or in part, as people write it; other text as it stands."""
        text = "" if value is None else printable(value).strip()
        found = _DATE.fullmatch(text)
        if found is None or self.lang != "zh":
            return text or BLANK
        parts = zip(found.groups(), "年月日", strict=True)
        return "".join(f"{int(number)}{unit}" for number, unit in parts if number)

    def day(self, value: object) -> str:
        """An ISO date as it stands, which fits the narrow columns of a table."""
        return self.text(value)

    def recorded(self, value: object) -> str:
        """A moment that a device recorded, to the minute in Beijing time, and whose clock it was.

        What is no moment with an offset stands as it is.
        """
        text = "" if value is None else printable(value).strip()
        try:
            moment = datetime.fromisoformat(text)
            beijing = moment.astimezone(CHINA) if moment.tzinfo else None
        except (ValueError, OverflowError):
            beijing = None
        if beijing is None:
            return self.moment(value)
        return self.word("recorded", time=beijing.strftime("%Y-%m-%d %H:%M"))

    def moment(self, value: object) -> str:
        """An ISO moment in Beijing time, with a blank instead of the T."""
        text = "" if value is None else china_time(printable(value).strip())
        return re.sub(r"^(\d{4}-\d\d-\d\d)T", r"\1 ", text) or BLANK

    def number(self, value: Number) -> str:
        """A number with thousands apart and no needless zeros; other text as it stands."""
        exact = _decimal(value)
        if exact is None:
            return self.text(value)
        return _grouped(round(exact, 4))

    def quantity(self, value: Number, unit: str) -> str:
        """A number and its unit."""
        if value is None or value == "":
            return BLANK
        return f"{self.number(value)} {self.code('unit', unit)}" if unit else self.number(value)

    def area(self, value: Number) -> str:
        """Square metres, with hectares and mu (1 ha = 15 mu)."""
        exact = _decimal(value)
        if exact is None:
            return self.text(value)
        hectares = exact / M2_PER_HA
        return self.word(
            "area",
            m2=_grouped(round(exact, 1)),
            ha=_grouped(round(hectares, 4)),
            mu=_grouped(round(hectares * MU_PER_HA, 2)),
        )

    def overlap(self, m2: Number, share: float | None, distance_m: float | None) -> str:
        """What part of a patch lies in a boundary, or how many metres off the nearest is.

        Of a patch that is a point alone there is no area to tell.
        """
        if distance_m is not None:
            return self.word("outside", metres=self.number(round(distance_m, 1)))
        if share is None:
            return self.area(m2) if m2 else self.word("point_inside")
        return self.word("of_patch", area=self.area(m2), percent=self.number(round(share * 100, 2)))

    def yuan(self, value: Number) -> str:
        """A sum of money in yuan, to the fen."""
        exact = _decimal(value)
        return self.text(value) if exact is None else self.word("yuan", sum=f"{exact:,.2f}")

    def position(self, lon: Number, lat: Number) -> str:
        """A position to a tenth of a metre, EPSG:4490."""
        x, y = _decimal(lon), _decimal(lat)
        if x is None or y is None:
            return BLANK
        return f"{abs(x):.6f}°{'E' if x >= 0 else 'W'}, {abs(y):.6f}°{'N' if y >= 0 else 'S'}"

    def azimuth(self, value: Number) -> str:
        """Degrees clockwise from north, and the compass point."""
        exact = _decimal(value)
        if exact is None:
            return BLANK
        points = self._words["compass"].split()
        return f"{exact:.0f}° ({points[int((exact % 360 + Decimal('22.5')) // 45) % 8]})"

    def party(self, who: Party) -> str:
        """Name, unit and tier; 未经核验 where no hub has enrolled the actor."""
        parts = [printable(who.unit)] if who.unit else []
        if who.tier:
            parts.append(self.code("tier", who.tier))
        if not who.verified:
            parts.append(self._words["unverified"])
        name = printable(who.name) or BLANK
        inner = self._words["join"].join(parts)
        return self.word("party", name=name, details=inner) if inner else name

    def size(self, octets: int | None) -> str:
        """A file's size in bytes."""
        return BLANK if octets is None else f"{octets:,}"

    def value(self, spec: FieldSpec, value: object) -> str:
        """A ledger field's value, by the field's type and unit."""
        if value is None or value in ("", [], {}):
            return BLANK
        if spec.type in ("code", "codes"):
            return self.code(spec.code_table, value)
        if isinstance(value, bool) or spec.type == "bool":
            return self.yes_no(value)
        if spec.type in ("date", "partial_date"):
            return self.date(value)
        if spec.type == "moment":
            return self.moment(value)
        if spec.keys_table and isinstance(value, Mapping):
            return counts.told(value, lambda code: self.code(spec.keys_table, code), self.lang)
        if spec.type == "pairs" and isinstance(value, list | tuple):
            return self._words["join"].join(map(self._pair, value))
        if spec.unit in _BY_UNIT and isinstance(value, str | int | float):
            return _BY_UNIT[spec.unit](self, value)
        if spec.id == "source_crs":
            told = self.text(value)
            return told if told.upper().startswith("EPSG:") else f"EPSG:{told}"
        return self._free(value)

    def degrees(self, value: Number) -> str:
        """Decimal degrees to a tenth of a metre."""
        exact = _decimal(value)
        return self.text(value) if exact is None else f"{exact:.6f}°"

    def percent(self, value: Number) -> str:
        """A share in percent."""
        return BLANK if value is None else f"{self.number(value)} %"

    def _pair(self, pair: object) -> str:
        """A number with where it comes from; a temporary one of ours is named as such."""
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            return self._free(pair)
        source, number = map(printable, pair)
        return f"{self._own.get(f'number.{source}', source)} {number}".strip()

    def _free(self, value: object) -> str:
        if isinstance(value, Mapping):
            return self._words["join"].join(
                f"{printable(key)}: {self._free(item)}" for key, item in value.items()
            )
        if isinstance(value, list | tuple):
            return self._words["join"].join(self._free(item) for item in value)
        return self.text(value)


_BY_UNIT: Mapping[str, Callable[[Phrasing, Number], str]] = {
    "m2": Phrasing.area,
    "deg": Phrasing.degrees,
    "yuan": Phrasing.yuan,
    "percent": Phrasing.percent,
}


def _decimal(value: object) -> Decimal | None:
    """An exact number, or None for what is none (text, NaN, infinity)."""
    if value is None or isinstance(value, bool):
        return None
    try:
        exact = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    # Nothing on Earth needs more digits, and a huge exponent would print as many zeros.
    return exact if exact.is_finite() and abs(exact) < Decimal("1e18") else None


def _grouped(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
