"""Tables of photos stay narrow: what is doubtful stands below each photo, a line for each."""

import pytest
from helpers.make_photos import jpeg_with_exif

from greenshield.cli import output


@pytest.mark.parametrize("verb", ["check", "list"])
def test_that_what_is_doubtful_stands_below_its_photo(run, say, project, tmp_path, verb):
    half = jpeg_with_exif(tmp_path / "half.jpg", taken_at="2026:05:01 09:00:00")
    data = half.read_bytes()
    half.write_bytes(data[: len(data) * 2 // 3])
    run("photos", "import", project, half)
    code, out, _ = say("photos", verb, project, "--lang", "zh")
    row = next(line for line in out.splitlines() if "half.jpg" in line)
    below = out.splitlines()[out.splitlines().index(row) + 1]
    assert code == 0
    assert below.lstrip().startswith("疑点")
    assert "照片文件不完整" in below
    assert "不完整" not in row
    assert output.width(row) < 140


def test_that_a_picture_that_is_none_is_told_by_its_name_in_plain_words(run, project, tmp_path):
    bad = tmp_path / "broken.png"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x40\0\0\0\x40\x08\2\0\0\0")
    run("photos", "import", project, bad)
    (item,) = run("photos", "list", project)[1]["items"]
    code, told = run("photos", "picture", project, item["sha256"], "-o", tmp_path / "out.jpg")
    assert (code, told["error"]["code"]) == (3, "photo_not_decodable")
    assert told["error"]["message"].startswith("broken.png ")
    assert "Error" not in told["error"]["message"]
    assert "Error" in told["error"]["params"]["reason"]  # for who looks after the program
    code, told = run("photos", "thumbnails", project)
    (problem,) = told["problems"]
    assert (code, problem["file"]) == (1, item["sha256"][:12])
    assert problem["message"].startswith("broken.png ")
