"""Which basemaps a project has: added, listed, described, ordered, taken off, put back."""

from __future__ import annotations

import inspect
import json

import pytest
from helpers.make_basemaps import RED, geotiff, halves, mbtiles, tile

from greenshield.domain.errors import GreenShieldError, SurroundingsError
from greenshield.services import (
    basemap_book,
    basemap_files,
    basemap_list,
    basemap_pictures,
    basemaps,
)
from greenshield.services.basemap_book import Entry
from greenshield.services.basemap_shelf import Shelf, levels_folder
from greenshield.services.basemaps import Wishes
from greenshield.services.progress import SILENT
from greenshield.services.session import Session, reading


@pytest.fixture
def files(tmp_path):
    """Imagery outside of the project."""
    folder = tmp_path / "usb"
    folder.mkdir()
    tags = {"TIFFTAG_DATETIME": "2024:05:03 10:00:00"}
    geotiff(folder / "新.tif", halves(64, 64), tags=tags)
    geotiff(folder / "旧_20230501.tif", halves(64, 64))
    mbtiles(folder / "县.mbtiles", {(0, 0, 0): tile(RED)}, {"name": "青禾县"})
    return folder


def listed(project):
    return basemap_list.items(project)


def refused(code, call, *args, **more):
    with pytest.raises(GreenShieldError) as told:
        call(*args, **more)
    assert told.value.code == code
    return told.value


def test_that_a_file_is_copied_into_the_folder_and_listed(session, files):
    project = session.project
    done = basemaps.add(session, files / "新.tif", Wishes(name="新影像"))
    assert done.is_new
    assert done.changes.created == {"basemap": ("新.tif",)}
    copy = project.layout.folder / "basemaps" / "新.tif"
    assert copy.read_bytes() == (files / "新.tif").read_bytes()
    (item,) = listed(project)
    assert (item["id"], item["name"], item["date"]) == ("新.tif", "新影像", "2024-05-03")
    assert (item["date_source"], item["status"], item["kind"]) == ("tag", "ok", "geotiff")
    west, south, east, north = item["bounds"]
    assert 125 < west < east < 127
    assert 42 < south < north < 44


def test_that_the_same_file_again_is_no_second_one(session, files):
    basemaps.add(session, files / "新.tif", Wishes())
    again = basemaps.add(session, files / "新.tif", Wishes(date="2024-06"))
    assert not again.is_new
    (item,) = listed(session.project)
    assert (item["date"], item["date_source"]) == ("2024-06", "user")


def test_that_another_file_of_the_same_name_stands_beside_it(session, files, tmp_path):
    basemaps.add(session, files / "新.tif", Wishes())
    other = geotiff(tmp_path / "新.tif", halves(32, 32))
    assert basemaps.add(session, other, Wishes()).basemap_id == "新 (2).tif"
    assert [i["id"] for i in listed(session.project)] == ["新 (2).tif", "新.tif"]


def test_that_a_linked_file_stays_where_it_is(session, files):
    done = basemaps.add(session, files / "新.tif", Wishes(link=True))
    assert not (session.project.layout.folder / "basemaps" / "新.tif").exists()
    (item,) = listed(session.project)
    assert item["linked"]
    assert item["file"] == str(files / "新.tif")
    text = (session.project.layout.folder / "basemaps" / "basemaps.json").read_text("utf-8")
    assert "usb" not in text  # where it is stands with the user, not in the project
    (files / "新.tif").rename(files / "away.tif")
    assert listed(session.project)[0]["status"] == "missing"
    (files / "away.tif").rename(files / "新.tif")
    assert basemaps.add(session, files / "新.tif", Wishes(link=True)).basemap_id == (
        done.basemap_id
    )


def test_that_a_missing_linked_file_is_found_again_by_its_name(session, files, tmp_path):
    basemaps.add(session, files / "新.tif", Wishes(link=True, name="春"))
    there = tmp_path / "elsewhere"
    files.rename(there)
    again = basemaps.add(session, there / "新.tif", Wishes(link=True))
    assert not again.is_new
    (item,) = listed(session.project)
    assert (item["name"], item["status"]) == ("春", "ok")


def test_that_a_file_put_into_the_folder_by_hand_is_listed(session, files):
    folder = basemap_book.folder(session.project)
    folder.mkdir()
    (files / "县.mbtiles").rename(folder / "县.mbtiles")
    (folder / "readme.txt").write_text("x")
    (item,) = listed(session.project)
    assert (item["id"], item["name"], item["kind"]) == ("县.mbtiles", "青禾县", "mbtiles")


def test_that_a_date_in_the_name_is_offered_and_remarked_but_not_taken(session, files):
    done = basemaps.add(session, files / "旧_20230501.tif", Wishes())
    assert (done.item["date"], done.item["date_hint"]) == ("", "2023-05-01")
    assert [p.code for p in done.problems] == ["basemap_without_date"]


