"""What files hold is told by their bytes; where these can't tell, names make a guess."""

import shutil
from pathlib import Path

import pytest
from helpers.calls import as_json
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


@pytest.mark.parametrize(
    ("name", "rows", "guess"),
    [
        (
            "名录",
            "保护地名称,类型,设立时间,经度,纬度|甲,森林,1998-01-01,126.1,43|乙,湿地,1999-01-01,126,43",
            "",
        ),
        ("名录", "编号,保护地名称,级别,设立时间,备注|A1,甲,国家级,1998,x|A2,乙,省级,1999,x", ""),
        ("名录", "序号,名称,面积,级别,始建时间|1,甲,120,国家级,1998|2,乙,130,省级,1999", ""),
        ("地点", "保护地名称,小地名,经度,纬度|甲,山口,126.1,43|甲,河口,126.2,43", ""),
        (
            "界桩",
            "保护区名称,经度,纬度,设立时间|甲,126.1,43,2020-01-01|乙,126.2,43,2020-01-01",
            "markers",
        ),
        ("清单", "保护地,编号,经度,纬度|甲,1,126.1,43|甲,2,126.2,43", "markers"),
        ("清单", "保护地,名称,编号,经度,纬度|甲,东口,1,126.1,43|甲,西口,2,126.2,43", "markers"),
        ("台账", "问题编号,保护区名称,问题描述,面积|1,甲,采石,20|2,乙,建房,30", "ledger"),
    ],
)
def test_that_a_list_of_protected_areas_is_neither_markers_nor_a_ledger(
    name, rows, guess, tmp_path
):
    file = tmp_path / f"{name}.csv"
    file.write_text(rows.replace("|", "\n"), "utf-8")
    assert one(file) == ("sheet", guess, "")


def test_that_a_path_that_is_not_there_is_no_success(tmp_path, capsys):
    file = tmp_path / "清单.csv"
    file.write_text("保护地,编号,经度,纬度\n甲,1,126.1,43\n", "utf-8")
    missing = tmp_path / "没有.shp"
    code, told = as_json(capsys, "identify", file, missing)
    assert (code, told["total"]) == (1, 2)
    assert [p["code"] for p in told["problems"]] == ["file_not_found"]
    assert told["items"][0]["guess"] == "markers"
    code, told = as_json(capsys, "identify", missing, tmp_path / "也没有.csv")
    assert (code, told["error"]["code"]) == (2, "file_not_found")
    assert "没有.shp" in told["error"]["message"]
    assert "也没有.csv" in told["error"]["message"]
    (tmp_path / "e.shp").write_bytes(b"")  # which is there, and is told to be nothing
    code, told = as_json(capsys, "identify", tmp_path / "e.shp")
    assert (code, told["items"][0]["problem"]["code"], told["problems"]) == (
        0, "vector_empty_file", [],
    )  # fmt: skip


def test_that_an_archive_pack_is_verified_and_not_imported(tmp_path, capsys):
    pack = Path(__file__).with_name("verifying") / "pack_1.zip"
    other = tmp_path / "地块.zip"
    shutil.copyfile(pack, other)
    assert one(other) == ("pack", "", "pack_not_imported")
    code, told = as_json(capsys, "identify", other)
    assert (code, told["items"][0]["command"]) == (0, "verify")
    other.write_bytes(pack.read_bytes()[:-200])  # cut off, and a pack all the same
    assert one(other)[0] == "pack"
    code, told = as_json(capsys, "identify", sample("boundaries/保护区范围.shp"))
    assert told["items"][0]["family"] == "shapes"


@pytest.mark.parametrize("command", [
    ("areas", "import"), ("ledger", "import"), ("ledger", "compare"),
    ("layers", "markers", "import"), ("layers", "negative", "import"),
    ("layers", "vectors", "import"),
])  # fmt: skip
def test_that_no_import_takes_a_pack(path, tmp_path, capsys, command):
    """It holds the boundaries and lists that were imported: each would be taken for another."""
    pack = tmp_path / "地块.zip"
    shutil.copyfile(Path(__file__).with_name("verifying") / "pack_1.zip", pack)
    code, told = as_json(capsys, *command, path, pack)
    problem = told["error"] if "error" in told else told["problems"][0]
    assert (problem["code"], code in (1, 2)) == ("pack_not_imported", True)
    assert "verify" in problem["remedy"]


def test_that_verifying_what_is_not_there_says_just_that(tmp_path, capsys):
    for name in ("nowhere", "nowhere.zip"):
        code, told = as_json(capsys, "verify", tmp_path / name)
        assert (code, told["error"]["code"]) == (3, "verify_nothing_there")
    code, told = as_json(capsys, "verify", tmp_path)
    assert (code, told["error"]["code"]) == (3, "project_not_found")
