"""``photos exif``: the tags of the kept original, and whether it is the file that was imported."""

import io
from pathlib import Path

from helpers.tiff_blob import ASCII, GOOD_GPS, SHORT, UNDEFINED, tiff
from PIL import Image


def test_that_an_original_is_told_tag_by_tag_and_an_altered_one_is_named(run, project, tmp_path):
    blob = tiff(
        {0x010F: (ASCII, "HUAWEI"), 0x0112: (SHORT, [6])},
        {0x927C: (UNDEFINED, bytes(300)), 0x9003: (ASCII, "2026:05:03 10:11:12")},
        GOOD_GPS,
    )
    out = io.BytesIO()
    Image.new("RGB", (64, 48)).save(out, "JPEG", exif=b"Exif\0\0" + blob)
    (tmp_path / "a.jpg").write_bytes(out.getvalue())
    assert run("photos", "import", project, tmp_path / "a.jpg")[0] == 0
    sha256 = run("photos", "list", project)[1]["items"][0]["sha256"]

    code, told = run("photos", "exif", project, sha256[:8], "--lang", "en")
    assert (code, told["intact"], told["warnings"]) == (0, True, [])
    assert (told["sha256"], told["size"], told["file_type"]) == (
        sha256,
        len(out.getvalue()),
        "JPEG",
    )
    groups = {g["name"]: g["tags"] for g in told["groups"]}
    assert list(groups) == ["Image", "EXIF", "GPS"]
    turned = groups["Image"][1]
    assert (turned["number"], turned["name"], turned["kind"]) == (0x0112, "Orientation", "SHORT")
    assert (turned["value"], turned["meaning"]) == ("6", "Rotated 90 CW")
    assert [t["size"] for t in groups["EXIF"] if t["name"] == "MakerNote"] == [300]

    with Path(told["file"]).open("r+b") as handle:
        handle.seek(-3, io.SEEK_END)
        handle.write(b"\x01")
    code, told = run("photos", "exif", project, sha256, "--lang", "en")
    assert (code, told["intact"]) == (0, False)
    assert [w["code"] for w in told["warnings"]] == ["photo_was_altered"]
