"""A hand-over package: each of its packs is verified; what is wrong goes by pack and file."""

import hashlib
import io
import shutil
import zipfile
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from helpers import projects
from helpers.calls import as_json, broken, said
from helpers.open_sessions import add_clue, make_project, session_of
from helpers.own_home import own_home

from greenshield import reference
from greenshield.domain.errors import UnreadableError, VerificationError
from greenshield.log import canonical
from greenshield.reports import handover as package
from greenshield.reports import handover_check, zip_store
from greenshield.reports.handover import Handed
from greenshield.services import filing, handover, lookup
from greenshield.services.report_making import Options

OPTIONS = Options("2026-11-22", photos="small")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A folder with a project of three issues, two of them handed over, whole and in volumes."""
    home = tmp_path_factory.mktemp("handed")
    with own_home(home), session_of(make_project(home / "p")) as session:
        names = ("采石场", "采石场", "养殖场")
        issues = [
            add_clue(session, f"QH-{n}", projects.patch(n), facility_name=name)
            for n, name in enumerate(names, 1)
        ]
        with session.project.action(session.who.actor_id) as action:
            projects.add_photos(action, session.project, issues)
            (tag, *_) = action.issue(issues[0]).live_tags()
            shared = {"photo": tag.photo, "phase": "before", "kind": "far"}
            action.emit("photo_tagged", "issue", issues[1], shared)
        made = handover.make(session, ["QH-1", "QH-2"], home / "移交包.zip", OPTIONS, workers=1)
        assert [p.issue_no for p in made.packs] == ["QH-1", "QH-2"]
        limit = 2 * made.packs[0].size - 1
        handover.make(session, ["QH-1", "QH-2"], home / "分卷.zip", OPTIONS, limit=limit)
        states = {word: lookup.issue(session.project, word) for word in ("QH-1", "QH-3")}
        filed = filing.filed_pack(session, states["QH-1"], [home / "移交包.zip"])
        assert filed == {"pack_sha256": made.packs[0].sha256, "pack_verified": True}
        with pytest.raises(VerificationError):
            filing.filed_pack(session, states["QH-3"], [home / "移交包.zip"])
    return home


@pytest.fixture
def whole(written, tmp_path):
    return Path(shutil.copy(written / "移交包.zip", tmp_path / "包.zip"))


FIRST, SECOND = "档案包/QH-1_采石场.zip", "档案包/QH-2_采石场.zip"


def content_of(path):
    with path.open("rb") as stream:
        return {n: zip_store.content(stream, m) for n, m in zip_store.read(stream, "x").items()}


def rewrite(path, change):
    """The package as one makes it who knows the format, but has no key."""
    content = content_of(path)
    change(content)
    with path.open("wb") as stream:
        zip_store.write(stream, content)


def listed_anew(content):
    """Puts the true hashes into the list, as a forger would."""
    manifest = canonical.loads(content["handover.json"])
    manifest["files"] = [
        {"path": name, "sha256": sha256, "size": size}
        for name in sorted(content.keys() - {"handover.json", "handover.sig"})
        for sha256, size in [package.pack.measured(content[name])]
    ]
    content["handover.json"] = canonical.dumps(manifest)


def test_that_an_untouched_package_is_verified_with_all_its_packs(whole, capsys):
    code, told = as_json(capsys, "verify", whole)
    assert (code, told["ok"], told["packs"], told["photos"]) == (0, True, 2, 2)
    packs = handover_check.check(whole, reference.parsed_ruleset).packs.values()
    events = [{event.event_id for event in each.event_list} for each in packs]
    assert told["events"] == len(set.union(*events)) < sum(map(len, events))
    assert sum(len(each.photos) for each in packs) == 3
    code, out, _ = said(capsys, "verify", whole)
    assert code == 0
    assert "档案包 2 份" in out


def test_that_the_list_stands_beside_the_packs_to_sign_and_to_sort(whole):
    content = content_of(whole)
    lists = {"移交清单.docx", "移交清单.pdf", "移交清单.xlsx"}
    assert content.keys() == {FIRST, SECOND, "handover.json", "handover.sig"} | lists
    pages = pypdfium2.PdfDocument(content["移交清单.pdf"])
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    table = docx.Document(io.BytesIO(content["移交清单.docx"])).tables[1]
    for name in (FIRST, SECOND):
        sha256 = hashlib.sha256(content[name]).hexdigest()
        assert sha256 in "".join(text.split())
        assert any(sha256 in row.cells[4].text for row in table.rows)
    assert "移交人" in text


def test_that_the_sheet_of_packs_counts_in_numbers_and_prints_as_wide_as_it_is(whole):
    content = content_of(whole)
    sheet = openpyxl.load_workbook(io.BytesIO(content["移交清单.xlsx"])).active
    heads = [cell.value for cell in sheet[1]]
    rows = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(2, values_only=True)]
    assert [row["序号"] for row in rows] == [1, 2]
    assert [row["字节"] for row in rows] == [len(content[name]) for name in (FIRST, SECOND)]
    assert sheet.cell(2, heads.index("字节") + 1).number_format == "#,##0"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"


def test_that_each_pack_in_it_is_a_pack_of_its_own(whole, tmp_path, capsys):
    (tmp_path / "one.zip").write_bytes(content_of(whole)[FIRST])
    code, told = as_json(capsys, "verify", tmp_path / "one.zip")
    assert (code, told["ok"], told["packs"]) == (0, True, 0)


@pytest.mark.parametrize("by", [0, 1, -1])
def test_that_a_byte_flipped_or_more_or_less_is_named_by_pack_and_file(whole, capsys, by):
    data = bytearray(whole.read_bytes())
    at = data.index(b"\xff\xd8 picture 1") + 6
    data[at : at + (by <= 0)] = {0: b"#", 1: b"#", -1: b""}[by]
    whole.write_bytes(data)
    (told,) = broken(capsys, whole)
    assert told[0] == "pack_file_altered"
    assert told[1].startswith(f"{SECOND}/08_照片/整改前/照片1_")


def test_that_every_member_of_a_package_is_named_by_a_byte_more(whole, capsys):
    good = whole.read_bytes()
    with whole.open("rb") as stream:
        members = zip_store.read(stream, "x")
    for name, member in members.items():
        at = member.start + member.size // 2
        whole.write_bytes(good[:at] + b"\0" + good[at:])
        told = broken(capsys, whole)
        assert len(told) == 1, (name, told)
        assert told[0][0] == "pack_file_altered"
        assert told[0][1].startswith(name), (name, told)


def test_that_a_pack_taken_out_or_put_in_is_named(whole, written, capsys):
    rewrite(whole, lambda content: content.pop(SECOND))
    assert broken(capsys, whole) == [("pack_file_missing", SECOND)]
    shutil.copy(written / "移交包.zip", whole)
    rewrite(whole, lambda content: content.update({"档案包/另一份.zip": content[FIRST]}))
    assert ("pack_file_added", "档案包/另一份.zip") in broken(capsys, whole)


def test_that_a_pack_in_another_ones_place_is_named_though_the_list_has_its_hash(whole, capsys):
    def swap(content):
        content[FIRST] = content[SECOND]
        listed_anew(content)

    rewrite(whole, swap)
    told = broken(capsys, whole)
    assert ("handover_pack_differs", FIRST) in told
    assert ("pack_signature_false", "handover.sig") in told


def test_that_a_list_that_was_changed_is_named(whole, capsys):
    def change(content):
        content["handover.json"] = content["handover.json"].replace(
            b'"issue_no":"QH-2"', b'"issue_no":"QH-9"'
        )

    rewrite(whole, change)
    assert broken(capsys, whole) == [("pack_signature_false", "handover.sig")]


def test_that_a_package_cut_off_or_packed_anew_does_not_pass(whole, capsys):
    good = whole.read_bytes()
    whole.write_bytes(good[: len(good) // 2])
    assert broken(capsys, whole) == [("pack_cut_off", whole.name)]
    whole.write_bytes(good)
    files = content_of(whole)
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    _, told = as_json(capsys, "verify", whole)
    assert [(b["code"], b["where"]) for b in told["broken"]] == [("pack_altered", whole.name)]
    assert [(r["code"], told["packs"]) for r in told["remarks"]] == [("pack_contents_hold", 2)]


def test_that_of_a_package_packed_anew_a_changed_pack_is_named_by_its_file(whole, capsys):
    files = content_of(whole)
    inner = zip_store.read(io.BytesIO(files[FIRST]), FIRST)
    photo = next(m for name, m in inner.items() if name.startswith("08_照片/"))
    bad = bytearray(files[FIRST])
    bad[photo.start + photo.size // 2] ^= 1
    files[FIRST] = bytes(bad)
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in reversed(files.items()):
            archive.writestr(name, content)
    _, told = as_json(capsys, "verify", whole)
    assert [(b["code"], b["where"]) for b in told["broken"]] == [
        ("pack_altered", whole.name),
        ("pack_file_altered", f"{FIRST}/{photo.name}"),
    ]
    (remark,) = told["remarks"]
    total = len(files) - 2
    assert f"{total} 个文件中，{total - 1} 个" in remark["message"]


def test_that_a_large_package_is_parted_into_volumes_that_are_whole_by_themselves(written, capsys):
    for number, name in ((1, "分卷.zip"), (2, "分卷-2.zip")):
        code, told = as_json(capsys, "verify", written / name)
        assert (code, told["packs"]) == (0, 1)
        manifest = canonical.loads(content_of(written / name)["handover.json"])
        assert (manifest["volume"], manifest["volumes"]) == (number, 2)


def handed(size):
    return Handed("", "", "", "", "", "", "", Path(), "", size, "")


def test_that_a_pack_larger_than_a_volume_is_refused():
    assert [len(v) for v in package.volumes([handed(30)] * 5, 80)] == [2, 2, 1]
    with pytest.raises(UnreadableError):
        package.volumes([handed(71)], 80)


def test_that_a_package_without_its_list_is_told_to_lack_its_list(whole, capsys):
    rewrite(whole, lambda content: content.pop("handover.json"))
    assert ("pack_file_missing", "handover.json") in broken(capsys, whole)
