"""Inspections of boundary markers: their day, their photos, what they found."""

from __future__ import annotations

import pytest
from helpers.marker_lists import LIST, by_number, write
from helpers.projects import COUNTY

from greenshield import messages
from greenshield.domain.errors import RefusedError, UsageError
from greenshield.project.inspection import inspect_tables
from greenshield.project.rebuilding import differences
from greenshield.resources import sample
from greenshield.services import (
    map_features,
    marker_import,
    marker_list,
    marker_photos,
    markers,
    people,
    photo_list,
    photo_pages,
)
from greenshield.services.photo_book import PhotoBook


def test_that_an_inspection_keeps_its_photo_and_tells_the_condition(session, tmp_path):
    marker_import.import_file(session, write(tmp_path / "m.csv", LIST))
    photo = sample("qinghe") / "photos" / "IMG_20250416_094115.jpg"
    session.actor = people.find(session.project, "乙")
    found = markers.inspect(
        session, "JZ-1", condition="倾斜", day="2026-05-01", photos=[str(photo)]
    )
    assert [p.code for p in found.problems] == ["marker_photo_far"]
    assert session.project.photo(found.photos[0]) is not None
    item = by_number(session.project)["JZ-1"]
    assert (item["condition"], item["condition_on"], item["photos"]) == (
        "leaning", "2026-05-01", list(found.photos),
    )  # fmt: skip
    again = markers.inspect(
        session, "JZ-1", condition="missing", day="2026-06-01", photos=[found.photos[0][:12]]
    )
    assert by_number(session.project)["JZ-1"]["inspections"] == 2
    with pytest.raises(RefusedError, match="import_role_needed"):
        markers.void(session, "JZ-1", reason="录错", check=again.check_id[-8:])
    session.actor = people.find(session.project, "甲")
    markers.void(session, "JZ-1", reason="看错", check=again.check_id[-8:])
    assert by_number(session.project)["JZ-1"]["condition"] == "leaning"
    markers.void(session, "JZ-1", reason="重复")
    assert "JZ-1" not in by_number(session.project)
    with pytest.raises(UsageError, match="marker_is_void"):
        markers.inspect(session, "JZ-1", condition="intact", day="2026-06-01")
    markers.void(session, "JZ-1", reason="没有重复", restore=True)
    assert by_number(session.project)["JZ-1"]["condition"] == "leaning"
    assert session.project.rows("SELECT * FROM conflict") == []
    assert differences(session.project) == inspect_tables(session.project) == []


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2019-07-31", "marker_checked_before"),
        ("2019-08-01", ""),
        ("2199-01-01", "marker_checked_ahead"),
    ],
)
def test_that_a_day_before_the_marker_or_to_come_is_told(session, tmp_path, day, code):
    marker_import.import_file(session, write(tmp_path / "m.csv", LIST))
    markers.set_fields(session, "JZ-1", {"set_on": "2019-08"})
    found = markers.inspect(session, "JZ-1", condition="intact", day=day)
    assert [p.code for p in found.doubts] == [code] * bool(code)
    for told in found.doubts:
        assert not told.fatal
        for lang in ("zh", "en"):
            said = messages.text(told.code, told.params, lang)
            assert day in said
            assert "{" not in said


def test_that_a_photo_of_an_inspection_is_no_photo_of_nothing(session, tmp_path):
    project = session.project
    marker_import.import_file(session, write(tmp_path / "m.csv", LIST))
    book = PhotoBook(project)
    assert book.keys().counts["untagged"] == 0
    photo = sample("qinghe") / "photos" / "IMG_20250416_094115.jpg"
    found = markers.inspect(
        session, "JZ-1", condition="倾斜", day="2026-05-01", photos=[str(photo)]
    )
    [sha256] = found.photos

    def untied():
        listed = [item["sha256"] for item in photo_list.photos(project, untagged=True).items]
        [layer] = map_features.read(project, "photo")
        looks = [layer.styles[at] for at in layer.style.tolist()]
        return book.keys(only="untagged").hashes, listed, looks

    marker_id = marker_list.find(project, "JZ-1")
    assert untied() == ([], [], ["tagged"])
    [row] = photo_pages.rows(project, [sha256])
    assert row["markers"] == [{"marker_id": marker_id, "number": "JZ-1"}]
    assert marker_photos.named_by(project, [found.check_id]) == (sha256,)
    with project.action("") as action:
        strange = {"marker_id": marker_id, "photos": '["' + sha256}
        action.create("marker_check", f"{COUNTY}:z", strange)
    markers.void(session, "JZ-1", reason="看错", check=found.check_id[-8:])
    assert untied() == ([sha256], [sha256], ["untagged"])
    assert photo_pages.rows(project, [sha256])[0]["markers"] == []


def test_that_an_inspection_without_a_day_is_refused(session, tmp_path):
    file = tmp_path / "m.csv"
    file.write_text("编号,经度,纬度\n1,126.3,43.2\n", "utf-8")
    marker_import.import_file(session, file)
    with pytest.raises(UsageError, match="marker_day_needed"):
        markers.inspect(session, "1", condition="intact", day="")
    assert marker_list.items(session.project)[0]["inspections"] == 0


@pytest.mark.parametrize("photo", ["notes.txt", "."])
def test_that_a_file_that_is_no_photo_leaves_no_inspection(session, tmp_path, photo, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "notes.txt", "no photo")
    marker_import.import_file(session, write(tmp_path / "m.csv", LIST))
    with pytest.raises(UsageError, match="marker_photo_refused"):
        markers.inspect(session, "JZ-1", condition="intact", day="2026-05-01", photos=[photo])
    assert session.project.rows("SELECT * FROM marker_check") == []


def test_that_photos_near_a_marker_that_are_tied_to_nothing_are_offered(session, tmp_path):
    project = session.project
    text = "界桩编号,经度,纬度\nN-1,126.31,43.21\nN-2,126.4,43.21\n"
    marker_import.import_file(session, write(tmp_path / "m.csv", text))
    with project.action("") as action:
        for n, lat in enumerate((43.2105, 43.2101, 43.2112, 43.22)):
            sha256 = f"{n}" * 64
            action.create("photo", f"{COUNTY}:{n}", {"sha256": sha256, "lon": 126.31, "lat": lat})
    first, second = (marker_list.find(project, number) for number in ("N-1", "N-2"))
    assert marker_photos.near(project, first) == ["1" * 64, "0" * 64]
    assert marker_photos.near(project, second) == []
    markers.inspect(session, "N-1", condition="intact", day="2026-05-01", photos=["1" * 64])
    assert marker_photos.near(project, first) == ["0" * 64]
    assert marker_photos.near(project, "nowhere") == []
