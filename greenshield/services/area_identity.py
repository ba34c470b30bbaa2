"""What makes two boundaries versions of one: what they are called, or what a person says of them.

A boundary goes by ``version_of`` where it has that, else by its code, else by its name. An import
writes ``version_of`` where a new version bears another code or name than the ones before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from greenshield.domain.plan_words import fold

FIELD: Final = "version_of"
# Of one name people write any of these; full-width round ones are folded with all else.
_BRACKETS: Final = dict.fromkeys(map(ord, "〔【［[｛{"), "(") | dict.fromkeys(
    map(ord, "〕】］]｝}"), ")"
)


def identity_sql(table: str) -> str:
    """An SQL expression: what the versions of a row's boundary have in common.

    Args:
        table: name or alias of ``area`` in the query. Rows of several kinds are told apart by
            their ``kind`` besides.
    """
    held = f"{table}.extra ->> '$.{FIELD}'"
    # Another program may have written anything. The search spares most rows the reading of JSON.
    said = (
        f"CASE WHEN instr({table}.extra, '\"{FIELD}\"') > 0 "
        f"AND json_type({table}.extra, '$.{FIELD}') = 'text' THEN nullif({held}, '') END"
    )
    return f"coalesce({said}, nullif({table}.code, ''), {table}.name)"


def called_of(values: Mapping[str, Any]) -> str:
    """The same of fields that are not in a table yet."""
    return str(values.get(FIELD) or values.get("code") or values.get("name") or "")


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """A name as names are compared: half width, one kind of bracket, lower case, no spaces."""
    return fold(name.translate(_BRACKETS))
