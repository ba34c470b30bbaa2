"""What files hold is told by their bytes; where these can't tell, names make a guess."""

import shutil
from pathlib import Path

import pytest
from helpers.qinghe import QINGHE

from greenshield.services.file_kinds import kinds_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAMPLE = {
    "boundaries/保护区范围.shp": ("shapes", "areas"),
    "boundaries/功能区划.shp": ("shapes", "areas"),
    "clues/遥感图斑.shp": ("shapes", "patches"),
    "ledger/整改台账.xlsx": ("sheet", "ledger"),
    "tracks/巡查.gpx": ("track", ""),
    "layers/界桩与标识牌.csv": ("sheet", "markers"),
    "layers/负面清单.csv": ("sheet", "negative"),
    "layers/管护站与巡护线.geojson": ("shapes", "reference"),
}


def sample(name: str) -> Path:
    (found,) = QINGHE.rglob(Path(name).name)
    return found


def one(path: Path) -> tuple[str, str, str]:
    (kind,) = kinds_of([path])
    return kind.family, kind.guess, kind.problem.code if kind.problem else ""


@pytest.mark.parametrize("name", SAMPLE)
def test_that_the_sample_s_files_are_known_under_any_name(name, tmp_path):
    file = sample(name)
    assert one(file) == (*SAMPLE[name], "")
    if file.suffix in (".csv", ".shp"):  # which tell of themselves by their neighbours or their end
        return
    copy = tmp_path / f"{file.stem}.bin"
    shutil.copyfile(file, copy)
    assert one(copy)[0] == SAMPLE[name][0]


def test_that_what_can_t_be_read_keeps_its_family_or_is_told(tmp_path):
    sealed = tmp_path / "桩.xlsx"
    sealed.write_bytes(OLE + "EncryptedPackage\0".encode("utf-16-le") * 4)
    assert one(sealed) == ("sheet", "", "sheet_encrypted")
    (tmp_path / "empty.shp").write_bytes(b"")
    assert one(tmp_path / "empty.shp") == ("unknown", "", "vector_empty_file")
    assert one(tmp_path / "nowhere.shp") == ("unknown", "", "file_not_found")
    (tmp_path / "camera.tif").write_bytes(  # the tag Make, which a camera writes and no map
        b"II*\0\x08\0\0\0\x01\0" + (271).to_bytes(2, "little") + b"\x02\0\x04\0\0\0abc\0\0\0\0\0"
    )
    assert one(tmp_path / "camera.tif")[0] == "photo"


def test_that_a_folder_is_each_file_in_it_but_no_project(sample_made):
    kinds = kinds_of([QINGHE / "boundaries"])
    assert {kind.family for kind in kinds} == {"shapes"}
    assert len(kinds) == 4  # their parts are none
    (project,) = kinds_of([sample_made / "demo" / "project"])
    assert project.family == "project"
