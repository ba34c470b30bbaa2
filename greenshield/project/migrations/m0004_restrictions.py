"""Schema 0004: the negative list (负面清单), one row a restriction."""

from __future__ import annotations

from typing import Any

_TABLES = (
    """CREATE TABLE restriction (
  id TEXT NOT NULL PRIMARY KEY, list_name TEXT, list_from TEXT, measure_codes TEXT,
  restore_targets TEXT, measure_words TEXT, space_codes TEXT, level TEXT, wording TEXT,
  source_doc TEXT, issued_by TEXT, valid_from TEXT, valid_to TEXT, remark TEXT,
  source_file TEXT, source_sha256 TEXT, source_row INTEGER, void INTEGER NOT NULL,
  extra TEXT NOT NULL)""",
    "CREATE INDEX restriction_by_list ON restriction (list_name, list_from)",
)
_REFUSE = "SELECT RAISE(ABORT, 'Change it in Green Shield / 请在绿盾中修改')"


def apply(db: Any) -> None:
    """Makes the table, with its gate. ``db`` is a ``sqlite_utils.Database``."""
    for statement in _TABLES:
        db.conn.execute(statement)
    for verb in ("INSERT", "UPDATE", "DELETE"):
        db.conn.execute(
            f"CREATE TRIGGER gate_restriction_{verb.lower()} BEFORE {verb} ON restriction "
            f"WHEN (SELECT open FROM write_gate) = 0 BEGIN {_REFUSE}; END"
        )
