"""Advice of the core that names options and commands, said as the window would have it."""

from __future__ import annotations

import re

from ui.words import translate


def in_window(remedy: str) -> str:
    """What to do here, where the command line would type something; else the advice itself.

    The options are the same in every language, so they tell which advice it is.
    """
    for pattern, told in _said().items():
        if re.search(pattern, remedy):
            return told
    return remedy


def _said() -> dict[str, str]:
    columns = translate(
        "Frame", "Choose the right column on the page of columns, or fill it in in the file."
    )
    dossier = translate("Frame", "Look at the issue's dossier, and correct it there.")
    return {
        r"--source\b": translate(
            "Frame", "Fill it in, or choose one source for the whole list on the first page."
        ),
        r"--as ledger\b": translate(
            "Frame", "Where this is an office's existing ledger, say so on the first page."
        ),
        r"--(mapping|map)\b": columns,
        r"--(sheet|layer)\b": translate(
            "Frame", "Choose the sheet or layer above the columns, or another file."
        ),
        r"--succeeds\b": translate(
            "Frame",
            "Compare both in the panel of boundaries. Where they are one, import the file anew and "
            "name the earlier one under 'Next version of'.",
        ),
        r"--(reissue|redate)\b": translate(
            "Frame", "Say under 'Unchanged ones' what becomes of them."
        ),
        r"--datum\b": translate(
            "Frame",
            "Compare with imagery; where positions are off, say under 'Positions are those of' "
            "whose.",
        ),
        r"--valid-from\b": translate(
            "Frame", "Fill in from which day they are in force; older ones stay."
        ),
        r"--crs\b": translate(
            "Frame", "Ask where the file comes from, and choose the coordinate system."
        ),
        r"--encoding\b": translate("Frame", "Choose the right encoding."),
        r"--kind area\b": translate("Frame", "Import the protected areas first."),
        r"greenshield issue|greenshield record|issue (set|show|move)\b": dossier,
        r"--actor\b": translate("Frame", "Let a person who has the role sign in and do it."),
        r"passphrase[- ]file|\u53e3\u4ee4\u6587\u4ef6": translate(
            "Frame", "Type the passphrase. Where it is right, the file is damaged."
        ),
        r"verify --rebuild\b": translate(
            "Frame",
            "Copy the whole folder first; then verify it (Tools, Verify), and make the tables anew "
            "from there.",
        ),
        r"--rebuild\b": translate(
            "Frame", "A pack is verified as it is; make the tables anew in a project."
        ),
        r"\breport closure\b": translate(
            "Frame", "Choose the folder of a project, or an archive pack (.zip)."
        ),
        r"--pin-file\b": translate("Frame", "Type the PIN."),
        r"actor pin": translate(
            "Frame", "Where it is forgotten, a keeper resets it: Tools, Reset a PIN."
        ),
        r"actor add|--same-name\b": translate(
            "Frame", "Choose another name, such as one with the unit behind it."
        ),
    }
