"""Reads simple properties from an XMP packet (ISO 16684-1) by a parser that knows no entities."""

from __future__ import annotations

from typing import Protocol
from xml.parsers.expat import ExpatError, ParserCreate, errors

_WANTED = frozenset(
    {
        # exif:, tiff:, xmp:, photoshop: (Adobe's XMP Specification, part 2)
        "GPSLatitude", "GPSLongitude", "GPSAltitude", "GPSAltitudeRef", "GPSImgDirection",
        "GPSImgDirectionRef", "GPSTimeStamp", "GPSDateTime", "GPSMapDatum", "GPSDOP",
        "GPSHPositioningError", "DateTimeOriginal", "DateCreated", "CreateDate", "Make", "Model",
        "Orientation", "CreatorTool", "FocalLengthIn35mmFilm", "GPSProcessingMethod", "GPSStatus",
        # aux:, exifEX:
        "SerialNumber", "Lens", "BodySerialNumber", "LensModel",
        # drone-dji:, Camera: (DJI, Parrot and others)
        "GimbalYawDegree", "GimbalPitchDegree", "RelativeAltitude", "AbsoluteAltitude",
        "GpsLatitude", "GpsLongitude", "GpsLongtitude", "FlightYawDegree", "GpsStatus",
    }
)  # fmt: skip
_MAX_VALUE = 1_000
_JUNK_BEHIND = errors.codes[errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]
MAX_DEPTH = 64  # of elements; a parser remembers each that is open


class XmpError(Exception):
    """The packet can't be read; the argument is a message code."""


class _Reader:
    """Collects properties of the outermost ``rdf:Description`` elements by local name."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.path: list[str] = []
        self.text = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        if len(self.path) >= MAX_DEPTH:
            raise ValueError(name)
        local = name.rpartition(":")[2]
        self.path.append(local)
        self.text = ""
        if self.path[-2:] == ["RDF", "Description"]:
            for key, value in attributes.items():
                self._keep(key.rpartition(":")[2], value)

    def characters(self, data: str) -> None:
        """Text inside an element."""
        if len(self.text) < _MAX_VALUE:
            self.text += data

    def end(self, name: str) -> None:
        """An element closes."""
        if self.path[-3:-1] == ["RDF", "Description"]:
            self._keep(name.rpartition(":")[2], self.text)
        self.path.pop()
        self.text = ""

    def _keep(self, name: str, value: str) -> None:
        value = value.strip()
        if name in _WANTED and value and len(value) <= _MAX_VALUE:
            self.values.setdefault(name, value)


def _refuse(*_: object) -> None:
    raise XmpError("photo_xmp_doctype")


class Collector(Protocol):
    """What takes a packet's elements as the parser meets them."""

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        """An element opens."""

    def characters(self, data: str, /) -> None:
        """Text inside an element."""

    def end(self, name: str, /) -> None:
        """An element closes."""


def is_well_formed(packet: bytes, collector: Collector) -> bool:
    """Whether a packet was parsed to its end; ``collector`` has what stands before the damage.

    Args:
        packet: the bytes from the file; zeros and padding around the XML are tolerated.
        collector: gets the elements; raises ValueError to stop.

    Raises:
        XmpError: ``photo_xmp_doctype``: a document type may carry entities, none is allowed.
    """
    parser = ParserCreate()
    parser.StartElementHandler = collector.start
    parser.EndElementHandler = collector.end
    parser.CharacterDataHandler = collector.characters
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.buffer_text = True
    try:
        parser.Parse(packet[max(packet.find(b"<"), 0) :].rstrip(b"\0 \r\n\t"), True)
    except (ExpatError, ValueError) as error:
        # What stands behind the closing tag is the container's padding, not the packet's fault.
        return getattr(error, "code", None) == _JUNK_BEHIND
    return True


def read_xmp(packet: bytes) -> dict[str, str]:
    """The wanted properties of a packet, by local name.

    Args:
        packet: the bytes from the file; zeros and padding around the XML are tolerated.

    Returns:
        Values as text, the first of each name.

    Raises:
        XmpError: ``photo_xmp_doctype`` for a document type (none is allowed in XMP), or
            ``photo_xmp_damaged`` for XML that is not well formed and yields nothing.
    """
    reader = _Reader()
    if not is_well_formed(packet, reader) and not reader.values:
        raise XmpError("photo_xmp_damaged")
    return reader.values
