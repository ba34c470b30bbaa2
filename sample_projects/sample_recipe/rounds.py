"""The patrols: on which day who goes where, from which spots, when; photos and tracks follow it.

Times are local (+08:00) and aware; positions are metres in EPSG:4530.
"""

from __future__ import annotations

import datetime as dt
import math
import random
from dataclasses import dataclass, field
from itertools import pairwise

from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry import Point as Dot

from sample_recipe.county import metres
from sample_recipe.issues import Past
from sample_recipe.patches import Patch
from sample_recipe.shapes import Point, natural_line
from sample_recipe.streams import stream

LOCAL = dt.timezone(dt.timedelta(hours=8))
SEAT = metres((1.8, -3.4))  # the county seat, where every patrol begins and ends
_DRIVE, _WALK = 7.5, 1.1  # m/s


@dataclass(frozen=True, slots=True)
class Spot:
    """A viewpoint: where one stands and where one looks (degrees from true north)."""

    name: str
    at: Point
    azimuth: float
    near: bool


@dataclass(frozen=True, slots=True)
class Stand:
    """One press of the shutter on a round."""

    stop: str
    spot: Spot
    at: Point
    azimuth: float
    moment: dt.datetime
    above: bool = False


@dataclass(slots=True)
class Round:
    """One day's patrol: its shots, and the way walked and driven as (moment, place)."""

    day: str
    stage: str
    title: str
    stands: list[Stand] = field(default_factory=list)
    way: list[tuple[dt.datetime, Point]] = field(default_factory=list)


# day, stage, title, shots at each stop, stops in order (patches by number), those also from above
_PLAN: tuple[tuple[str, str, str, int, tuple[int, ...], tuple[int, ...]], ...] = (
    ("2025-04-15", "before", "云岭西线核查", 4, (2, 9, 18, 4, 3, 1), (9, 3)),
    ("2025-04-16", "before", "云岭东线核查", 4, (10, 6, 7, 8, 5, 19), (6, 7)),
    ("2025-04-17", "before", "清河白苇线核查", 4, (16, 17, 14, 12, 11, 13, 15, 20), (17, 11, 13)),
    ("2025-07-08", "during", "整改进度检查", 3, (6, 7, 14), ()),
    ("2025-09-24", "after", "云岭整改核查", 4, (2, 10, 6, 7), (6, 7)),
    ("2025-09-25", "after", "白苇整改核查", 4, (14, 11, 13, 15), (11,)),
    ("2026-05-20", "lookback", "回头看", 3, (6, 7), ()),
)
_LEDGER_DAY = ("2025-06-11", "before", "台账问题巡查")
LEDGER_STOPS, LEDGER_SHOTS = 8, 4


def spots_of(seed: int, patch: Patch) -> list[Spot]:
    """Four viewpoints of a patch: far, near, far from another side, near again."""
    rng = stream(seed, f"spots {patch.clue_no}")
    bearing = rng.uniform(0, 360)
    out = []
    for k, near in enumerate((False, True, False, True)):
        theta = bearing + (0, 35, 110, 200)[k] + rng.uniform(-12, 12)
        edge = _edge(patch.shape, patch.centre, theta)
        reach = edge * rng.uniform(0.35, 0.6) if near else edge + rng.uniform(14, 38)
        at = _away(patch.centre, theta, reach)
        look = (theta + 180 + rng.uniform(-10, 10)) % 360
        out.append(Spot(f"{patch.clue_no} {k}", at, look, near))
    return out


def _edge(shape: Polygon | MultiPolygon, centre: Point, bearing: float) -> float:
    """Metres from the centre to where the shape ends in a direction."""
    reach = 5.0
    while shape.distance(Dot(_away(centre, bearing, reach))) == 0:
        reach += 2.0
    return reach


def _away(point: Point, bearing: float, metres_off: float) -> Point:
    angle = math.radians(bearing)
    return (
        round(point[0] + metres_off * math.sin(angle), 3),
        round(point[1] + metres_off * math.cos(angle), 3),
    )


