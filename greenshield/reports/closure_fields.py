"""Every name that a template of the closure report may use.

Written out by hand and held to what a report really offers by a test: it is the contract with
the counties' own templates, so a name is never taken away or given another meaning.
"""

from __future__ import annotations

from collections.abc import Mapping

from greenshield.reports.template_kinds import (
    FLAG,
    NUMBER,
    PICTURE,
    TEXT,
    Group,
    Rows,
    dotted,
    texts,
)

_CELL = texts("label value")
_DOCUMENTS = Rows(texts("kind number issuer date name"))
_PICTURE = {"title": TEXT, "hash": TEXT, "image": PICTURE, "absent": TEXT}
_PHOTO = Group({**_PICTURE, "number": NUMBER, "caption": TEXT})
_TWO = {"a": _PHOTO, "b": _PHOTO}

_FINDING = Group(
    {
        **texts("judgement description impact").fields,
        "lines": Rows(_CELL),
        "boundary": texts("name version valid_from established approval_doc authority"),
        "overlay": Rows(texts("layer name zone area date")),
        "checks": Rows(texts("who on result text photos")),
        "documents": _DOCUMENTS,
    }
)
_PLAN = Group(
    {
        **texts("goal deadline duty supervise").fields,
        "lines": Rows(_CELL),
        "limits": Rows(TEXT),
        "documents": _DOCUMENTS,
        "extensions": Rows(texts("old new approval reason")),
    }
)
_OPINION = Group(
    {
        **texts("tier text signer on").fields,
        "parts": Rows(Group({**_CELL.fields, "last": FLAG})),
    }
)
_PUBLICITY = Group(
    {
        "rows": Rows(texts("days medium notice")),
        "objections": Rows(texts("who text on answer")),
        "documents": _DOCUMENTS,
    }
)
_SANCTIONS = Group(
    {
        "accountability": Rows(texts("rank persons kind on text")),
        "penalties": Rows(texts("number party sum on")),
        "compensation": Rows(texts("case sum state")),
        "referrals": Rows(texts("type to number state dates result")),
    }
)
_ANNEX = Rows(Group({"number": NUMBER, **texts("name kind size sha256").fields}))


def closure_fields(words: Mapping[str, str]) -> Group:
    """The names of the closure report.

    Args:
        words: the report's own words, which a template reads as ``w.…``.
    """
    return Group(
        {
            "w": texts(" ".join(words)),
            "cover": texts("called number clue area facility division unit state as_of"),
            "banners": Rows(TEXT),
            "missing": Rows(TEXT),
            "findings": Rows(TEXT),
            "form": Rows(
                Group(
                    {
                        "title": TEXT,
                        "lines": Rows(Group({"wide": FLAG, "a": _CELL, "b": _CELL})),
                    }
                )
            ),
            "maps": Group(
                {"location": PICTURE, "detail": PICTURE, "name": TEXT, "notes": Rows(TEXT)}
            ),
            "imagery": Rows(Group({**_PICTURE, "note": TEXT})),
            "finding": _FINDING,
            "plan": _PLAN,
            "measures": Group(
                {
                    "rows": Rows(texts("name planned target due done done_on")),
                    "progress": Rows(texts("on phase measure done text photos")),
                    "documents": _DOCUMENTS,
                }
            ),
            "pairs": Rows(Group({"title": TEXT, **_TWO})),
            "photos": Rows(Group(_TWO)),
            "photos_note": TEXT,
            "conditions": Rows(texts("text met evidence")),
            "opinions": Rows(_OPINION),
            "publicity": _PUBLICITY,
            "sanctions": _SANCTIONS,
            "lookbacks": Rows(texts("who on result text photos")),
            "moves": Rows(texts("on move states who recorded")),
            "annex": _ANNEX,
            "provenance": texts("project division ruleset ruleset_sha256 root"),
        }
    )


def called(fields: Group, words: Mapping[str, str]) -> dict[str, str]:
    """Label as the built-in template prints it -> the name behind it, where they share a key.

    Who writes a template tries the form's own words first.
    """
    paths = [path for path, _ in dotted(fields) if not path.startswith("w.")]
    last = {path.rpartition(".")[2]: path for path in reversed(paths)}
    return {text: last[key] for key, text in words.items() if key in last}
