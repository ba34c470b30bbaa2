"""Links in a folder of photos that lead to what has no end."""

import os
from pathlib import Path

from greenshield.services.photo_files import candidates


def test_that_links_to_what_has_no_end_are_told_and_not_followed(tmp_path):
    folder, away = tmp_path / "card", tmp_path / "away"
    folder.mkdir()
    away.mkdir()
    (away / "sound.jpg").write_bytes(b"\xff\xd8 sound")
    os.mkfifo(away / "pipe")
    ends = {
        "a.jpg": away / "sound.jpg", "b.jpg": Path("/proc/self/mounts"), "c.jpg": away / "pipe",
        "d.jpg": Path("/dev/zero"), "e.txt": away / "pipe", "f.jpg": away / "gone",
    }  # fmt: skip
    for name, end in ends.items():
        (folder / name).symlink_to(end)
    problems = []
    found = candidates([folder], problems)
    assert [c.name for c in found] == ["a.jpg", "f.jpg"]
    assert [(p.code, p.params["file"]) for p in problems] == [
        ("photo_not_an_image", name) for name in ("b.jpg", "c.jpg", "d.jpg")
    ]
