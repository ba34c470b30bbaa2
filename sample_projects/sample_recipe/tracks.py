"""巡查.gpx: one track a day along the patrols, its times those of the photos."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sample_recipe.county import degrees, height
from sample_recipe.rounds import Round
from sample_recipe.shapes import Point
from sample_recipe.streams import stream


def write_gpx(path: Path, seed: int, rounds: list[Round]) -> None:
    """GPX 1.1, times in UTC as the format asks, heights in metres."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gpx version="1.1" creator="GreenShield SampleCam" xmlns="http://www.topografix.com/GPX/1/1">',
        "<metadata><name>青禾县巡查轨迹（虚构示例）</name><time>2026-05-20T12:00:00Z</time></metadata>",
    ]
    for day_round in rounds:
        rng = stream(seed, f"track {day_round.day}")
        lines.append(f"<trk><name>{day_round.day} {day_round.title}（示例）</name><trkseg>")
        for moment, place in day_round.way:
            east, north = place[0] + rng.gauss(0, 1.6), place[1] + rng.gauss(0, 1.6)
            lines.append(_point((east, north), moment, rng.gauss(0, 1.5)))
        lines.append("</trkseg></trk>")
    lines.append("</gpx>")
    path.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")


def _point(place: Point, moment: dt.datetime, off: float) -> str:
    lon, lat = degrees(place)
    utc = moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'<trkpt lat="{lat:.7f}" lon="{lon:.7f}"><ele>{height(place) + off:.1f}</ele>'
        f"<time>{utc}</time></trkpt>"
    )
