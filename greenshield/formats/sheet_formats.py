"""What number formats write beside a number: zeros before it, texts around it (ECMA-376 18.8.31).

``0000`` shows 12 as 0012, ``"TB-"000`` as TB-012, ``0.0"亩"`` 3.5 as 3.5亩. Formats that show the
number alone, be it with thousands, decimals, colours or room at its sides, count as none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from greenshield.formats.sheet_grid import Formatted

_LONGEST = 255  # letters of a format, as Excel bounds it
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式|G/標準)'
    r"|(?P<power>[eE][+-])|(?P<digit>[0#?])|(?P<sign>[.,;/@])|(?P<letter>.)",
    re.DOTALL | re.IGNORECASE,
)
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?", re.DOTALL)
_CONDITION = re.compile(r"[<>=].*", re.DOTALL)
# 十二, 壹拾贰: the number in other digits.
_NATIVE = re.compile(r"DBNum\d|NatNum\d+", re.IGNORECASE)
_LITERAL, _DIGIT, _POINT, _COMMA, _ANY, _OTHER = "literal", "digit", ".", ",", "any", "other"
_NO_WORDS = " ¥￥$€£"  # an amount is none the less a number
_SIGNS = " -+()"  # of numbers less than nothing, and of a nothing

Token = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """What one of a format's parts, such as that for negative numbers, writes.

    Attributes:
        before: the text before the number.
        after: the text behind it.
        zeros: how many digits before the point there are at the least.
        decimals: likewise behind it.
        most: how many decimals are shown; None for all.
        thousands: whether they are set apart.
        native: whether it is written in other digits than 0 to 9.
        parts: of whole numbers with texts between their digits: the texts, and for each digit a 0.
        known: False where what is shown is another number, or none.
    """

    before: str = ""
    after: str = ""
    zeros: int = 1
    decimals: int = 0
    most: int | None = None
    thousands: bool = False
    native: bool = False
    parts: tuple[Token, ...] = ()
    known: bool = True

    def of(self, number: float, sign: str) -> Formatted:
        """A number as this part shows it, with all of its digits."""
        plain = format(Decimal(f"{abs(number):.15g}"), "f")
        whole, _, rest = plain.partition(".")
        rounded = self.native or (self.most is not None and len(rest) > self.most)
        if not self.known or (self.parts and rounded):
            return Formatted(number, sign + plain, "", unlike=True)
        if self.parts:
            return Formatted(number, sign + self._between(whole), "", split=True)
        whole = whole.zfill(self.zeros)
        if self.thousands:
            whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", whole)
        rest = rest.ljust(self.decimals, "0")
        text = sign + self.before + whole + ("." + rest if rest else "") + self.after
        worded = _words(self.before, self.after)
        said = f"{self.before}{float(number)!r}{self.after}" if worded else ""
        return Formatted(number, text, said, rounded=rounded)

    def _between(self, whole: str) -> str:
        places = sum(kind == _DIGIT for kind, _ in self.parts)
        digits = list(whole.zfill(places))
        first = "".join(digits[: len(digits) - places + 1])  # what is too long stands in front
        left = iter([first, *digits[len(digits) - places + 1 :]])
        return "".join(next(left) if kind == _DIGIT else text for kind, text in self.parts)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A format that writes more than the number.

    Attributes:
        code: as the file has it.
        sections: for positive numbers, negative ones and zero; None where one adds nothing.
    """

    code: str
    sections: tuple[Section | None, Section | None, Section | None]

    @classmethod
    def of(cls, code: str) -> NumberFormat | None:
        """Reads a format's code; None where it adds nothing to what numbers are."""
        if len(code) > _LONGEST:
            return cls("", (_UNKNOWN, _UNKNOWN, _UNKNOWN))
        parts: list[list[Token]] = [[]]
        conditions = native = False
        for match in _TOKEN.finditer(code):
            if match["sign"] == ";":
                parts.append([])
                continue
            bracket = match["bracket"] or ""
            conditions |= _CONDITION.fullmatch(bracket) is not None
            native |= _NATIVE.match(bracket) is not None
            parts[-1] += _tokens(match)
        found = [_section(part, rest=index > 0) for index, part in enumerate(parts[:3])]
        if conditions:  # which part is whose is not worked out
            told = native or any(section is not None for section in found)
            return cls(code, (_UNKNOWN, _UNKNOWN, _UNKNOWN)) if told else None
        if native:
            found = [replace(section or Section(), native=True) for section in found]
        positive = found[0]
        negative = found[1] if len(found) > 1 else positive
        zero = found[2] if len(found) > 2 else positive
        if positive is None and negative is None and zero is None:
            return None
        return cls(code, (positive, negative, zero))

    def shown(self, number: float) -> float:
        """The number with what the sheet shows; as it is where nothing is added."""
        positive, negative, zero = self.sections
        section = positive if number > 0 else negative if number < 0 else zero
        if section is None:
            return number
        made = section.of(number, "-" if number < 0 else "")
        made.code = self.code
        return made


_UNKNOWN = Section(known=False)


