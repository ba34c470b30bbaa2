"""Reads simple properties from an XMP packet (ISO 16684-1) by a parser that knows no entities."""

from __future__ import annotations

from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType, errors

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


def refuse_doctypes(parser: XMLParserType) -> None:
    """Has a parser raise ``photo_xmp_doctype``: a document type may carry entities."""
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse


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
    parser = ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    refuse_doctypes(parser)
    parser.buffer_text = True
    begin = packet.find(b"<")
    try:
        parser.Parse(packet[max(begin, 0) :].rstrip(b"\0 \r\n\t"), True)
    except (ExpatError, ValueError) as error:
        # What stands behind the closing tag is the container's padding, not the packet's fault.
        junk = getattr(error, "code", None) == errors.codes[errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]
        if not junk and not reader.values:
            raise XmpError("photo_xmp_damaged") from error
    return reader.values
