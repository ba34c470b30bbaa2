"""The 200 photos: what each shows, its name, its metadata, its trap."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from sample_recipe import scenery
from sample_recipe.aerial import draw_above
from sample_recipe.county import degrees, height
from sample_recipe.exif import Facts, exif_of
from sample_recipe.issues import Past
from sample_recipe.patches import Patch
from sample_recipe.rounds import Round, Spot, Stand
from sample_recipe.shapes import Point
from sample_recipe.streams import stream

COUNT = 200
LARGEST = 30_000  # bytes
_SEASONS = {
    "2025-04": scenery.SPRING, "2025-06": scenery.LATE_SPRING, "2025-07": scenery.SUMMER,
    "2025-09": scenery.AUTUMN, "2026-05": scenery.LATE_SPRING,
}  # fmt: skip
_LOOKS = {
    "采石场": "quarry", "矿产资源开发": "sandpit", "工业开发": "sheds", "工矿用地": "sheds",
    "旅游开发": "cabins", "旅游设施": "cabins", "能源开发": "panels", "养殖开发": "farmyard",
    "养殖场": "pond", "农业用地": "field", "居民点": "cabins", "道路": "road", "交通开发": "road",
}  # fmt: skip

# (number of the patch, which of its first round's shots) -> trap
_TRAPS: dict[tuple[int, int], str] = {
    (1, 2): "no_gps", (10, 3): "no_gps", (13, 2): "no_gps", (2, 3): "null_island",
    (16, 2): "null_island", (4, 1): "missing_ref", (20, 2): "missing_ref",
    (12, 3): "missing_lon_ref", (3, 2): "gps_date", (15, 2): "gps_date", (19, 3): "camera_reset",
    (5, 1): "rotated_6", (14, 2): "rotated_8", (9, 3): "rotated_3", (18, 1): "magnetic",
    (8, 2): "magnetic", (17, 3): "no_azimuth", (11, 3): "no_azimuth", (9, 1): "out_of_range",
    (18, 3): "zero_denominator", (6, 3): "no_offset", (16, 1): "no_offset",
    (20, 3): "bad_exif_date",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo of the sample, before it is drawn. ``place`` is where it was really taken."""

    name: str
    stop: str
    stage: str
    kind: str  # far | near | aerial, or "" on the way
    view: scenery.View
    facts: Facts
    place: Point
    trap: str = ""
    source: str = ""  # the photo that this one is a copy of


def plan_photos(
    seed: int, patches: list[Patch], issues: list[Past], rounds: list[Round]
) -> list[Photo]:
    """The 200 photos in the order in which they were taken."""
    looks = {p.clue_no: p.look for p in patches}
    looks |= {p.clue_no: _LOOKS.get(p.activity, "sheds") for p in issues}
    numbers = {p.clue_no: i for i, p in enumerate(patches, 1)}
    photos: list[Photo] = []
    for day_round in rounds:
        counts: dict[str, int] = {}
        for stand in day_round.stands:
            k = counts[stand.stop] = counts.get(stand.stop, -1) + 1
            trap = ""
            if day_round.day < "2025-05":
                trap = _TRAPS.get((numbers[stand.stop], k), "")
            photos.append(_photo(seed, stand, day_round, looks[stand.stop], trap))
    first = next(p for p in photos if p.stop == patches[9].clue_no and p.kind == "near")
    photos += [_stripped(seed, photos), _copy(first)]
    photos += _on_the_way(seed, rounds, COUNT - len(photos))
    return sorted(photos, key=lambda p: (p.facts.moment, p.name))


def _photo(seed: int, stand: Stand, day_round: Round, look: str, trap: str) -> Photo:
    moment = stand.moment
    prefix = "AIR" if stand.above else "IMG"
    name = f"{prefix}_{moment:%Y%m%d_%H%M%S}.jpg"
    kind = "aerial" if stand.above else "near" if stand.spot.near else "far"
    turn = (stand.azimuth - stand.spot.azimuth + 180) % 360 - 180
    return Photo(
        name=name, stop=stand.stop, stage=day_round.stage, kind=kind,
        view=_view(seed, stand.spot.name, day_round, name, look, stand.spot.near, turn),
        facts=_facts(seed, name, stand.at, stand.azimuth, moment, above=stand.above),
        place=stand.at, trap=trap,
    )  # fmt: skip


def _view(
    seed: int, place: str, day_round: Round, name: str, look: str, near: bool, turn: float
) -> scenery.View:
    rng = stream(seed, f"frame {place}")
    stage = "before" if place.startswith("way") else day_round.stage
    size = rng.choice(((480, 360), (480, 320), (400, 300), (432, 324)))
    if look not in ("road", "marker") and rng.random() < 0.1 and not near:
        size = (320, 400)
    return scenery.View(
        seed, place, f"{day_round.day} {place[:18]}", name, look, near, stage,
        _SEASONS[day_round.day[:7]], turn, size,
    )  # fmt: skip


