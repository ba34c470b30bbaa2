"""The type of a protected area from its name, where no layer or person tells it."""

from __future__ import annotations

from greenshield.domain.codes import CodeTable

_OPEN, _CLOSED = "（(", "）)"


def type_of(name: str, table: CodeTable) -> str:
    """The code of the type whose label or alias the name ends in, "" where none does.

    The longest fits: 水产种质资源保护区 is none of 保护区. A part in brackets at the end, such as
    （吉林片区）, is not read. Areas whose name only begins with a type (国家公园管理局) have none.

    Args:
        name: of the area, in Chinese.
        table: code table ``area_type``.
    """
    bare = _without_brackets(name)
    fitting = [
        (len(label), code)
        for code, entry in table.entries.items()
        for label in (entry.zh, *entry.aliases)
        if bare.endswith(label)
    ]
    return max(fitting)[1] if fitting else ""


def _without_brackets(name: str) -> str:
    bare = name.strip()
    while bare and bare[-1] in _CLOSED:
        start = max(bare.rfind(bracket) for bracket in _OPEN)
        if start <= 0:
            break
        bare = bare[:start].rstrip()
    return bare
