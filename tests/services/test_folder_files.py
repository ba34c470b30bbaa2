"""A folder in place of a file: one file is taken, or the choice is told; none is left unsaid."""

import shutil
import zipfile

import pytest
from helpers.imports import RESERVE, boundary_file, fingerprint, workbook
from helpers.qinghe import QINGHE

from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.services.area_import import AreaOptions
from greenshield.services.area_import import import_file as import_areas
from greenshield.services.ledger_import import LedgerOptions, import_file
from greenshield.services.track_import import import_tracks

HEADER = ("图斑编号", "问题来源", "经度", "纬度")
ROWS = [("QH-1", "常态化巡查", 126.35, 43.25)]
PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "台账"
    made.mkdir()
    return made


def shapes(folder, name="图斑"):
    source = QINGHE / "ledger" / "遥感图斑.shp"
    for suffix in PARTS:
        if source.with_suffix(suffix).is_file():
            shutil.copy(source.with_suffix(suffix), folder / f"{name}{suffix}")


def left(done):
    return {(p.file.rpartition("/")[2], p.code) for p in done.problems if not p.row}


def test_that_a_folder_with_shapes_and_a_workbook_asks_which_is_meant(session, folder):
    shapes(folder)
    workbook(folder / "台账.xlsx", HEADER, ROWS)
    before = fingerprint(session.project)
    with pytest.raises(UsageError, match="folder_several") as told:
        import_file(session, folder, LedgerOptions())
    assert told.value.params["files"] == "台账.xlsx, 图斑.shp"
    assert fingerprint(session.project) == before


def test_that_a_project_beside_the_files_is_no_choice(session):
    around = session.project.layout.folder.parent
    (around / "图").mkdir()
    (around / "图" / "link.gpkg").symlink_to(session.project.layout.database)
    one = boundary_file(around / "甲.geojson", [(RESERVE, {"name": "甲"})])
    boundary_file(around / "乙.geojson", [(RESERVE, {"name": "乙"})])
    before = fingerprint(session.project)
    with pytest.raises(UsageError, match="folder_several") as told:
        import_areas(session, around, AreaOptions())
    assert told.value.params["files"] == "乙.geojson, 甲.geojson, 图/link.gpkg"
    assert fingerprint(session.project) == before
    one.unlink()
    done = import_areas(session, around, AreaOptions())
    assert (done.imported, left(done)) == (1, {("link.gpkg", "source_is_project")})


def test_that_a_folder_with_nothing_but_the_project_holds_no_boundaries(session):
    with pytest.raises(UnreadableError, match="vector_folder_empty"):
        import_areas(session, session.project.layout.folder.parent, AreaOptions())


def test_that_the_only_ledger_of_a_folder_is_taken_and_the_rest_is_told(session, folder):
    deep = folder / "2026" / "一批"
    deep.mkdir(parents=True)
    workbook(deep / "台账.xlsx", HEADER, ROWS)
    (folder / "说明.txt").write_text("请核对后导入。\n", "utf-8")
    (folder / "通知.pdf").write_bytes(b"%PDF-1.4")
    (folder / "坏.xls").write_bytes(b"%PDF-1.4")
    for companion in ("Thumbs.db", ".DS_Store", "~$台账.xlsx", "图.prj"):
        (folder / companion).write_bytes(b"x")
    done = import_file(session, folder, LedgerOptions())
    assert (done.created, done.refused) == (1, 0)
    assert {name for name, _ in left(done)} == {"说明.txt", "通知.pdf", "坏.xls"}
    assert ("通知.pdf", "folder_file_not_read") in left(done)
    assert ("坏.xls", "sheet_unknown_kind") in left(done)
    again = import_file(session, deep / "台账.xlsx", LedgerOptions())
    assert (again.created, again.unchanged) == (0, 1)


def test_that_a_table_of_shapes_alone_is_no_second_ledger(session, folder):
    shapes(folder)
    done = import_file(session, folder, LedgerOptions(dry_run=True))
    assert done.created
    assert not left(done)
    (folder / "别的.dbf").write_bytes((folder / "图斑.dbf").read_bytes())
    done = import_file(session, folder, LedgerOptions(dry_run=True))
    assert left(done) == {("别的.dbf", "folder_file_not_read")}


def test_that_a_folder_without_a_ledger_says_so(session, folder):
    with pytest.raises(UnreadableError, match="folder_without_ledger"):
        import_file(session, folder, LedgerOptions())
    (folder / "a.xls").write_bytes(b"%PDF-1.4")
    with pytest.raises(UnreadableError, match="sheet_unknown_kind"):
        import_file(session, folder, LedgerOptions())
    (folder / "b.xls").write_bytes(b"%PDF-1.4")
    with pytest.raises(UnreadableError, match="folder_none_readable") as told:
        import_file(session, folder, LedgerOptions())
    assert told.value.params["files"] == "a.xls, b.xls"


def test_that_a_workbook_in_a_zip_of_shapes_is_told(session, folder, tmp_path):
    shapes(folder)
    workbook(folder / "台账.xlsx", HEADER, ROWS)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as bundle:
        for file in folder.iterdir():
            bundle.write(file, file.name)
    done = import_file(session, tmp_path / "a.zip", LedgerOptions(dry_run=True))
    told = [p.params["name"] for p in done.problems if p.code == "archive_file_not_read"]
    assert told == ["台账.xlsx"]


def test_that_a_folder_of_two_boundary_files_asks_which_is_meant(session, folder):
    for name in ("a", "b"):
        boundary_file(folder / f"{name}.geojson", [(RESERVE, {"name": name})])
    with pytest.raises(UsageError, match="folder_several") as told:
        import_areas(session, folder, AreaOptions())
    assert told.value.params["files"] == "a.geojson, b.geojson"


def test_that_a_folder_of_one_boundary_file_takes_it_beside_what_has_no_polygons(session, folder):
    boundary_file(folder / "a.geojson", [(RESERVE, {"name": "云岭"})])
    shutil.copy(QINGHE / "tracks" / "巡查.gpx", folder)
    workbook(folder / "表.xlsx", HEADER, ROWS)
    done = import_areas(session, folder, AreaOptions())
    assert done.imported == 1
    assert {p.file.rpartition("/")[2] for p in done.problems} == {"巡查.gpx", "表.xlsx"}
    assert not any(p.fatal for p in done.problems)


def test_that_all_tracks_of_a_folder_come_in_and_the_rest_is_told(session, folder):
    shutil.copy(QINGHE / "tracks" / "巡查.gpx", folder)
    (folder / "空.gpx").write_bytes(b"")
    (folder / "笔记.txt").write_text("没有轨迹", "utf-8")
    (folder / "照片.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "desktop.ini").write_bytes(b"x")
    done = import_tracks(session, [folder])
    assert (done.added, done.refused) == (1, 1)
    told = {(p.file.rpartition("/")[2], p.code, p.fatal) for p in done.problems}
    assert told == {
        ("空.gpx", "track_empty", True),
        ("笔记.txt", "folder_file_not_read", False),
        ("照片.jpg", "folder_file_not_read", False),
    }
    assert import_tracks(session, [folder]).duplicates == 1


def test_that_a_folder_without_tracks_is_refused(session, folder):
    done = import_tracks(session, [folder])
    assert [(p.code, p.fatal) for p in done.problems] == [("folder_without_tracks", True)]
