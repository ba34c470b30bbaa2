"""Schema 0003: boundary markers and signboards, and their inspections.

A marker's condition is what the latest inspection found; it is asked for when it is read, so no
column repeats it.
"""

from __future__ import annotations

from typing import Any

_TABLES = (
    """CREATE TABLE marker (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL, number TEXT,
  marker_kind TEXT, area_id TEXT, area_name TEXT, division_code TEXT, place_name TEXT,
  set_on TEXT, set_by TEXT, condition TEXT, condition_on TEXT, lon REAL, lat REAL, remark TEXT,
  source_crs TEXT, source_file TEXT, source_sha256 TEXT, void INTEGER NOT NULL,
  extra TEXT NOT NULL, geom POINT)""",
    "CREATE UNIQUE INDEX marker_by_id ON marker (id)",
    "CREATE INDEX marker_by_number ON marker (number) WHERE number IS NOT NULL",
    """CREATE TABLE marker_check (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL, marker_id TEXT,
  checked_on TEXT, condition TEXT, inspector TEXT, photos TEXT, remark TEXT,
  void INTEGER NOT NULL, extra TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX marker_check_by_id ON marker_check (id)",
    "CREATE INDEX marker_check_by_marker ON marker_check (marker_id, checked_on)",
)
_DAY = "'2026-01-01T00:00:00.000Z'"
_FRAME = (
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, "
    f"srs_id) VALUES ('marker', 'features', 'marker', '界桩与标识牌 / boundary markers', {_DAY}, "
    "4490)",
    "INSERT INTO gpkg_geometry_columns VALUES ('marker', 'geom', 'POINT', 4490, 0, 0)",
    "INSERT INTO gpkg_extensions VALUES ('marker', 'geom', 'gpkg_rtree_index', "
    "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) "
    "VALUES ('marker_check', 'attributes', 'marker_check', '界桩巡查 / inspections of markers', "
    f"{_DAY})",
)
_REFUSE = "SELECT RAISE(ABORT, 'Change it in Green Shield / 请在绿盾中修改')"


def apply(db: Any) -> None:
    """Makes both tables, with the R-tree and the gate. ``db`` is a ``sqlite_utils.Database``."""
    for statement in (*_TABLES, *_FRAME, *_rtree("marker")):
        db.conn.execute(statement)
    for table in ("marker", "marker_check"):
        for verb in ("INSERT", "UPDATE", "DELETE"):
            db.conn.execute(
                f"CREATE TRIGGER gate_{table}_{verb.lower()} BEFORE {verb} ON {table} "
                f"WHEN (SELECT open FROM write_gate) = 0 BEGIN {_REFUSE}; END"
            )


def _rtree(table: str) -> list[str]:
    """The R-tree of a layer and the full set of its triggers (GeoPackage 1.3, annex F.3)."""
    name = f"rtree_{table}_geom"
    box = "ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)"
    put = f"INSERT OR REPLACE INTO {name} VALUES (NEW.fid, {box});"
    full = "(NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))"
    empty = "(NEW.geom IS NULL OR ST_IsEmpty(NEW.geom))"
    drop_old = f"DELETE FROM {name} WHERE id = OLD.fid;"
    return [
        f"CREATE VIRTUAL TABLE {name} USING rtree(id, minx, maxx, miny, maxy)",
        f"CREATE TRIGGER {name}_insert AFTER INSERT ON {table} WHEN {full} BEGIN {put} END",
        f"CREATE TRIGGER {name}_update1 AFTER UPDATE OF geom ON {table} "
        f"WHEN OLD.fid = NEW.fid AND {full} BEGIN {put} END",
        f"CREATE TRIGGER {name}_update2 AFTER UPDATE OF geom ON {table} "
        f"WHEN OLD.fid = NEW.fid AND {empty} BEGIN {drop_old} END",
        f"CREATE TRIGGER {name}_update3 AFTER UPDATE ON {table} "
        f"WHEN OLD.fid != NEW.fid AND {full} BEGIN {drop_old} {put} END",
        f"CREATE TRIGGER {name}_update4 AFTER UPDATE ON {table} "
        f"WHEN OLD.fid != NEW.fid AND {empty} "
        f"BEGIN DELETE FROM {name} WHERE id IN (OLD.fid, NEW.fid); END",
        f"CREATE TRIGGER {name}_delete AFTER DELETE ON {table} "
        f"WHEN OLD.geom NOT NULL BEGIN {drop_old} END",
    ]