def make_rounds(seed: int, patches: list[Patch], issues: list[Past]) -> list[Round]:
    """All patrols in the order of their days."""
    rounds = []
    for day, stage, title, shots, stops, from_above in _PLAN:
        todo = [
            (patches[n - 1].clue_no, spots_of(seed, patches[n - 1])[:shots], n in from_above)
            for n in stops
        ]
        rounds.append(_walk(seed, Round(day, stage, title), todo))
    rounds.append(_ledger_round(seed, issues))
    return sorted(rounds, key=lambda r: r.day)


def _ledger_round(seed: int, issues: list[Past]) -> Round:
    """A day at eight issues of the ledger, which have a point and no shape."""
    day, stage, title = _LEDGER_DAY
    chosen = [p for p in issues if p.state in ("rectifying", "registered")][:LEDGER_STOPS]
    todo = []
    for issue in chosen:
        rng = stream(seed, f"spots {issue.clue_no}")
        spots = []
        for k in range(LEDGER_SHOTS):
            theta, near = rng.uniform(0, 360), k % 2 == 1
            at = _away(issue.spot, theta, rng.uniform(6, 14) if near else rng.uniform(22, 40))
            spots.append(Spot(f"{issue.clue_no} {k}", at, (theta + 180) % 360, near))
        todo.append((issue.clue_no, spots, False))
    return _walk(seed, Round(day, stage, title), todo)


def _walk(seed: int, day_round: Round, todo: list[tuple[str, list[Spot], bool]]) -> Round:
    """Fills in the moments: drive to each stop, walk from spot to spot, drive home."""
    rng = stream(seed, f"round {day_round.day}")
    moment = dt.datetime.fromisoformat(f"{day_round.day}T08:10:00").replace(tzinfo=LOCAL)
    moment += dt.timedelta(seconds=rng.randint(0, 900))
    here = SEAT
    day_round.way.append((moment, here))
    for stop, spots, above in todo:
        moment = _travel(rng, day_round, moment, here, spots[0].at, _DRIVE)
        for k, spot in enumerate(spots):
            if k:
                moment = _travel(rng, day_round, moment, here, spot.at, _WALK)
            moment += dt.timedelta(seconds=rng.randint(25, 70))
            at = _jitter(rng, spot.at)
            azimuth = round((spot.azimuth + rng.uniform(-7, 7)) % 360, 2)
            day_round.stands.append(Stand(stop, spot, at, azimuth, moment))
            day_round.way.append((moment, at))
            here = at
        if above:
            moment += dt.timedelta(seconds=rng.randint(240, 420))
            azimuth = round(rng.uniform(-4, 4) % 360, 2)
            day_round.stands.append(Stand(stop, spots[0], here, azimuth, moment, above=True))
            day_round.way.append((moment, here))
        moment += dt.timedelta(seconds=rng.randint(60, 240))
        day_round.way.append((moment, here))
    _travel(rng, day_round, moment, here, SEAT, _DRIVE)
    return day_round


def _jitter(rng: random.Random, point: Point) -> Point:
    """Where one really stands: within a few metres of the viewpoint."""
    return (
        round(point[0] + rng.uniform(-2.5, 2.5), 3),
        round(point[1] + rng.uniform(-2.5, 2.5), 3),
    )


def _travel(
    rng: random.Random,
    day_round: Round,
    moment: dt.datetime,
    start: Point,
    end: Point,
    speed: float,
) -> dt.datetime:
    """Adds the way from start to end, a point every 15 to 30 seconds; the moment of arrival."""
    if math.dist(start, end) < 1:
        return moment
    line = natural_line([start, end], rng, rough=0.2, shortest=speed * 22)
    for a, b in pairwise(line):
        moment += dt.timedelta(
            seconds=max(1, round(math.dist(a, b) / speed * rng.uniform(0.9, 1.25)))
        )
        day_round.way.append((moment, b))
    return moment
