"""Words for what programs say in their own terms: patterns, ranges, argparse's sentences."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from types import MappingProxyType

from greenshield import resources
from greenshield.domain.actors import short_id
from greenshield.domain.field_spec import DIVISION, SHA256

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NOBODY: Mapping[str, str] = MappingProxyType({})
# Actor id -> name, as the face that speaks knows them.
names: ContextVar[Mapping[str, str]] = ContextVar("names", default=_NOBODY)
# Hash of a photo -> the name of its file, as the face that speaks knows them.
photos: ContextVar[Mapping[str, str]] = ContextVar("photos", default=_NOBODY)

# What a field takes, as ``domain.typing_in`` tells it.
_ACCEPTED = (
    (r"^number\b", "数字"),
    (r"^whole number\b", "整数"),
    (r"^(数字|整数) (-?[\d.e+]+)…(-?[\d.e+]+)", r"\1，\2 至 \3"),
    (r"^(数字|整数) (-?[\d.e+]+)…", r"\1，不小于 \2"),
    (r"^(数字|整数) …(-?[\d.e+]+)", r"\1，不大于 \2"),
    (r"^text$", "文字"),
    (r"^text without control characters$", "不含控制字符的文字"),
    (r"^id$", "编号"),
    (r"^≤ (\d+) characters$", r"至多 \1 个字符"),
    (r"^a; b; c$", "甲; 乙; 丙"),
    (r"^YYYY-MM-DD$", "年-月-日，如 2026-05-01"),
    (r"^YYYY, YYYY-MM, YYYY-MM-DD$", "年、年-月 或 年-月-日，如 2026、2026-05 或 2026-05-01"),
    (r"^YYYY-MM-DDThh:mm:ss\+08:00$", "年-月-日T时:分:秒+08:00，如 2026-05-01T09:30:00+08:00"),
)
_SHA256 = re.compile(SHA256)
_CLOCK = re.compile(r"([+-])(\d+):(\d\d:\d\d)")
_MANY_HOURS = 48
_PATTERNS = {
    DIVISION: ("6 位行政区划代码，如 229901", "a division code of 6 digits, e.g. 229901"),
    SHA256: ("SHA-256 哈希（64 位十六进制）", "a SHA-256 hash of 64 hex digits"),
}
# What argparse says, part by part.
_USAGE = (
    (r"^the following arguments are required: (.*)$", r"缺少参数：\1"),
    (r"^unrecognized arguments: (.*)$", r"不认识的参数：\1"),
    (r"^one of the arguments (.*) is required$", r"须给出其中一个：\1"),
    (r"^ambiguous option: (.*) could match (.*)$", r"选项 \1 不明确，可能是 \2"),
    (r"^argument ([^:]*): ", r"参数 \1："),
    (r"invalid choice: (.*) \(choose from (.*)\)$", r"没有 \1 这一项，可选：\2"),
    (r"expected one argument$", "后面须有一个值"),
    (r"expected at least one argument$", "后面至少须有一个值"),
    (r"expected (\d+) arguments?$", r"后面须有 \1 个值"),
    (r"invalid int value: (.*)$", r"\1 不是整数"),
    (r"invalid float value: (.*)$", r"\1 不是数字"),
    (r"invalid (\w+) value: (.*)$", r"\2 的写法不对"),
    (r"not allowed with argument (.*)$", r"不能与 \1 同用"),
    (r"ignored explicit argument (.*)$", r"不带值，却给了 \1"),
)


def is_pattern(told: str) -> bool:
    """Whether what a field takes is told as a pattern, which no person reads."""
    return told in _PATTERNS


def accepted(told: str, lang: str) -> str:
    """What a field takes, as ``domain.typing_in`` tells it, in words."""
    if told in _PATTERNS:
        return _PATTERNS[told][lang != "zh"]
    return _turned(told, _ACCEPTED) if lang == "zh" else told


def named(value: str) -> str:
    """An actor by name where the face knows it; another UUID by its end, as lists show it."""
    known = names.get().get(value)
    if known is not None:
        return known
    return short_id(value) if _UUID.fullmatch(value) else value


def clock_offset(seconds: float) -> str:
    """What is added to a clock, as ``--clock-offset`` takes it: ``+HH:MM:SS``."""
    whole = round(abs(seconds))
    sign = "-" if seconds < 0 else "+"
    return f"{sign}{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def clock_apart(value: str, lang: str) -> str:
    """What :func:`clock_offset` writes, to be read alone: of days and more the days apart."""
    found = _CLOCK.fullmatch(value)
    if found is None or int(found[2]) < _MANY_HOURS:
        return value
    days, hours = divmod(int(found[2]), 24)
    rest = f" {hours:02d}:{found[3]}" if hours or found[3] != "00:00" else ""
    return f"{found[1]}{days} {'天' if lang == 'zh' else 'days'}{rest}"


def photo(value: str, lang: str) -> str:
    """A photo by the digits that lists show, and by its file where the face knows that."""
    if not _SHA256.fullmatch(value):
        return value
    name = photos.get().get(value, "")
    brackets = "（{}）" if lang == "zh" else " ({})"
    return value[:12] + (brackets.format(name) if name else "")


_SUBJECTS = {"issue": ("本问题", "this issue"), "record": ("记录", "record"),
             "photo": ("照片", "photo")}  # fmt: skip


def subject(value: str, lang: str) -> str:
    """What a move relied on, as pins name it: the issue, ``record:<id>`` or ``photo:<sha256>``."""
    kind, _, which = value.partition(":")
    if kind not in _SUBJECTS:
        return value
    told = _SUBJECTS[kind][lang != "zh"]
    if not which:
        return told
    return f"{told} {photo(which, lang) if kind == 'photo' else named(which)}"


def usage(told: str, lang: str) -> str:
    """What argparse says of a wrong command line; what is not known stays as it is."""
    return _turned(told, _USAGE) if lang == "zh" else told


def _turned(told: str, table: tuple[tuple[str, str], ...]) -> str:
    for pattern, word in table:
        told = re.sub(pattern, word, told)
    return told


@cache
def conditions() -> dict[str, tuple[str, str]]:
    """The closing conditions of the rule sets that ship, by code: Chinese and English."""
    out: dict[str, tuple[str, str]] = {}
    for file in sorted(resources.path("rulesets").glob("*.toml")):
        for code, entry in tomllib.loads(file.read_text("utf-8")).get("conditions", {}).items():
            out.setdefault(code, (entry["zh"], entry["en"]))
    return out
