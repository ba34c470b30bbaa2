"""Makes the frozen sample of the newest schema: ``python tests/project/schemas/freeze.py``.

Run once, when a schema is released; a sample that is there is never made again.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(1, str(Path(__file__).resolve().parents[3]))

from helpers import projects

from greenshield.project.migrations import NAMES

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Writes ``<schema>.gpkg`` and ``<schema>.json``, what it holds."""
    number = NAMES[-1].partition("_")[0]
    target = HERE / f"{number}.gpkg"
    if target.exists():
        sys.exit(f"{target.name} is frozen")
    with tempfile.TemporaryDirectory() as folder:
        with projects.make(Path(folder) / "p") as project:
            projects.fill(project, blobs=False)
            tables = [
                row["name"]
                for row in project.rows(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRT%'"
                )
            ]
            told = {
                "digest": project.digest(),
                "project": project.project_id,
                "events": project.journal.count(),
                "rows": {
                    t: project.rows(f"SELECT count(*) AS n FROM {t}")[0]["n"]
                    for t in sorted(tables)
                    if t.partition("_")[0] not in ("rtree", "gpkg", "sqlite", "", "issue")
                },
            }
        shutil.copy(Path(folder) / "p" / "project.gpkg", target)
    text = json.dumps(told, indent=1, sort_keys=True) + "\n"
    target.with_suffix(".json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
