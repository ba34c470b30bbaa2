"""Writes TOML: scalars, lists and inline tables under tables and arrays of tables."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

type_error = "only text, numbers, truth, lists and tables can stand in TOML, not {!r}"


def toml(comment: str, body: Mapping[str, object]) -> str:
    """The text of a TOML file: first the scalars, then tables in their order."""
    lines = [f"# {line}".rstrip() for line in comment.splitlines()] + [""]
    plain = {k: v for k, v in body.items() if not _is_table(v)}
    lines += [f"{_key(k)} = {_value(v)}" for k, v in plain.items()]
    for name, value in body.items():
        if isinstance(value, Mapping):
            lines += ["", f"[{_key(name)}]", *_pairs(value)]
        elif _is_table(value):
            for entry in value:
                lines += ["", f"[[{_key(name)}]]", *_pairs(entry)]
    return "\n".join(lines) + "\n"


def _is_table(value: object) -> bool:
    listed = isinstance(value, Sequence) and not isinstance(value, str)
    return isinstance(value, Mapping) or (listed and bool(value) and isinstance(value[0], Mapping))


def _pairs(table: Mapping[str, object]) -> list[str]:
    return [f"{_key(k)} = {_value(v)}" for k, v in table.items()]


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name, ensure_ascii=False)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, Sequence):
        if sum(len(_value(v)) for v in value) > 90:
            return "[\n" + "".join(f"  {_value(v)},\n" for v in value) + "]"
        return "[" + ", ".join(_value(v) for v in value) + "]"
    raise TypeError(type_error.format(value))
