"""The other peer of ``bench_overlay``: PostGIS, where a database with the extension can be reached.

Patches and zones are loaded into temporary tables, indexed and analysed before the clock starts,
which is more than ours gets. The question is the usual one: boxes by the index, what is covered
counts whole, the rest is cut; areas on the ellipsoid. All is said by ``psql``, whose own
clock tells the time.
"""

from __future__ import annotations

import re
import subprocess

_TABLE = """
CREATE TEMPORARY TABLE {name} (geom geometry);
\\copy {name} FROM '{file}'
UPDATE {name} SET geom = ST_SetSRID(geom, 4490);
CREATE INDEX ON {name} USING gist (geom);
ANALYZE {name};
"""
_ASKED = """
\\timing on
SELECT count(*), sum(m2) FROM (
  SELECT ST_Area((CASE WHEN ST_CoveredBy(p.geom, z.geom) THEN p.geom
                       ELSE ST_Intersection(p.geom, z.geom) END)::geography) AS m2
  FROM zones z JOIN patches p ON ST_Intersects(z.geom, p.geom)) AS pieces WHERE m2 > 0;
"""


def turns(dsn, blobs, folder, times):
    """Milliseconds, pairs and m² of several turns; [] where there is no such database.

    Args:
        dsn: as psql takes it.
        blobs: lists of WKB, ``patches`` and ``zones``.
        folder: for files between the two.
        times: how many turns.
    """
    script = ""
    for name, rows in blobs.items():
        file = folder / f"{name}.hex"
        file.write_text("\n".join(row.hex() for row in rows))
        script += _TABLE.format(name=name, file=file)
    command = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", dsn]
    try:
        done = subprocess.run(
            command, input=script + _ASKED * times, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return []
    if done.returncode:
        return []
    found = re.findall(r"^(\d+)\|([\d.]+)\nTime: ([\d.]+) ms", done.stdout, re.MULTILINE)
    return [(float(ms), int(pairs), float(m2)) for pairs, m2, ms in found]
