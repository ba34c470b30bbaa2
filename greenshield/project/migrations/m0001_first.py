"""Schema 0001: the GeoPackage frame, the log, and the tables folded from it.

GeoPackage 1.3 (OGC 12-128r17): geometry columns in EPSG:4490, R-trees with the standard's
triggers. Every table that a person could edit from outside is closed by the write gate.

Other programs carry older SQLites (GDAL of Debian 12: 3.40), so nothing here needs a newer
one: the search index is a plain FTS5 table, whose words we cut ourselves.
"""

from __future__ import annotations

from typing import Any

_CGCS2000 = (
    'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",'
    'SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],'
    'AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4490"]]'
)
_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
    'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,'
    'AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)

_FRAME = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
"""

_LOG = """
CREATE TABLE write_gate (id INTEGER PRIMARY KEY CHECK (id = 1), open INTEGER NOT NULL);
INSERT INTO write_gate VALUES (1, 1);
CREATE TABLE local (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE device (
  device_id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, public_key TEXT NOT NULL,
  role TEXT NOT NULL, scopes TEXT NOT NULL, admitted_by TEXT NOT NULL, status TEXT NOT NULL);
CREATE TABLE event (
  event_id TEXT NOT NULL, device_id TEXT NOT NULL, scope TEXT NOT NULL, seq INTEGER NOT NULL,
  lamport INTEGER NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL, action_id TEXT NOT NULL,
  kind TEXT NOT NULL, schema INTEGER NOT NULL, entity_type TEXT NOT NULL,
  entity_id TEXT NOT NULL, header BLOB NOT NULL, body BLOB, signature BLOB NOT NULL,
  PRIMARY KEY (device_id, scope, seq));
CREATE UNIQUE INDEX event_by_id ON event (event_id);
CREATE INDEX event_by_entity ON event (entity_id);
CREATE INDEX event_by_lamport ON event (lamport);
CREATE INDEX event_admitting ON event (event_id) WHERE kind = 'device_admitted';
CREATE INDEX event_redacting ON event (event_id) WHERE kind = 'redacted';
CREATE TABLE quarantine (
  event_id TEXT NOT NULL, copy TEXT NOT NULL, header BLOB NOT NULL, body BLOB,
  signature BLOB NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (event_id, copy));
CREATE TABLE entity (
  entity_type TEXT NOT NULL, entity_id TEXT NOT NULL, scope TEXT NOT NULL,
  state_hash TEXT NOT NULL, void INTEGER NOT NULL,
  PRIMARY KEY (entity_type, entity_id)) WITHOUT ROWID;
CREATE TABLE conflict (
  conflict_id TEXT NOT NULL PRIMARY KEY, entity_type TEXT NOT NULL, entity_id TEXT NOT NULL,
  what TEXT NOT NULL, name TEXT NOT NULL, candidates TEXT NOT NULL);
CREATE INDEX conflict_by_entity ON conflict (entity_id);
CREATE TABLE finding (
  id INTEGER PRIMARY KEY, entity_type TEXT NOT NULL, entity_id TEXT NOT NULL,
  code TEXT NOT NULL, event_id TEXT NOT NULL, params TEXT NOT NULL);
CREATE INDEX finding_by_entity ON finding (entity_id);
"""

_FOLDED = """
CREATE TABLE project (
  id TEXT NOT NULL PRIMARY KEY, name TEXT, division_code TEXT, ruleset_name TEXT,
  ruleset_sha256 TEXT, extra TEXT NOT NULL);
CREATE TABLE actor (
  id TEXT NOT NULL PRIMARY KEY, name TEXT, unit TEXT, tier TEXT, roles TEXT,
  division_code TEXT, active INTEGER, extra TEXT NOT NULL);
CREATE TABLE campaign (
  id TEXT NOT NULL PRIMARY KEY, name TEXT, year INTEGER, authority TEXT, extra TEXT NOT NULL);
CREATE TABLE number_block (
  id TEXT NOT NULL PRIMARY KEY, division_code TEXT, year INTEGER, first_no INTEGER,
  last_no INTEGER, device_id TEXT, extra TEXT NOT NULL);
CREATE TABLE area (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL, kind TEXT, code TEXT,
  name TEXT, area_level TEXT, area_type TEXT, authority TEXT, approval_doc TEXT,
  established_on TEXT, valid_from TEXT, valid_to TEXT, version TEXT, area_m2 REAL,
  vertices INTEGER, source_sha256 TEXT, void INTEGER NOT NULL, extra TEXT NOT NULL,
  geom MULTIPOLYGON);
CREATE UNIQUE INDEX area_by_id ON area (id);
CREATE TABLE zone (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL, area_id TEXT,
  zone_code TEXT, code TEXT, name TEXT, valid_from TEXT, valid_to TEXT, version TEXT,
  area_m2 REAL, vertices INTEGER, source_sha256 TEXT, void INTEGER NOT NULL,
  extra TEXT NOT NULL, geom MULTIPOLYGON);
CREATE UNIQUE INDEX zone_by_id ON zone (id);
CREATE TABLE issue (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL, state TEXT NOT NULL,
  adopted INTEGER NOT NULL, disputed INTEGER NOT NULL, pending INTEGER NOT NULL,
  issue_no TEXT, clue_no TEXT, external_nos TEXT, source_code TEXT, campaign_id TEXT,
  area_id TEXT, division_code TEXT, place_name TEXT, zone_code TEXT, lon REAL, lat REAL,
  source_crs TEXT, facility_name TEXT, activity_code TEXT, activity_detail TEXT,
  key_problem_code TEXT, change_type TEXT, change_detail TEXT, area_rs REAL,
  area_measured REAL, scale_text TEXT, built_on TEXT, built_before_area TEXT, history TEXT,
  current_status TEXT, operation_status TEXT, approval_status TEXT, eia_doc_no TEXT,
  eia_accepted INTEGER, mine_right TEXT, cert_issuer TEXT, cert_from TEXT, cert_to TEXT,
  impact_desc TEXT, description TEXT, violation_judgement TEXT, legacy_flag TEXT,
  subject_name TEXT, remark TEXT, goal TEXT, measure_codes TEXT, measure_text TEXT,
  measure_class TEXT, duty_unit TEXT, duty_person TEXT, supervise_unit TEXT, deadline TEXT,
  restore_target TEXT, progress_pct INTEGER, progress_note TEXT, demolished_area REAL,
  restored_area REAL, closed_enterprises INTEGER, assignee TEXT, check_due TEXT,
  pub_from TEXT, pub_to TEXT, pub_media TEXT, closed_on TEXT, closing_doc_no TEXT,
  vertices INTEGER, void INTEGER NOT NULL, extra TEXT NOT NULL, geom GEOMETRY);
CREATE UNIQUE INDEX issue_by_id ON issue (id);
CREATE INDEX issue_by_state ON issue (state);
CREATE INDEX issue_by_no ON issue (issue_no) WHERE issue_no IS NOT NULL;
CREATE INDEX issue_by_clue_no ON issue (clue_no) WHERE clue_no IS NOT NULL;
CREATE INDEX issue_by_area ON issue (area_id) WHERE area_id IS NOT NULL;
CREATE INDEX issue_by_deadline ON issue (deadline) WHERE deadline IS NOT NULL;
CREATE TABLE issue_number (
  issue_id TEXT NOT NULL, source TEXT NOT NULL, number TEXT NOT NULL,
  PRIMARY KEY (issue_id, source, number)) WITHOUT ROWID;
CREATE INDEX issue_number_by_number ON issue_number (number);
CREATE VIRTUAL TABLE issue_search USING fts5(
  words, tokenize='ascii', detail='none', columnsize=0);
CREATE TABLE record (
  fid INTEGER PRIMARY KEY NOT NULL, record_id TEXT NOT NULL, issue_id TEXT NOT NULL,
  kind TEXT NOT NULL, occurred_on TEXT NOT NULL, actor TEXT NOT NULL, void INTEGER NOT NULL,
  fields TEXT NOT NULL, documents TEXT NOT NULL);
CREATE INDEX record_by_id ON record (record_id);
CREATE INDEX record_by_issue ON record (issue_id);
CREATE TABLE photo_tag (
  fid INTEGER PRIMARY KEY NOT NULL, tag_id TEXT NOT NULL, issue_id TEXT NOT NULL,
  photo TEXT NOT NULL, phase TEXT NOT NULL, kind TEXT NOT NULL, actor TEXT NOT NULL,
  removed INTEGER NOT NULL);
CREATE UNIQUE INDEX photo_tag_by_id ON photo_tag (tag_id);
CREATE INDEX photo_tag_by_issue ON photo_tag (issue_id);
CREATE INDEX photo_tag_by_photo ON photo_tag (photo);
CREATE TABLE move (
  fid INTEGER PRIMARY KEY NOT NULL, event_id TEXT NOT NULL, issue_id TEXT NOT NULL,
  move TEXT NOT NULL,
  from_state TEXT NOT NULL, to_state TEXT NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL,
  tier TEXT NOT NULL, unit TEXT NOT NULL, occurred_on TEXT NOT NULL, at TEXT NOT NULL,
  reason TEXT NOT NULL, after TEXT NOT NULL, status TEXT NOT NULL);
CREATE UNIQUE INDEX move_by_id ON move (event_id);
CREATE INDEX move_by_issue ON move (issue_id);
CREATE TABLE photo (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL, sha256 TEXT, name TEXT,
  size INTEGER, file_type TEXT, width INTEGER, height INTEGER, taken_at TEXT,
  taken_at_source TEXT, lon REAL, lat REAL, altitude_m REAL, azimuth_deg REAL,
  azimuth_ref TEXT, position_source TEXT, position_error_m REAL, make TEXT, model TEXT,
  warnings TEXT, void INTEGER NOT NULL, extra TEXT NOT NULL, geom POINT);
CREATE UNIQUE INDEX photo_by_id ON photo (id);
CREATE INDEX photo_by_sha256 ON photo (sha256);
CREATE TABLE track (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL, name TEXT, sha256 TEXT,
  started_at TEXT, ended_at TEXT, points INTEGER, void INTEGER NOT NULL, extra TEXT NOT NULL,
  geom MULTILINESTRING);
CREATE UNIQUE INDEX track_by_id ON track (id);
CREATE TABLE overlay (
  issue_id TEXT NOT NULL, layer TEXT NOT NULL, target_id TEXT NOT NULL, area_m2 REAL NOT NULL,
  PRIMARY KEY (issue_id, layer, target_id)) WITHOUT ROWID;
CREATE INDEX overlay_by_target ON overlay (target_id);
"""

_LAYERS = {
    "area": ("MULTIPOLYGON", "保护地、生态保护红线与管控区 / areas, red lines, control areas"),
    "zone": ("MULTIPOLYGON", "功能分区 / zones"),
    "issue": ("GEOMETRY", "图斑与问题 / patches and issues"),
    "photo": ("POINT", "照片 / photos"),
    "track": ("MULTILINESTRING", "巡查轨迹 / tracks"),
}
# Tables without a shape that other programs show. Once one is listed, GDAL lists no other
# table that stands outside gpkg_contents, so a person in QGIS sees these and the layers only.
_LISTED = {
    "record": "记录 / records of issues",
    "photo_tag": "照片标记 / photos tied to issues",
    "move": "流转 / moves of issues",
}
# Written by our own transactions alone; `local` and `quarantine` too. `event` has its own rule.
_GATED = (
    "local", "device", "quarantine", "entity", "conflict", "finding", "project", "actor",
    "campaign", "number_block", "area", "zone", "issue", "issue_number", "record", "photo_tag",
    "move", "photo", "track", "overlay",
)  # fmt: skip
_REFUSE = "SELECT RAISE(ABORT, 'Change it in Green Shield / 请在绿盾中修改')"
_SHUT = "(SELECT open FROM write_gate) = 0"


def apply(db: Any) -> None:
    """Creates everything in an empty database. ``db`` is a ``sqlite_utils.Database``."""
    conn = db.conn
    for script in (_FRAME, _LOG, _FOLDED):
        for statement in script.split(";\n"):
            if statement.strip():
                conn.execute(statement)
    _fill_frame(conn)
    _fill_listed(conn)
    for table in _LAYERS:
        for statement in _rtree(table):
            conn.execute(statement)
    for table in _GATED:
        for verb in ("INSERT", "UPDATE", "DELETE"):
            conn.execute(
                f"CREATE TRIGGER gate_{table}_{verb.lower()} BEFORE {verb} ON {table} "
                f"WHEN {_SHUT} BEGIN {_REFUSE}; END"
            )
    for statement in _event_triggers():
        conn.execute(statement)
    conn.execute("PRAGMA application_id = 1196444487")  # GPKG
    conn.execute("PRAGMA user_version = 10300")


def _fill_frame(conn: Any) -> None:
    srs = "INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,?)"
    conn.execute(srs, ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", None))
    conn.execute(srs, ("Undefined geographic SRS", 0, "NONE", 0, "undefined", None))
    conn.execute(srs, ("WGS 84 geodetic", 4326, "EPSG", 4326, _WGS84, None))
    conn.execute(srs, ("CGCS2000", 4490, "EPSG", 4490, _CGCS2000, None))
    for table, (geometry, description) in _LAYERS.items():
        conn.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, "
            "last_change, srs_id) VALUES (?, 'features', ?, ?, '2026-01-01T00:00:00.000Z', 4490)",
            (table, table, description),
        )
        conn.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4490, 0, 0)",
            (table, geometry),
        )
        conn.execute(
            "INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', "
            "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
            (table,),
        )


def _fill_listed(conn: Any) -> None:
    for table, description in _LISTED.items():
        conn.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, "
            "last_change) VALUES (?, 'attributes', ?, ?, '2026-01-01T00:00:00.000Z')",
            (table, table, description),
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


def _event_triggers() -> list[str]:
    """Events only grow. A redaction may empty a body, through the gate, and nothing else."""
    same = " AND ".join(
        f"OLD.{c} IS NEW.{c}"
        for c in (
            "event_id", "device_id", "scope", "seq", "lamport", "at", "actor", "action_id",
            "kind", "schema", "entity_type", "entity_id", "header", "signature",
        )
    )  # fmt: skip
    return [
        f"CREATE TRIGGER event_insert BEFORE INSERT ON event WHEN {_SHUT} BEGIN {_REFUSE}; END",
        f"CREATE TRIGGER event_delete BEFORE DELETE ON event BEGIN {_REFUSE}; END",
        f"CREATE TRIGGER event_update BEFORE UPDATE ON event "
        f"WHEN {_SHUT} OR NOT ({same} AND NEW.body IS NULL) BEGIN {_REFUSE}; END",
    ]