def test_that_what_is_said_of_one_can_be_changed(session, files):
    project = session.project
    basemaps.add(session, files / "新.tif", Wishes())
    basemaps.describe(session, "新.tif", name=" 春 季\n影像 ", date="2023年4月")
    (item,) = listed(project)
    assert (item["name"], item["date"], item["date_source"]) == ("春 季 影像", "2023-04", "user")
    basemaps.describe(session, "春", date="")
    assert listed(project)[0]["date"] == "2024-05-03"
    refused("basemap_date_unclear", basemaps.describe, session, "新.tif", date="嗯")
    refused("basemap_datum_unknown", basemaps.describe, session, "新.tif", datum="x")
    refused("basemap_crs_unknown", basemaps.describe, session, "新.tif", crs="EPSG:1")
    refused("basemap_unknown", basemaps.describe, session, "没有", name="x")
    assert listed(project)[0]["crs"] == "EPSG:3857"


def test_that_the_order_is_kept_and_new_ones_lie_on_top(session, files):
    project = session.project
    for name in ("新.tif", "旧_20230501.tif", "县.mbtiles"):
        basemaps.add(session, files / name, Wishes())
    assert [i["id"] for i in listed(project)] == ["县.mbtiles", "旧_20230501.tif", "新.tif"]
    basemaps.order(session, ["新.tif", "县.mbtiles"])
    assert [i["id"] for i in listed(project)] == ["新.tif", "县.mbtiles", "旧_20230501.tif"]


def test_that_one_taken_off_stays_off_and_comes_back_by_import(session, files):
    project = session.project
    basemaps.add(session, files / "新.tif", Wishes())
    basemaps.remove(session, "新.tif")
    assert listed(project) == []
    assert (basemap_book.folder(project) / "新.tif").exists()
    basemaps.add(session, files / "新.tif", Wishes())
    assert len(listed(project)) == 1
    basemaps.remove(session, "新.tif", delete=True)
    assert not (basemap_book.folder(project) / "新.tif").exists()
    assert (files / "新.tif").exists()


def test_that_a_linked_file_is_never_deleted(session, files):
    basemaps.add(session, files / "新.tif", Wishes(link=True))
    basemaps.remove(session, "新.tif", delete=True)
    assert (files / "新.tif").exists()
    assert listed(session.project) == []


@pytest.mark.parametrize("name", ["project.gpkg", "project.lock", "link.tif"])
def test_that_the_project_s_own_files_are_not_even_opened(name, session, tmp_path):
    """Opening and closing the database elsewhere in this process would drop its locks."""
    project = session.project
    (tmp_path / "link.tif").symlink_to(project.layout.database)
    path = tmp_path / name if name == "link.tif" else project.layout.folder / name
    for link in (False, True):
        refused("basemap_is_project", basemaps.add, session, path, Wishes(link=link))


def test_that_a_tile_set_somebody_writes_is_refused(session, files):
    (files / "县.mbtiles-wal").write_bytes(b"x")
    refused("mbtiles_in_use", basemaps.add, session, files / "县.mbtiles", Wishes())
    (files / "县.mbtiles-wal").write_bytes(b"")
    assert basemaps.add(session, files / "县.mbtiles", Wishes()).is_new


def test_that_what_is_no_basemap_is_refused_and_nothing_is_left(session, files):
    (files / "x.tif").write_bytes(b"no raster")
    refused("basemap_unknown_format", basemaps.add, session, files / "x.tif", Wishes())
    assert listed(session.project) == []
    assert not basemap_book.folder(session.project).exists()


def test_that_a_cancelled_copy_leaves_nothing(session, files):
    class Impatient:
        def step(self, *_):
            raise SurroundingsError("cancelled")

    refused("cancelled", basemaps.add, session, files / "新.tif", Wishes(), Impatient())
    assert list(basemap_book.folder(session.project).iterdir()) == []
    assert listed(session.project) == []


WRITES = {
    "add": ("旧_20230501.tif", Wishes()),
    "describe": ("新.tif",),
    "remove": ("新.tif",),
    "restore": (Entry("新.tif", name="x"), None, ()),
    "order": (["新.tif"],),
    "build_levels": ("新.tif",),
}


def written_to(folder):
    """Every file of a folder, and when it was written last."""
    return {f: f.stat().st_mtime_ns for f in folder.rglob("*") if f.is_file()}


def test_that_everything_that_writes_has_its_case_below():
    """A verb that is not named there could be made without a look at who acts."""
    takes = {
        name
        for name, call in vars(basemaps).items()
        if getattr(call, "__module__", "") == basemaps.__name__
        and "session" in inspect.signature(call).parameters
    }
    assert takes == WRITES.keys()


