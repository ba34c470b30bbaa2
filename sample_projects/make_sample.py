"""Makes the sample project's inputs: the fictional county 青禾县, from a seed.

    python sample_projects/make_sample.py [OUT] [--seed N]

The same seed gives the same bytes on every run with the same libraries (``made_with.toml`` names
them). Nothing outside OUT is touched; files of ours in OUT are written anew.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

if str(Path(__file__).resolve().parent) not in sys.path:
    sys.path.insert(0, str(Path(__file__).resolve().parent))

from sample_recipe.everything import SEED, make

HERE = Path(__file__).resolve().parent


def main(arguments: list[str] | None = None) -> int:
    """Reads the arguments, makes the sample, says where it is."""
    parser = argparse.ArgumentParser(description="Make the inputs of the sample project.")
    parser.add_argument("out", nargs="?", type=Path, default=HERE / "qinghe", metavar="OUT")
    parser.add_argument("--seed", type=int, default=SEED, metavar="N")
    options = parser.parse_args(arguments)
    files = make(options.out, options.seed)
    size = sum(f.stat().st_size for f in files)
    print(f"{options.out}: {len(files)} files, {size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
