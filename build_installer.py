#!/usr/bin/env python3
"""Build what is handed to users: the wheel, and a folder that runs without Python.

``python build_installer.py`` in the environment that ``sh dev.sh setup`` makes. The wheel
needs hatchling; the folder needs PyInstaller, which is no dependency of the project:

    .venv/bin/python -m pip install pyinstaller
    .venv/bin/python build_installer.py

The folder holds the command line, with Python, GDAL's and PROJ's tables and the resources.
It runs on the platform it was built on.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent

# The first statement of a frozen program: children of multiprocessing start here as well.
ENTRY = """\
import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from greenshield.cli.main import main

    sys.exit(main())
"""

# Packages that load modules by name, or read tables beside their code.
COLLECT_ALL = ("fiona", "pyproj", "docxtpl", "docx", "keyring", "typst")
# What the command line never loads; left out, the folder is a third of the size.
LEFT_OUT = ("PySide6", "shiboken6", "pyqtgraph", "tkinter", "pytest", "hypothesis")


class BuildError(Exception):
    """The build can't go on; the text says what to do."""


def needs(module: str, how: str) -> None:
    """Refuse early, and with the remedy, where a build tool is missing."""
    if importlib.util.find_spec(module) is None:
        raise BuildError(f"{module} is not installed for {sys.executable}; {how}")


def run(command: list[str]) -> None:
    """Run a build tool; what it says goes to standard error, the results alone to output."""
    done = subprocess.run(command, cwd=ROOT, check=False, stdout=sys.stderr)
    if done.returncode:
        raise BuildError(f"{command[2]} ended with {done.returncode}")


def build_wheel(out: Path) -> Path:
    """Build the wheel with both packages and the resources."""
    needs("hatchling", "run: sh dev.sh setup, then .venv/bin/python build_installer.py")
    with tempfile.TemporaryDirectory() as scratch:
        run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", scratch])
        (built,) = Path(scratch).glob("*.whl")
        out.mkdir(parents=True, exist_ok=True)
        target = out / built.name
        target.write_bytes(built.read_bytes())
    return target


def build_folder(out: Path) -> Path:
    """Freeze the command line into a folder, and start it once to see that it runs."""
    needs("PyInstaller", "run: .venv/bin/python -m pip install pyinstaller (or give --wheel-only)")
    with tempfile.TemporaryDirectory() as scratch:
        # Not named greenshield: the script would be imported in the package's stead.
        entry = Path(scratch) / "greenshield_entry.py"
        entry.write_text(ENTRY, "utf-8")
        command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
        command += ["--onedir", "--console", "--name", "greenshield", "--paths", str(ROOT)]
        command += ["--add-data", f"{ROOT / 'resources'}:greenshield/_resources"]
        command += ["--collect-submodules", "greenshield", "--copy-metadata", "keyring"]
        command += [part for name in COLLECT_ALL for part in ("--collect-all", name)]
        command += [part for name in LEFT_OUT for part in ("--exclude-module", name)]
        command += ["--distpath", str(out), "--workpath", scratch, "--specpath", scratch]
        run([*command, str(entry)])
    folder = out / "greenshield"
    program = folder / ("greenshield.exe" if sys.platform == "win32" else "greenshield")
    started = subprocess.run([str(program), "--help"], capture_output=True, check=False)
    if started.returncode:
        raise BuildError(f"the frozen program does not start: {started.stderr.decode()[-2000:]}")
    return folder


def main() -> int:
    """Parse the arguments and build; 0 done, 1 not."""
    parser = argparse.ArgumentParser(
        description="Build the wheel, and a folder with the command line that runs without Python."
    )
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where to (dist)")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--wheel-only", action="store_true", help="no folder; PyInstaller not needed")
    only.add_argument("--folder-only", action="store_true", help="no wheel")
    args = parser.parse_args()
    out = args.out.resolve()
    try:
        if not args.wheel_only and not args.folder_only:
            # Before the first of two builds, not between them.
            needs("PyInstaller", "pip install pyinstaller into this environment, or --wheel-only")
        if not args.folder_only:
            print(build_wheel(out))
        if not args.wheel_only:
            print(build_folder(out))
    except BuildError as error:
        print(f"build_installer.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
