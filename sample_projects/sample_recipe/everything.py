"""All of the sample, in the order in which one part needs another."""

from __future__ import annotations

from pathlib import Path

from sample_recipe.county import make_county
from sample_recipe.documents import write_documents
from sample_recipe.imagery import write_imagery
from sample_recipe.issues import make_issues
from sample_recipe.land import Land
from sample_recipe.maps import write_boundaries, write_patches
from sample_recipe.patches import make_patches
from sample_recipe.photos import plan_photos, write_photos
from sample_recipe.reference import write_reference
from sample_recipe.reissue import write_reissue
from sample_recipe.rounds import make_rounds
from sample_recipe.tables import write_demo, write_expected, write_made_with
from sample_recipe.tracks import write_gpx
from sample_recipe.workbook import write_workbook

SEED = 20250416


def make(out: Path, seed: int = SEED) -> list[Path]:
    """Writes the whole sample below ``out``.

    Returns:
        The files written, sorted.
    """
    county = make_county(seed)
    patches = make_patches(seed, county)
    issues = make_issues(seed, county)
    rounds = make_rounds(seed, patches, issues)
    photos = plan_photos(seed, patches, issues, rounds)
    for name in _FOLDERS:
        _empty(out / name)
    write_boundaries(out / "boundaries", county)
    write_patches(out / "ledger" / "遥感图斑.shp", patches)
    faults = write_workbook(out / "ledger" / "整改台账.xlsx", issues)
    write_gpx(out / "tracks" / "巡查.gpx", seed, rounds)
    write_photos(out / "photos", patches, photos)
    write_documents(out / "documents")
    write_reference(out / "reference", seed, county)
    write_reissue(out / "reissue", county)
    write_imagery(out / "basemaps", Land.of(seed, county, patches))
    write_demo(out / "demo.toml", patches, photos)
    write_expected(out / "expected.toml", patches, issues, photos, faults)
    write_made_with(out / "made_with.toml", seed)
    folders = [out / name for name in _FOLDERS]
    files = [f for folder in folders for f in folder.iterdir()] + list(out.glob("*.toml"))
    return sorted(files)


_FOLDERS = (
    "boundaries",
    "ledger",
    "tracks",
    "photos",
    "documents",
    "basemaps",
    "reference",
    "reissue",
)
_OURS = frozenset(
    [
        ".shp",
        ".shx",
        ".dbf",
        ".prj",
        ".cpg",
        ".geojson",
        ".gpkg",
        ".xlsx",
        ".csv",
        ".gpx",
        ".jpg",
        ".tif",
        ".mbtiles",
        ".txt",
        ".docx",
        ".pdf",
    ]
)


def _empty(folder: Path) -> None:
    """Takes away what an earlier run with another seed left; a file of another kind stays."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.iterdir():
        if file.is_file() and file.suffix in _OURS:
            file.unlink()
