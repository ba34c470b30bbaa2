"""All of the sample, in the order in which one part needs another."""

from __future__ import annotations

from pathlib import Path

from sample_recipe.county import make_county
from sample_recipe.issues import make_issues
from sample_recipe.maps import write_boundaries, write_patches
from sample_recipe.patches import make_patches
from sample_recipe.workbook import write_workbook

SEED = 20250416


def make(out: Path, seed: int = SEED) -> list[Path]:
    """Writes the whole sample below ``out``.

    Returns:
        Every file below ``out``, sorted.
    """
    county = make_county(seed)
    patches = make_patches(seed, county)
    issues = make_issues(seed, county)
    write_boundaries(out / "boundaries", county)
    write_patches(out / "ledger" / "遥感图斑.shp", patches)
    write_workbook(out / "ledger" / "整改台账.xlsx", issues)
    return sorted(f for f in out.rglob("*") if f.is_file())
