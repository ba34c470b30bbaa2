"""Blanks between the differently written parts of a text in an xlsx workbook.

The fast reader takes those of a text that says so itself (``xml:space``), as Excel writes. Others
say it once at the root, which XML passes to all below (XML 1.0, 2.10).
"""

from __future__ import annotations

import io
import re
import zipfile

from greenshield.formats.sheet_package import Package

_START = 4096  # bytes in which the root's tag ends
_ROOT = re.compile(rb"<(?:\w+:)?(?:worksheet|sst)\b[^>]*\sxml:space\s*=\s*[\"']preserve[\"']")
_PART = re.compile(rb"<(?:\w+:)?r>")  # of a text; a row has attributes
_TEXT = re.compile(rb"<((?:\w+:)?t)>")


def with_blanks(package: Package) -> Package:
    """The package with what its roots say of blanks said by each text; itself where none does.

    Raises:
        UnreadableError: as :meth:`Package.held`.
    """
    parts = package.parts()
    mended: dict[str, bytes] = {}
    for part in parts:
        if part.endswith(".xml") and _ROOT.search(package.start(part, _START)):
            data = package.held(part)
            if _PART.search(data):
                mended[part] = _TEXT.sub(rb'<\1 xml:space="preserve">', data)
    if not mended:
        return package
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for part, name in parts.items():
            made.writestr(name, mended[part] if part in mended else package.held(part))
    return Package(out.getvalue(), package.name)
