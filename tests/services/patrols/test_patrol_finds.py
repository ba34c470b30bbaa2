"""What a patrol found: a clue of that patrol, with its place, its photos, its number."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import LAT, LON, acting

from greenshield.domain.errors import UsageError
from greenshield.resources import sample
from greenshield.services import (
    calendar,
    campaign_book,
    issue_show,
    issues,
    ledger_import,
    lookup,
    patrol_finds,
    patrol_list,
    patrols,
    photo_import,
)

PLAN = {"name": "四月巡查", "planned_from": "2025-04-01", "planned_to": "2025-04-30"}
PHOTOS = sample("qinghe") / "photos"


@pytest.fixture
def planned(session):
    """A patrol of a campaign; its id."""
    campaign_book.add(session, {"name": "绿盾2025"})
    return patrols.add(session, {**PLAN, "campaign_id": "绿盾2025"}).patrols[0]


def shown(session, issue):
    state = lookup.issue(session.project, issue)
    return issue_show.as_dict(session.project, state, session.who, as_of="2025-05-01")


def test_that_a_find_is_a_clue_of_its_patrol_where_its_photo_was_taken(session, planned):
    photo = PHOTOS / "IMG_20250416_094115.jpg"
    beside = PHOTOS / "IMG_20250416_094328.jpg"
    photo_import.import_photos(session, [beside])
    li = acting(session.project, "李四")
    made = patrol_finds.find(li, "四月巡查", {"facility_name": "采砂点"}, on="2025-04-16",
                             photos=[str(photo)])  # fmt: skip
    found = shown(session, made.issue_id)
    assert (found["source_code"], found["patrol"], found["campaign"], found["found_on"]) == (
        "patrol", "四月巡查", "绿盾2025", "2025-04-16",
    )  # fmt: skip
    here = session.project.photo(made.photos[0])
    place = (here.get("lon"), here.get("lat"))
    assert (found["lon"], found["lat"]) == pytest.approx(place, abs=1e-6)
    assert [(p["sha256"], p["phase"]) for p in found["photos"]] == [(made.photos[0], "before")]
    assert [len(sha256) for sha256 in made.near] == [64]
    assert made.clue_no.startswith("XC20250416-")
    (told,) = patrol_list.finds_of(session.project, planned)
    assert (told["number"], told["state"]) == (made.clue_no, "clue")
    assert patrol_list.one(session.project, planned, as_of="2025-04-20")["state"] == "under_way"


def test_that_a_photo_of_another_time_is_told(session, planned):
    old, same = PHOTOS / "IMG_20250416_094115.jpg", PHOTOS / "IMG_20250416_094328.jpg"
    later = {"name": "次年巡查", "planned_from": "2026-01-01", "planned_to": "2026-01-31"}
    patrols.add(session, later)
    given = {"facility_name": "采砂点"}
    made = patrol_finds.find(session, "次年巡查", given, on="2026-01-16", photos=[str(old)])
    (told,) = [params for code, params in made.remarks if code == "patrol_photo_of_other_day"]
    assert (told["photo"], told["taken"], told["days"]) == (old.name, "2025-04-16", 275)
    made = patrol_finds.find(session, planned, given, on="2025-04-20", photos=[str(same)])
    assert "patrol_photo_of_other_day" not in [code for code, _ in made.remarks]


def test_that_photos_of_other_days_or_places_are_not_offered(session, planned):
    photo_import.import_photos(session, [PHOTOS / "IMG_20250416_094328.jpg"])
    far = patrol_finds.find(session, planned, {"lon": str(LON), "lat": str(LAT)}, on="2025-04-16")
    assert far.near == ()
    patrols.set_fields(session, planned, {"planned_to": "2025-04-15"})
    (place,) = session.project.rows("SELECT lon, lat FROM photo")
    there = {"lon": str(place["lon"]), "lat": str(place["lat"])}
    assert patrol_finds.find(session, planned, there, on="2025-04-15").near == ()


def test_that_a_find_was_not_made_tomorrow_and_lies_somewhere(session, planned):
    tomorrow = (date.fromisoformat(calendar.today()) + timedelta(days=1)).isoformat()
    today = calendar.today()
    refused = [
        ("patrol_find_ahead", tomorrow, {}),
        ("patrol_find_ahead", today, {"found_on": tomorrow}),
        ("ledger_place_half", today, {"lon": "126.5"}),
        ("ledger_place_half", today, {"中心纬度": "43.1", "description": "x"}),
        ("ledger_place_out_of_range", today, {"lon": "10", "lat": "50"}),
    ]
    photo = str(PHOTOS / "IMG_20250416_094115.jpg")
    for code, on, given in refused:
        with pytest.raises(UsageError, match=code):
            patrol_finds.find(session, planned, given, on=on, photos=[photo])
    for kind in ("issue", "photo"):  # nothing is brought in of what is refused
        assert session.project.rows(f"SELECT * FROM {kind}") == []
    assert patrol_finds.find(session, planned, {}, on=today, photos=[photo]).photos


def test_that_a_find_without_a_place_is_told(session, planned, tmp_path):
    def remarks(*photos, **given):
        made = patrol_finds.find(session, planned, given, on="2025-04-16", photos=photos)
        return [code for code, _ in made.remarks]

    placeless = jpeg_with_exif(tmp_path / "1.jpg", seed=1)
    assert remarks(description="采砂") == ["patrol_find_bare"]
    assert "patrol_find_placeless" in remarks(str(placeless))
    assert remarks(lon=str(LON), lat=str(LAT)) == []
    assert remarks(str(PHOTOS / "IMG_20250416_094115.jpg")) == []


def test_that_two_finds_of_one_day_are_two_clues(session, planned):
    made = [patrol_finds.find(session, planned, {}, on="2025-04-16") for _ in range(2)]
    assert len({m.issue_id for m in made}) == len({m.clue_no for m in made}) == 2
    assert patrol_list.one(session.project, planned, as_of="2025-04-20")["finds"] == 2


def test_that_what_follows_from_the_patrol_is_not_given_otherwise(session, planned):
    for given in ({"source_code": "media"}, {"所属巡查": "别的"}):
        with pytest.raises(UsageError, match="patrol_find_given"):
            patrol_finds.find(session, planned, given, on="2025-04-16")
    with pytest.raises(UsageError, match="field_value_invalid"):
        patrol_finds.find(session, planned, {"activity_code": "没有的"}, on="2025-04-16",
                          photos=[str(PHOTOS / "IMG_20250416_094115.jpg")])  # fmt: skip
    assert session.project.rows("SELECT * FROM photo") == []  # refused before it was taken in
    with pytest.raises(UsageError, match="photo_unknown"):
        patrol_finds.find(session, planned, {}, on="2025-04-16", photos=["没有.jpg"])
    assert session.project.rows("SELECT * FROM issue") == []


def test_that_a_clue_that_is_there_can_be_said_to_be_of_a_patrol(session, planned):
    issues.create(session, {"clue_no": "TB-1", "所属巡查": "四月巡查"})
    assert patrol_list.one(session.project, planned, as_of="2025-04-20")["finds"] == 1
    issues.set_fields(session, "TB-1", {"patrol_id": ""})
    assert patrol_list.one(session.project, planned, as_of="2025-04-20")["finds"] == 0
    with pytest.raises(UsageError, match="patrol_unknown"):
        issues.set_fields(session, "TB-1", {"patrol_id": "没有的"})


def test_that_a_ledger_names_patrols_as_people_do(session, planned, tmp_path):
    head = "图斑编号,行政区划代码,设施名称,问题来源,经度,纬度,所属巡查\n"
    place = "229901,砖厂,常态化巡查,126.35,43.25"
    rows = "".join(f"TB-{n},{place},{w}\n" for n, w in ((1, "四月巡查"), (2, "没有的"), (3, "")))
    (tmp_path / "clues.csv").write_text(head + rows, "utf-8")
    options = ledger_import.LedgerOptions()
    done = ledger_import.import_file(session, tmp_path / "clues.csv", options)
    assert [(p.code, p.row) for p in done.problems if "patrol" in p.code] == [
        ("ledger_patrol_unknown", 3)
    ]
    named = [lookup.issue(session.project, f"TB-{n}").get("patrol_id") for n in (1, 2, 3)]
    assert named == [planned, None, None]