def test_that_nobody_and_a_reader_may_look_and_not_change(session, path, files):
    basemaps.add(session, files / "新.tif", Wishes())
    before, nobody = written_to(path / "basemaps"), Session(session.project)
    with reading(path) as reader:
        assert len(listed(reader.project)) == 1
        for verb, given in WRITES.items():
            arguments = [files / each if verb == "add" and each == given[0] else each
                         for each in given]  # fmt: skip
            refused("actor_needed", getattr(basemaps, verb), nobody, *arguments)
            error = refused("project_read_only", getattr(basemaps, verb), reader, *arguments)
            assert error.params["holder"]
    refused("actor_needed", basemap_book.save, nobody, basemap_book.load(session.project))
    copied = path / "basemaps" / "新.tif"
    refused("actor_needed", basemap_files.delete, nobody, copied)
    refused("actor_needed", basemap_files.make_levels, nobody, copied, SILENT)
    assert written_to(path / "basemaps") == before


BAD_BOOKS = [
    "", "null", "[]", "{", '{"basemaps": 3}', '{"basemaps": [1, null, {"id": 5}]}',
    '{"basemaps": [{"id": "../../project.gpkg"}, {"id": "/etc/passwd"}, {"id": ".x"}]}',
    '{"basemaps": [{"id": "C:\\\\x.tif"}, {"id": "a\\u0000b"}, {"id": "x", "name": 5}]}',
    '{"removed": [7, "../x"]}', "[" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("text", BAD_BOOKS)
def test_that_a_book_that_anybody_wrote_names_nothing_outside_of_the_folder(text, session):
    folder = basemap_book.folder(session.project)
    folder.mkdir()
    (folder / "basemaps.json").write_text(text, "utf-8")
    assert listed(session.project) == []


def test_that_a_linked_one_of_somebody_else_s_project_opens_no_path(session, files):
    """A folder from elsewhere says linked; the path is not its to say."""
    folder = basemap_book.folder(session.project)
    folder.mkdir()
    entry = {"id": "a.tif", "linked": True, "path": str(files / "新.tif"), "file": "x"}
    (folder / "basemaps.json").write_text(json.dumps({"basemaps": [entry]}), "utf-8")
    (item,) = listed(session.project)
    assert (item["status"], item["file"]) == ("missing", "")


def test_that_levels_are_made_in_derived_and_used(session, tmp_path):
    project = session.project
    path = geotiff(tmp_path / "大.tif", halves(4200, 4200), compress="deflate")
    assert basemaps.add(session, path, Wishes()).item["wants_levels"]
    shelf = Shelf()
    told = []

    class Noted:
        def step(self, what, *_):
            told.append(what)

    assert basemaps.build_levels(session, "大.tif", Noted(), shelf) == 1
    assert set(told) == {"basemap_levels"}
    copy = basemap_book.folder(project) / "大.tif"
    assert levels_folder(project.layout, copy).is_relative_to(project.layout.derived)
    (item,) = basemap_list.items(project, shelf)
    assert (item["wants_levels"], item["levels"]) == (False, 1)
    shelf.close()
    refused("basemap_unknown", basemaps.build_levels, session, "x")


def test_that_tiles_need_no_levels(session, files):
    basemaps.add(session, files / "县.mbtiles", Wishes())
    refused("basemap_needs_no_levels", basemaps.build_levels, session, "县.mbtiles")


def test_that_a_piece_comes_as_a_screen_draws_it(session, files):
    basemaps.add(session, files / "县.mbtiles", Wishes())
    shelf = Shelf()
    got = basemap_pictures.piece(session.project, shelf, "县.mbtiles", 0, 0, 0, 256)
    assert (got.opaque, got.whole) == (True, True)
    assert tuple(got.pixels[5, 5]) == (*RED[::-1], 255)
    none = basemap_pictures.piece(session.project, shelf, "县.mbtiles", 0, 3, 0, 256)
    assert (none.pixels, none.whole) == (None, True)
    shelf.close()


def test_that_a_shelf_sees_that_a_file_is_another_one_now(session, files):
    project = session.project
    basemaps.add(session, files / "县.mbtiles", Wishes())
    shelf = Shelf()
    assert basemap_list.items(project, shelf)[0]["zooms"] == [0]
    copy = basemap_book.folder(project) / "县.mbtiles"
    copy.unlink()
    mbtiles(copy, {(1, 0, 0): tile(RED), (2, 0, 0): tile(RED)})
    assert basemap_list.items(project, shelf)[0]["zooms"] == [1, 2]
    shelf.close()


def test_that_one_file_of_any_fault_leaves_the_others_on_the_list(session, files, monkeypatch):
    """A fault that nobody foresaw, such as a library's own on bytes it was not tried with."""
    basemaps.add(session, files / "新.tif", Wishes())
    basemaps.add(session, files / "县.mbtiles", Wishes())
    whole = Shelf.get

    def get(self, project, path, entry):
        if path.suffix == ".mbtiles":
            raise ZeroDivisionError("unforeseen")
        return whole(self, project, path, entry)

    monkeypatch.setattr(Shelf, "get", get)
    found = {item["id"]: item for item in listed(session.project)}
    assert found["新.tif"]["status"] == "ok"
    assert found["县.mbtiles"]["status"] == "unreadable"
    (problem,) = found["县.mbtiles"]["problems"]
    assert problem["code"] == "file_unreadable"
    assert "unforeseen" in problem["params"]["reason"]
