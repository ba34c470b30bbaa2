"""A project with an area that was issued anew, its old three zones made the new two, misfitting."""

from __future__ import annotations

from pathlib import Path

from helpers.imports import boundary_file
from helpers.open_sessions import make_project, session_of
from shapely import Polygon, box

from greenshield.services.area_import import AreaOptions, import_file

OLD, NEW = "2010-01-01", "2024-01-01"
AREAS = {OLD: box(126.0, 43.0, 126.2, 43.1), NEW: box(126.0, 43.0, 126.2, 43.09)}
ZONES = {
    OLD: [
        (box(126.0, 43.0, 126.06, 43.1), "核心区"),
        (box(126.06, 43.0, 126.1, 43.1), "缓冲区"),
        (box(126.1, 43.0, 126.2, 43.1), "实验区"),
    ],
    NEW: [
        (box(126.0, 43.0, 126.051, 43.09), "核心保护区"),
        (box(126.05, 43.0, 126.21, 43.09), "一般控制区"),
    ],
}
CROSSED = Polygon([(126.3, 43.2), (126.4, 43.3), (126.4, 43.2), (126.3, 43.3)])


def make_reissued(path: Path, files: Path) -> Path:
    """The project; ``files`` is a folder for what is imported."""
    make_project(path)

    def take(name: str, shapes: list[tuple[object, dict[str, str]]], kind: str, day: str) -> None:
        file = boundary_file(files / f"{name}.gpkg", shapes)
        import_file(session, file, AreaOptions(kind=kind, valid_from=day))

    with session_of(path) as session:
        for day in (OLD, NEW):
            known = {"name": "云岭保护区", "code": "YL-1"}
            take(f"保护区{day}", [(AREAS[day], known)], "area", day)
            zones = [(shape, {"zone": zone, "area_code": "YL-1"}) for shape, zone in ZONES[day]]
            take(f"分区{day}", zones, "zone", day)
        take("红线", [(CROSSED, {"name": "示例红线"})], "redline", "2018-01-01")
        session.project.checkpoint()
    return path