def _facts(
    seed: int, name: str, at: Point, azimuth: float, moment: dt.datetime, *, above: bool = False
) -> Facts:
    rng = stream(seed, f"fix {name}")
    error = rng.uniform(2.5, 6.0)
    lon, lat = degrees((at[0] + rng.gauss(0, error / 5), at[1] + rng.gauss(0, error / 5)))
    rise = rng.uniform(110, 130) if above else rng.gauss(1.5, 1.0)
    return Facts(lon, lat, height(at) + rise, azimuth, moment, error, above)


def _stripped(seed: int, photos: list[Photo]) -> Photo:
    """What a chat program leaves of a photo: its own name with the moment of saving, no EXIF."""
    origin = next(p for p in photos if p.stop.endswith("-014") and p.kind == "far")
    saved = origin.facts.moment + dt.timedelta(hours=2, minutes=7)
    name = f"mmexport{int(saved.timestamp()) * 1000 + seed % 1000}.jpg"
    return Photo(
        name, origin.stop, origin.stage, "", origin.view, origin.facts, origin.place, "stripped"
    )


def _copy(photo: Photo) -> Photo:
    """The same bytes under another name."""
    name = photo.name.replace(".jpg", "(1).jpg")
    return Photo(
        name, photo.stop, photo.stage, photo.kind, photo.view, photo.facts, photo.place,
        "duplicate", photo.name,
    )  # fmt: skip


def _on_the_way(seed: int, rounds: list[Round], count: int) -> list[Photo]:
    """Plain landscape and boundary posts along the patrols."""
    rng = stream(seed, "on the way")
    out: list[Photo] = []
    while len(out) < count:
        day_round = rounds[len(out) % len(rounds)]
        moment, place = rng.choice(day_round.way[3:-3])
        moment += dt.timedelta(seconds=rng.randint(1, 4))
        taken = [s.moment for s in day_round.stands] + [p.facts.moment for p in out]
        if any(abs((moment - t).total_seconds()) < 12 for t in taken):
            continue
        name = f"IMG_{moment:%Y%m%d_%H%M%S}.jpg"
        azimuth = round(rng.uniform(0, 359.9), 2)
        look = rng.choice(("", "", "marker", "road"))
        spot = Spot(f"way {name}", place, azimuth, near=False)
        out.append(
            Photo(
                name=name, stop="", stage=day_round.stage, kind="",
                view=_view(seed, spot.name, day_round, name, look, False, 0.0),
                facts=_facts(seed, name, place, azimuth, moment), place=place,
            )
        )  # fmt: skip
    return out


def write_photos(folder: Path, patches: list[Patch], photos: list[Photo]) -> None:
    """Draws and writes every photo, none above 30 kB."""
    folder.mkdir(parents=True, exist_ok=True)
    shapes = {p.clue_no: p for p in patches}
    for photo in photos:
        if photo.source:
            continue
        (folder / photo.name).write_bytes(_jpeg(photo, _image(photo, shapes)))
    for photo in photos:
        if photo.source:
            (folder / photo.name).write_bytes((folder / photo.source).read_bytes())


def _image(photo: Photo, patches: dict[str, Patch]) -> Image.Image:
    view = photo.view
    if photo.kind == "aerial":
        patch = patches[photo.stop]
        left, low, right, high = patch.shape.bounds
        healed = photo.stage in ("after", "lookback")
        image = draw_above(
            view.seed, photo.stop, photo.name, patch.shape, patch.look, view.season,
            healed=healed, span=2.3 * max(right - left, high - low), size=(480, 360),
        )  # fmt: skip
    else:
        image = scenery.draw(view)
    if photo.trap.startswith("rotated"):
        # Stored turned, so that a viewer that heeds Orientation shows it upright.
        stored = {"rotated_6": 90, "rotated_8": 270, "rotated_3": 180}[photo.trap]
        image = image.rotate(stored, expand=True)
    if photo.trap == "stripped":
        image = image.resize(
            (image.width * 3 // 4, image.height * 3 // 4), Image.Resampling.LANCZOS
        )
    return image


def _jpeg(photo: Photo, image: Image.Image) -> bytes:
    exif = exif_of(photo.facts, photo.trap)
    extra = {} if exif is None else {"exif": exif}
    for quality in (78, 72, 66, 60, 54, 48):
        sink = io.BytesIO()
        image.save(sink, "JPEG", quality=quality, **extra)
        if sink.tell() <= LARGEST:
            break
    return sink.getvalue()
