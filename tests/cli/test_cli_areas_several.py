"""Several boundary files at once: each layer by itself, of the kind that it seems to be."""

import zipfile
from pathlib import Path

import pytest
from helpers.qinghe import QINGHE

BOUNDARIES = QINGHE / "boundaries"


@pytest.fixture
def together(tmp_path: Path) -> Path:
    """The sample's boundaries in one zip, one of them twice under the same name."""
    out = tmp_path / "全部.zip"
    with zipfile.ZipFile(out, "w") as bundle:
        for file in sorted(BOUNDARIES.iterdir()):
            bundle.write(file, f"甲/{file.name}")
            if file.stem == "保护区范围":
                bundle.write(file, f"乙/{file.name}")
    return out


def test_that_a_zip_s_layers_are_each_taken_for_what_they_are(run, project, together):
    told_ways = [
        run("areas", "import", project, together, "--all", "--kind", "guess", *more)
        for more in (["--dry-run"], [])
    ]
    for code, told in told_ways:
        assert code == 0
        kinds = {(one["layer"].split("__")[0], one["kind"]) for one in told["files"]}
        assert kinds >= {("保护区范围", "area"), ("保护区范围 (2)", "area"), ("功能区划", "zone"),
                         ("生态保护红线", "redline")}  # fmt: skip
        assert "control" in {kind for _, kind in kinds}
        zones = next(one for one in told["files"] if one["kind"] == "zone")
        assert zones.get("refused", 0) == 0
        assert not [p for p in told["problems"] if p["refused"]]  # each found its area
    seen, done = (told for _, told in told_ways)
    # The dry run can't know yet that the second of two equal files finds the first one's.
    assert done["imported"] + done["unchanged"] == seen["imported"]
    assert run("areas", "import", project, together, "--all", "--kind", "guess")[1]["imported"] == 0
