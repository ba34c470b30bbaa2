"""Schema 0005: vector layers that people keep for reference; their shapes stay in their files."""

from __future__ import annotations

from typing import Any

_TABLE = """CREATE TABLE reference_layer (
  id TEXT NOT NULL PRIMARY KEY, name TEXT, colour TEXT, label_field TEXT, dated_on TEXT,
  remark TEXT, geometry_kind TEXT, feature_count INTEGER, bounds TEXT, source_crs TEXT,
  given_crs TEXT, datum TEXT, encoding TEXT, source_file TEXT, source_sha256 TEXT,
  source_layer TEXT, void INTEGER NOT NULL, extra TEXT NOT NULL)"""
_REFUSE = "SELECT RAISE(ABORT, 'Change it in Green Shield / 请在绿盾中修改')"


def apply(db: Any) -> None:
    """Makes the table, with its gate. ``db`` is a ``sqlite_utils.Database``."""
    db.conn.execute(_TABLE)
    for verb in ("INSERT", "UPDATE", "DELETE"):
        db.conn.execute(
            f"CREATE TRIGGER gate_reference_layer_{verb.lower()} BEFORE {verb} ON reference_layer "
            f"WHEN (SELECT open FROM write_gate) = 0 BEGIN {_REFUSE}; END"
        )
