"""How different clerks write one value: dates, coordinates, numbers, each in several ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

_WIDE = str.maketrans("0123456789.-+", "０１２３４５６７８９．－＋")


def wide(text: str) -> str:
    """The digits as full-width characters, as a Chinese input method leaves them."""
    return text.translate(_WIDE)


def _parts(iso: str) -> tuple[int, int, int]:
    y, m, d = (int(p) for p in iso.split("-"))
    return y, m, d


DATE_STYLES: tuple[Callable[[str], str | dt.date], ...] = (
    dt.date.fromisoformat,
    lambda s: s,
    lambda s: "{}.{}.{}".format(*_parts(s)),
    lambda s: "{}年{}月{}日".format(*_parts(s)),
    lambda s: "{}/{}/{}".format(*_parts(s)),
    lambda s: s.replace("-", ""),
    lambda s: wide("{}.{}.{}".format(*_parts(s))),
    lambda s: " {}年{:02d}月{:02d}日 ".format(*_parts(s)),
)


def date(iso: str, style: int) -> str | dt.date:
    """A full ISO date in one of the styles; the first is a real Excel date."""
    return DATE_STYLES[style % len(DATE_STYLES)](iso)


def partial_date(text: str, style: int) -> str | int:
    """A built date known to the year, month or day, or 不详."""
    if "-" not in text:
        return (
            int(text) if text.isdigit() and style % 2 else text + ("年" if text.isdigit() else "")
        )
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 2:
        return f"{parts[0]}年{parts[1]}月" if style % 2 else f"{parts[0]}.{parts[1]}"
    return f"{parts[0]}年{parts[1]}月{parts[2]}日"


def _dms(value: float) -> tuple[int, int, float]:
    seconds = round(value * 3600, 1)
    return int(seconds // 3600), int(seconds % 3600 // 60), round(seconds % 60, 1)


def coordinate(value: float, axis: str, style: int) -> str | float:
    """A longitude (axis ``E``) or latitude (``N``) as a number, as text, or in DMS."""
    d, m, s = _dms(value)
    styles: tuple[Callable[[], str | float], ...] = (
        lambda: round(value, 6),
        lambda: f"{d}°{m:02d}′{s:04.1f}″",
        lambda: f"{value:.6f}",
        lambda: f"{d}°{m:02d}'{s:04.1f}\"",
        lambda: f"{axis}{d}°{m:02d}′{s:04.1f}″",
        lambda: f"{d}度{m}分{s:.1f}秒",
        lambda: wide(f"{value:.6f}"),
        lambda: f"{value:.6f}°",
    )
    return styles[style % len(styles)]()


def number(value: float | None, style: int) -> str | float:
    """An amount as a number, as text, or in full-width digits; "" for nothing."""
    if value is None:
        return ""
    if style % 6 == 3:
        return wide(f"{value:g}")
    if style % 6 == 5:
        return f"{value:g} "
    return value
