"""Text formats as GDAL wants them: UTF-8, one document, nothing fetched from elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from greenshield.domain.errors import Problem, UnreadableError
from greenshield.formats import encodings
from greenshield.formats.vectors_kind import HEAD

_DEPTH = 8  # collections within collections
_SAMPLED = 4 * 1024 * 1024  # bytes looked at for the encoding
# Parted at bytes that are no part of a character in any encoding of several bytes: elsewhere a
# character may be cut in two, and the rest then reads as another script's.
_WORD = re.compile(rb"[^\x00-\x2f:;<=>?]+")
_SCHEMA = re.compile(
    r"\s(?:\w+:)?(?:noNamespaceS|s)chemaLocation\s*=\s*(?:\"[^\"]*\"|'[^']*')",
)


@dataclass(frozen=True, slots=True)
class Text:
    """A file's text.

    Attributes:
        rewritten: the text where the file isn't plain UTF-8, else None.
        encoding: its label.
        source: ``format`` (UTF-8 as the standards have it), ``declared``, ``content``, ``given``.
    """

    rewritten: str | None
    encoding: str
    source: str

    def of(self, data: bytes) -> str:
        """The text itself."""
        return data.decode("utf-8-sig") if self.rewritten is None else self.rewritten


def text_of(data: bytes, *, xml: bool, encoding: str | None) -> Text:
    """Tell a text's encoding and decode it where it isn't UTF-8.

    Args:
        data: the whole file.
        xml: whether an XML declaration may name the encoding; it counts as a hint.
        encoding: what a person says, or None.

    Raises:
        LookupError: ``encoding`` names none.
    """
    if encoding:
        found = encodings.decide([], (), encoding)
        return Text(encodings.decode(data, found.codec)[0], found.label, "given")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Text(data.decode("utf-16", "replace"), "UTF-16", "declared")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        hint = re.search(rb"encoding\s*=\s*[\"']([\w.-]+)", data[:200]) if xml else None
        hints = [hint.group(1).decode("ascii", "replace")] if hint else []
        words = _WORD.findall(data[:_SAMPLED])
        found = encodings.decide((word for word in words if not word.isascii()), hints)
        how = "declared" if found.source == "hint" else "content"
        return Text(encodings.decode(data, found.codec)[0], found.label, how)
    return Text(None, "UTF-8", "format")


def plain_xml(text: str, shown: str) -> str:
    """An XML document declared as UTF-8, without references to schemas elsewhere.

    Raises:
        UnreadableError: ``vector_xml_entities``: it defines entities; ``vector_damaged``: it isn't
            well-formed or is cut off, at which GDAL would stop in silence.
    """
    text = text.rstrip("\x00 \t\r\n").replace("&nbsp;", "&#160;")  # HTML's, in descriptions
    head, rest = text[:HEAD], text[HEAD:]
    if "<!ENTITY" in text:
        raise UnreadableError("vector_xml_entities", file=shown)
    head = re.sub(r"\A\ufeff?\s*<\?xml.*?\?>", "", head, flags=re.DOTALL)
    plain = '<?xml version="1.0" encoding="UTF-8"?>\n' + _SCHEMA.sub("", head).lstrip() + rest
    try:
        expat.ParserCreate().Parse(plain, True)
    except expat.ExpatError as error:
        raise UnreadableError("vector_damaged", file=shown, format=f"XML ({error})") from error
    return plain


def whole_csv(text: str, shown: str) -> str:
    """CSV text whose quotes are all closed.

    Raises:
        UnreadableError: ``vector_truncated``.
    """
    if text.count('"') % 2:
        raise UnreadableError("vector_truncated", file=shown, count=text.count("\n"))
    return text


def collection(text: str, shown: str) -> tuple[str, list[Problem]]:
    """A sequence of GeoJSON documents as one FeatureCollection, and the lines that are rubbish.

    GDAL's own reader of sequences wants the keys of each object in one order.

    Raises:
        UnreadableError: ``vector_truncated``: the last line is rubbish.
    """
    features: list[str] = []
    problems: list[Problem] = []
    pieces = text.split("\x1e") if "\x1e" in text else text.splitlines()
    pieces = [piece for piece in pieces if piece.strip()]
    for number, piece in enumerate(pieces, start=1):
        feature = _feature(piece)
        if feature is None and number == len(pieces):
            raise UnreadableError("vector_truncated", file=shown, count=len(features))
        if feature is None:
            problems.append(Problem("vector_line_unreadable", shown, number))
        else:
            features.append(feature)
    joined = ",\n".join(features)
    return f'{{"type": "FeatureCollection", "features": [{joined}]}}', problems


def with_fields(text: str, shown: str) -> str:
    """Esri JSON with a list of its columns, without which GDAL reads none of it.

    Raises:
        UnreadableError: ``vector_damaged``: no JSON of features.
    """
    if '"fields"' in text or '"fieldAliases"' in text:
        return text
    try:
        found = json.loads(text)
        rows = [feature.get("attributes") or {} for feature in found["features"]]
        names = dict.fromkeys(name for row in rows for name in row)
        kinds = {name: _esri_kind([row.get(name) for row in rows]) for name in names}
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableError("vector_damaged", file=shown, format="Esri JSON") from error
    fields = [{"name": name, "type": f"esriFieldType{kind}"} for name, kind in kinds.items()]
    return json.dumps({**found, "fields": fields}, ensure_ascii=False)


def _esri_kind(values: list[Any]) -> str:
    """What holds all of a column's values: GDAL takes an integer for one of 32 bits."""
    types = {type(value) for value in values if value is not None}
    if types == {int} and all(abs(value or 0) < 1 << 31 for value in values):
        return "Integer"
    return "Double" if types and types <= {int, float} else "String"


def needs_flattening(data: bytes) -> bool:
    """Whether a GeoJSON text is a bare array or may hold collections within collections.

    GDAL passes over what is in an inner collection, without a word.
    """
    start = data[:100].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"[") or data.count(b'"FeatureCollection"') > 1


def flattened(text: str, shown: str) -> str:
    """GeoJSON of nested collections, or an array of features or shapes, as one collection.

    Raises:
        UnreadableError: ``vector_damaged``: no JSON.
    """
    try:
        found = json.loads(text)
        features = list(_flat(found, _DEPTH))
    except (ValueError, RecursionError) as error:
        which = f"GeoJSON ({error})"[:200]
        raise UnreadableError("vector_damaged", file=shown, format=which) from error
    whole = {"type": "FeatureCollection", "features": features}
    if isinstance(found, dict) and "crs" in found:
        whole["crs"] = found["crs"]
    return json.dumps(whole, ensure_ascii=False)


def _flat(found: Any, depth: int) -> Iterator[Any]:
    """The features in a member of a collection; a bare shape becomes one."""
    if not depth:
        raise ValueError("nested too deep")
    kind = found.get("type") if isinstance(found, dict) else None
    if isinstance(found, list) or kind == "FeatureCollection":
        members = found if isinstance(found, list) else found.get("features")
        for member in members if isinstance(members, list) else ():
            yield from _flat(member, depth - 1)
    elif kind == "Feature":
        yield found
    elif kind is not None:
        yield {"type": "Feature", "properties": {}, "geometry": found}


def _feature(piece: str) -> str | None:
    """A GeoJSON feature's text; a bare geometry gets a feature around it; None for rubbish."""
    try:
        found = json.loads(piece)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    if found.get("type") == "Feature":
        return piece
    return f'{{"type": "Feature", "properties": {{}}, "geometry": {piece}}}'
