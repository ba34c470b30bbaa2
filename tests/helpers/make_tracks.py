"""GPX files of timed points, as receivers write them."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

Spot = tuple[datetime | None, float, float]
"""When, None for a point without a time; degrees lon and lat."""


def gpx(path: Path, *tracks: tuple[str, Iterable[Spot]]) -> Path:
    """Writes tracks, each with its name ("" for none) and its points as one segment."""
    body = "".join(
        f"<trk>{_name(name)}<trkseg>{_points(spots)}</trkseg></trk>" for name, spots in tracks
    )
    path.write_text(
        '<?xml version="1.0"?><gpx version="1.1" creator="t" '
        f'xmlns="http://www.topografix.com/GPX/1/1">{body}</gpx>',
        encoding="utf-8",
    )
    return path


def _name(name: str) -> str:
    return f"<name>{name}</name>" if name else ""


def _points(spots: Iterable[Spot]) -> str:
    return "".join(f'<trkpt lat="{lat}" lon="{lon}">{_time(at)}</trkpt>' for at, lon, lat in spots)


def _time(at: datetime | None) -> str:
    return "" if at is None else f"<time>{at.isoformat()}</time>"