def _words(before: str, after: str) -> bool:
    return bool(before.strip(_NO_WORDS) or after.strip(_NO_WORDS))


def _tokens(match: re.Match[str]) -> list[Token]:
    """What one mark of a format stands for; room at the sides and colours for nothing."""
    if (text := match["quoted"] or match["escaped"] or match["letter"]) is not None:
        return [(_LITERAL, text)] if text else []
    if match["bracket"] is not None:
        currency = _CURRENCY.fullmatch(match["bracket"])
        return [(_LITERAL, currency[1])] if currency and currency[1] else []
    if match["general"]:
        return [(_ANY, "")]
    if match["digit"]:
        return [(_DIGIT, match["digit"])]
    if match["sign"] in (".", ","):
        return [(match["sign"], "")]
    return [(_OTHER, match[0])] if match["power"] or match["sign"] else []


def _section(tokens: list[Token], *, rest: bool) -> Section | None:
    """One part of a format; None where it adds nothing.

    Args:
        tokens: of the part.
        rest: whether it is that of negative numbers or zero, in which signs add nothing.
    """
    places = [n for n, (kind, _) in enumerate(tokens) if kind not in (_LITERAL, _OTHER)]
    words = "".join(text for kind, text in tokens if kind == _LITERAL)
    if not places or not any(tokens[n][0] in (_DIGIT, _ANY) for n in places):
        return _UNKNOWN if any(map(str.isalnum, words)) else None  # such as 无; hidden ones and –
    if any(kind == _OTHER for kind, _ in tokens):  # powers of ten, fractions
        return _UNKNOWN if any(map(str.isalnum, words)) else None
    before = "".join(text for _, text in tokens[: places[0]])
    after = "".join(text for _, text in tokens[places[-1] + 1 :])
    if rest:
        before, after = before.strip(_SIGNS), after.strip(_SIGNS)
    core = tokens[places[0] : places[-1] + 1]
    kinds = "".join(kind[0] for kind, _ in groupby(core, key=lambda token: token[0]))
    if kinds == _ANY[0]:
        return Section(before, after) if _words(before, after) else None
    if _LITERAL in (kind for kind, _ in core):
        plain = all(kind == _LITERAL or text == "0" for kind, text in core)
        parts = ((_LITERAL, before), *core, (_LITERAL, after))
        return Section(most=0, parts=parts) if plain else _UNKNOWN
    return _number(core, before, after)


def _number(core: list[Token], before: str, after: str) -> Section | None:
    """A part with its digits side by side."""
    whole, point, rest = (
        "".join(text or kind for kind, text in core).replace("?", "#").partition(".")
    )
    shape = whole.replace(",", "")
    if whole.endswith(",") or not re.fullmatch(r"#*0*", shape) or not re.fullmatch(r"0*#*", rest):
        # Divided by a thousand; or zeros where nobody writes them.
        return _UNKNOWN
    zeros = shape.count("0")
    if not _words(before, after) and zeros < 2:
        return None
    return Section(before, after, zeros, rest.count("0"), len(rest) if point else 0, "," in whole)


_BESIDE = re.compile(r"(\D*?)(-?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?)(\D*)", re.ASCII)
_POWER = re.compile(r"-?\d+(?:[.,]\d+)?E[+-]?\d+", re.ASCII)
_BARE = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)


def beside(number: float, text: str) -> float:
    """A number and the text that is shown for it, where a file holds both instead of a format.

    Returns:
        The number with what the text adds to it; as it is where it adds nothing.
    """
    text = text.strip()
    if _BARE.fullmatch(text) or _POWER.fullmatch(text):
        return number
    match = _BESIDE.fullmatch(text)
    if match is None:
        return _unlike(number, text)
    before, sign, digits, decimals, after = match.groups()
    whole = digits.partition(".")[0]
    words = _words(before.strip(_SIGNS), after.strip(_SIGNS))
    if not words and not (len(whole) > 1 and whole.startswith("0")):
        return number
    places = len(decimals or "")
    if abs(float(digits.replace(",", "")) - abs(number)) > 0.5000001 * 10.0**-places:
        return Formatted(number, f"{number:.15g}", "", unlike=True)
    exact = format(Decimal(f"{abs(number):.15g}"), "f")
    rounded = len(exact.partition(".")[2]) > places
    said = f"{before}{float(number)!r}{after}" if words else ""
    return Formatted(
        number, f"{before}{sign}{exact}{after}" if rounded else text, said, rounded=rounded
    )


def _unlike(number: float, text: str) -> float:
    """A text in which the digits do not stand together, or none."""
    digits = "".join(c for c in text if c in "0123456789")
    others = "".join(c for c in text if c not in "0123456789., /\u00a0\u202f'")
    if not digits:
        known = not any(map(str.isalnum, others))
        return number if known else Formatted(number, f"{number:.15g}", "", unlike=True)
    if not others.strip(_SIGNS) and "-" not in text[1:]:
        return number  # thousands and decimals as elsewhere, a fraction
    split = number.is_integer() and int(digits) == abs(number)
    return Formatted(number, text if split else f"{number:.15g}", split=split, unlike=not split)
