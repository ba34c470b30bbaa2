"""What the closure report says of photos: once for each phase, and which of them are evidence."""

from datetime import datetime

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import LAT, LON, tie
from helpers.projects import move as table_move

from greenshield import resources
from greenshield.project.media import hash_file
from greenshield.reports import closure
from greenshield.reports.fonts import find_chinese_font
from greenshield.reports.stationery import Stationery
from greenshield.services import dossier, lookup, records
from greenshield.services.photo_import import import_photos

STEPS = (
    ("assign", "2026-05-01"), ("check", "2026-05-02"), ("register", "2026-05-03"),
    ("plan", "2026-05-04"), ("approve_plan", "2026-05-05"), ("self_check", "2026-07-02"),
)  # fmt: skip


@pytest.fixture
def session(clue_session):
    return clue_session


@pytest.fixture
def shoot(session, tmp_path):
    def take(number, day, *phases, lon=LON):
        file = jpeg_with_exif(
            tmp_path / f"{number}.jpg", lon=lon, lat=LAT, seed=number, offset="+08:00",
            taken_at=datetime.fromisoformat(f"{day}T09:00:00"),
        )  # fmt: skip
        import_photos(session, [file])
        sha256 = hash_file(file)
        for phase in phases:
            tie(session, sha256, "QH-1", phase=phase, kind="near", beside=True)
        return sha256

    return take


def context(session):
    issue = lookup.issue(session.project, "QH-1")
    made = dossier.build(session.project, issue, as_of="2026-12-01")
    paper = Stationery.load(resources.path("templates"))
    return closure.full_context(made, paper, "zh", find_chinese_font())[0]


def printed(session):
    lines = context(session)["photos"]
    return [photo for line in lines for photo in (line["a"], line["b"]) if photo]


def test_that_a_photo_of_two_phases_is_printed_once_for_each_with_its_own(session, shoot):
    shoot(1, "2026-05-01", "before", "during")
    titles = [photo["title"] for photo in printed(session)]
    assert [t.split("　")[0] for t in titles] == ["照片 1", "照片 2"]
    assert ["整改前" in titles[0], "整改中" in titles[1]] == [True, True]


def test_that_a_check_counts_the_photos_that_prove_it(session, shoot):
    shoot(1, "2026-05-01", "before")
    shoot(2, "2026-05-02", "before")
    shoot(3, "2026-05-02", "before", lon=LON + 0.1)  # far off
    shoot(4, "2026-06-20", "before")  # taken later
    shoot(5, "2026-07-01", "after", "during")
    records.add(session, "QH-1", "check", {"is_true": "是"}, occurred_on="2026-05-02")
    issue = lookup.issue(session.project, "QH-1").entity_id
    with session.project.action(session.who.actor_id) as action:
        for name, day in STEPS:
            table_move(action, issue, name, occurred_on=day)
    records.add(session, "QH-1", "check", {"is_true": "是"}, occurred_on="2026-07-05")
    rows = context(session)["finding"]["checks"]
    assert [row["photos"] for row in rows] == ["2", "1"]


def test_that_a_photo_that_is_no_evidence_is_marked_with_the_reason(session, shoot):
    shoot(1, "2026-05-01", "before")
    shoot(2, "2026-05-02", "before", lon=LON + 0.1)
    first, second = (photo["caption"] for photo in printed(session))
    assert "不能作为证据" not in first
    assert second.startswith("不能作为证据：离图斑")
