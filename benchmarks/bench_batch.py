"""A hundred closure reports of ten 12-megapixel photos each in one batch, and verifying packs.

Beside the batch by as many processes as help stands the same by one process, ten reports of it.
The floor of verifying is SHA-256 over the same bytes: nothing less tells an altered photo.

Run with ``python -m benchmarks batch``; ``--data`` keeps the sample project, ``--count`` is how
many reports, ``--kinds`` which. Seconds on the clock and of the processor, children's among them.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench_report import AS_OF, middle, sample, with_photos, write_photos
from home import own_home

ALONE = 10


def main() -> int:
    """Times both and prints them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--kinds", default="docx")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary)
        made = sample(own_home(args.data))
        photos = write_photos(out / "photos", 10, middle(made))
        project = with_photos(made, out / "project", photos)
        issues = many_issues(project, args.count)
        kinds = args.kinds.split(",")
        alone = per_second(batch(project, issues[:ALONE], out / "alone", kinds, 1), ALONE)
        some = per_second(batch(project, issues, out / "all", kinds, 0), args.count)
        told(f"{ALONE} reports, one process", alone)
        told(f"{args.count} reports, {os.cpu_count()} processors", some)
        print(f"the batch beside one process {some[0] / alone[0]:.2f}x")
        verifying(project, issues[0], out / "pack.zip")
    return 0


def many_issues(project: Path, count: int) -> list[str]:
    """Issues with ten photos each; the same photos, which every report reads anew."""
    from greenshield.project.identity import issue_of_clue
    from greenshield.services import lookup, session

    with session.writing(project, actor=keeper(project)) as opened:
        first = lookup.issue(opened.project, "YG2025-229901-003")
        tags = list(first.live_tags())
        kept = {n: f.value for n, f in first.fields.items() if n not in ("issue_no", "clue_no")}
        found = []
        with opened.project.action(opened.who.actor_id) as action:
            for number in range(count):
                clue = f"BATCH-{number:04}"
                issue = issue_of_clue(opened.project.project_id, "229901", "", clue)
                action.create("issue", issue, {**kept, "clue_no": clue})
                for tag in tags:
                    body = {"photo": tag.photo, "phase": tag.phase, "kind": tag.kind}
                    action.emit("photo_tagged", "issue", issue, body)
                found.append(issue)
    return found


def keeper(project: Path) -> str:
    """Somebody of the county, who may write."""
    from greenshield.services import session
    from greenshield.services.people import everyone

    with session.reading(project) as opened:
        return next(a.actor_id for a in everyone(opened.project) if "county" in a.roles)


def batch(
    project: Path, issues: list[str], folder: Path, kinds: list[str], workers: int
) -> Callable[[], None]:
    """Writes the reports into a folder."""
    from greenshield.services import report_batch, session
    from greenshield.services.report_making import Options

    def made() -> None:
        with session.writing(project, actor=keeper(project)) as opened:
            options = Options(AS_OF)
            items = report_batch.write(opened, issues, folder, kinds, options, workers=workers)
            refused = [item for item in items if item.state != "written"]
            assert not refused, refused[:3]

    return made


def verifying(project: Path, issue: str, pack: Path) -> None:
    """A pack of ten photos, beside SHA-256 over its bytes."""
    from greenshield.services import report_closure, session
    from greenshield.services.verifying import verify

    with session.writing(project, actor=keeper(project)) as opened:
        report_closure.make(opened, issue, pack, as_of=AS_OF)
    size = pack.stat().st_size / 1e6
    data = pack.read_bytes()

    def hashed() -> None:
        hashlib.sha256(data).digest()

    def verified() -> None:
        assert verify(pack).ok

    verified()
    floor = min(timed(hashed)[0] for _ in range(5))
    ours = min(timed(verified)[0] for _ in range(5))
    print(f"a pack of {size:.0f} MB verified in {ours:.2f} s, {size / ours:.0f} MB/s; best of 5")
    print(f"verifying beside SHA-256 alone {ours / floor:.2f} x floor")


def per_second(work: Callable[[], None], count: int) -> tuple[float, float]:
    """Reports a second, and seconds of the processor for one."""
    clock, used = timed(work)
    return count / clock, used / count


def timed(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds on the clock, and of the processor, children that ended among them."""
    before, began = os.times(), time.perf_counter()
    work()
    clock, after = time.perf_counter() - began, os.times()
    return clock, sum(after[:4]) - sum(before[:4])


def told(name: str, found: tuple[float, float]) -> None:
    """A line for a way."""
    print(f"{name:<34}{found[0]:>6.2f} a second, {found[1]:.2f} s of the processor each")


if __name__ == "__main__":
    sys.exit(main())
