"""The one way in which the log writes JSON, so that equal values have equal bytes."""

from __future__ import annotations

import json
from typing import Any

from greenshield.domain.errors import UnreadableError

# Folding walks values by recursion, so what comes from outside may not be nested at will.
MAX_DEPTH = 32


def dumps(value: Any) -> bytes:
    """Canonical JSON: sorted keys, no spaces, UTF-8, no NaN.

    Raises:
        ValueError: the value holds NaN, an infinity or something that JSON can't carry.
    """
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode("utf-8")


def too_deep(value: Any) -> bool:
    """True where lists and objects are nested deeper than :data:`MAX_DEPTH`."""
    level = [value]
    for _ in range(MAX_DEPTH):
        inner: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                inner.extend(item.values())
            elif isinstance(item, list | tuple):
                inner.extend(item)
        if not inner:
            return False
        level = inner
    return any(isinstance(item, dict | list | tuple) for item in level)


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def loads(data: bytes) -> dict[str, Any]:
    """Reads one canonical JSON object.

    Raises:
        UnreadableError: no JSON object, or other bytes than :func:`dumps` would write
            (double keys, spaces), so that one value never has two signatures; or nested
            deeper than :data:`MAX_DEPTH`.
    """
    try:
        value = json.loads(data.decode("utf-8"), parse_constant=_no_constant)
        if isinstance(value, dict) and not too_deep(value) and dumps(value) == data:
            return value
    except (ValueError, RecursionError):
        pass
    raise UnreadableError("event_not_canonical")
