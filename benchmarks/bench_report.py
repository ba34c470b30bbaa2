"""A closure report with ten photos of 12 megapixels, as Word file and as PDF, from the project.

The floor is what no report can do without: the ten originals hashed, decoded at the least size that
the JPEG decoder offers, scaled and written as copies, one after the other. Beside the PDF stands
LibreOffice, which makes one of the finished Word file and does none of the work before.

Run with ``python -m benchmarks report``; ``--data`` keeps the sample project, which takes a minute
to make, ``--photos`` is their number, ``--runs`` how often each takes its turn. Medians, seconds
on the clock and of the processor, children's among them; the first report of a process apart.
*All chapters* is the sample's issue that was filed: every kind of record, 13 small photos.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from home import own_home
from PIL import Image, ImageDraw

ISSUE, WHOLE = "YG2025-229901-003", "YG2025-229901-007"
AS_OF = "2026-05-01"
LONGEST = 1000
FLOOR = "floor: ten copies by Pillow"
OFFICE = "peer: LibreOffice, Word file to PDF"


def main() -> int:
    """Times every way and prints a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path)
    parser.add_argument("--photos", type=int, default=10)
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    folder = own_home(args.data)
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary)
        made = sample(folder)
        photos = write_photos(out / "photos", args.photos, middle(made))
        size = statistics.mean(file.stat().st_size for file in photos) / 1e6
        project = with_photos(made, out / "project", photos)
        ways = ways_of(project, photos, out)
        first = {name: timed(way) for name, way in ways.items()}
        runs = {name: [timed(way) for _ in range(args.runs)] for name, way in ways.items()}
    print(f"{args.photos} photos of 12 MP, {size:.1f} MB each; median of {args.runs} runs, seconds")
    print(f"{'':<38}{'clock':>8}{'processor':>11}{'first':>8}{'':>4}ratio, clock and processor")
    floor = medians(runs[FLOOR])
    for name in ways:
        clock, used = medians(runs[name])
        print(
            f"{name:<38}{clock:>8.2f}{used:>11.2f}{first[name][0]:>8.2f}{'':>6}"
            f"{clock / floor[0]:.2f} {used / floor[1]:.2f}"
        )
    return 0


def sample(folder: Path) -> Path:
    """The sample project, made once."""
    from greenshield.services import sample_project

    made = folder / "sample"
    if not (made / "project" / "project.gpkg").is_file():
        shutil.rmtree(made, ignore_errors=True)
        sample_project.make(made)
    return made / "project"


def middle(project: Path) -> tuple[float, float]:
    """Longitude and latitude of the issue's patch."""
    from greenshield.project.projection.geometry import from_field
    from greenshield.services import lookup, session

    with session.reading(project) as opened:
        patch = from_field(lookup.issue(opened.project, ISSUE).get("geom"), opened.project.media)
    assert patch is not None
    return patch.centroid.x, patch.centroid.y


def write_photos(folder: Path, count: int, around: tuple[float, float]) -> list[Path]:
    """Photos as a phone writes them: hills and noise, 4000 × 3000, each with its place."""
    folder.mkdir()
    dice = random.Random(6)
    grain = Image.frombytes("L", (1000, 750), dice.randbytes(750_000)).resize((4000, 3000))
    files = []
    for number in range(count):
        picture = Image.new("RGB", (4000, 3000), (150, 180, 210))
        pen = ImageDraw.Draw(picture)
        for _ in range(300):
            x, y, reach = dice.randrange(4000), dice.randrange(1200, 3000), dice.randrange(30, 400)
            green = (dice.randrange(90, 150), dice.randrange(110, 160), 80)
            pen.ellipse((x - reach, y - reach // 2, x + reach, y + reach // 2), fill=green)
        picture = Image.blend(picture, Image.merge("RGB", [grain] * 3), 0.12)
        files.append(folder / f"IMG_{number:04}.jpg")
        picture.save(files[-1], quality=95, exif=exif(around[0] + number * 1e-4, around[1], number))
    return files


def exif(lon: float, lat: float, number: int) -> Image.Exif:
    """Time, position and view direction."""
    found = Image.Exif()
    found[0x0110] = "Bench"
    found[0x8769] = {0x9003: f"2025:09:{number % 28 + 1:02} 10:00:00", 0x9011: "+08:00"}
    minutes = [divmod(value * 60, 60) for value in (lat, lon)]
    place = [(whole, minute, 0.0) for whole, minute in minutes]
    found[0x8825] = {1: "N", 2: place[0], 3: "E", 4: place[1], 16: "T", 17: number * 31.0 % 360}
    return found


def with_photos(project: Path, copy: Path, photos: list[Path]) -> Path:
    """A copy of the project whose issue has the photos, half of them from before, half after."""
    from greenshield.services import lookup, photo_ties, session
    from greenshield.services.people import everyone
    from greenshield.services.photo_import import import_photos
    from greenshield.services.session import Session

    shutil.copytree(project, copy, ignore=shutil.ignore_patterns("*.lock"))
    with session.writing(copy) as opened:
        who = next(a for a in everyone(opened.project) if "county" in a.roles)
        county = Session(opened.project, who)
        import_photos(county, photos)
        issue = lookup.issue(opened.project, ISSUE).entity_id
        hashes = [hashlib.sha256(file.read_bytes()).hexdigest() for file in photos]
        half = len(hashes) // 2
        for phase, part in (("before", hashes[:half]), ("after", hashes[half:])):
            photo_ties.tag_all(county, part, issue, phase=phase, kind="far")
    return copy


def ways_of(project: Path, photos: list[Path], out: Path) -> dict[str, Callable[[], None]]:
    """What is timed, by name."""
    from greenshield.reports import office
    from greenshield.services import report_closure, session

    def report(ending: str, issue: str = ISSUE) -> Callable[[], None]:
        def made() -> None:
            with session.reading(project) as opened:
                report_closure.make(opened, issue, out / f"{issue}.{ending}", as_of=AS_OF)

        return made

    ways = {
        FLOOR: lambda: copies(photos),
        "ours: .docx": report("docx"),
        "ours: .pdf": report("pdf"),
        "ours: .docx, all chapters": report("docx", WHOLE),
        "ours: .pdf, all chapters": report("pdf", WHOLE),
    }
    if office.find_libreoffice() is not None:
        ways[OFFICE] = lambda: office.pdf_of((out / f"{ISSUE}.docx").read_bytes())
    return ways


def copies(photos: list[Path]) -> None:
    """Copies of photos for printing, and nothing else."""
    for file in photos:
        content = file.read_bytes()
        hashlib.sha256(content).hexdigest()
        with Image.open(io.BytesIO(content)) as image:
            image.draft("RGB", (LONGEST, LONGEST * 3 // 4))
            image.thumbnail((LONGEST, LONGEST))
            image.save(io.BytesIO(), "JPEG", quality=86)


def timed(way: Callable[[], None]) -> tuple[float, float]:
    """Seconds on the clock and of the processor."""
    began, used = time.perf_counter(), processor()
    way()
    return time.perf_counter() - began, processor() - used


def processor() -> float:
    """Seconds that this process and its finished children computed."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def medians(runs: list[tuple[float, float]]) -> tuple[float, float]:
    """Of the clock, of the processor."""
    return statistics.median(r[0] for r in runs), statistics.median(r[1] for r in runs)


if __name__ == "__main__":
    sys.exit(main())
