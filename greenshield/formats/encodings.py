"""Tells in which encoding bytes without a trustworthy label were written.

Shapefile attributes (and CSV text) carry at best a hint: a .cpg file or a language byte, often
absent and often wrong. So the bytes decide: each candidate decodes them, and what comes
out is judged by how common its characters are in that script. A hint wins where it makes as
much sense as the best; it never wins against sense.

The "common" characters are the first levels of the national character sets themselves
(GB 2312-1980 level 1, Big5 level 1, JIS X 0208 level 1, KS X 1001 syllables), which were
drawn up by frequency of use.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

_HINT_MARGIN = 0.35  # how much less sense than the best a hinted encoding may make
_FAILED = 3.0  # what a sample that can't be decoded costs
_ENOUGH = 500  # different samples looked at
_ALONE = 0.78  # of a common character between ASCII ones: it may be a European letter and the next
_VALID_UTF8 = 1.0  # what enough valid UTF-8 sequences are worth: they don't come by chance
_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)

# codec -> (label, head start). GB 18030 contains GBK and GB 2312.
_CANDIDATES: dict[str, tuple[str, float]] = {
    "utf-8": ("UTF-8", 0.3),
    "gb18030": ("GB18030", 0.09),
    "big5hkscs": ("Big5", 0.0),
    "cp932": ("Shift_JIS", 0.0),
    "euc_jp": ("EUC-JP", -0.05),
    "cp949": ("EUC-KR", -0.05),
    "cp1252": ("Windows-1252", 0.0),
    "cp1251": ("Windows-1251", 0.0),
    "koi8_r": ("KOI8-R", -0.02),
}
_LABELS = {codec: label for codec, (label, _) in _CANDIDATES.items()}
_ALIASES = {
    "936": "gb18030",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "gb18030": "gb18030",
    "cp936": "gb18030",
    "hz": "gb18030",
    "950": "big5hkscs",
    "cp950": "big5hkscs",
    "big5": "big5hkscs",
    "932": "cp932",
    "shift_jis": "cp932",
    "949": "cp949",
    "euc_kr": "cp949",
    "88591": "cp1252",
    "iso8859-1": "cp1252",
    "latin_1": "cp1252",
    "65001": "utf-8",
    "koi8r": "koi8_r",
}


_NO_FILES = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7", "charmap"}


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding that was settled on.

    Attributes:
        codec: Python's codec.
        label: its usual name, for people (``GBK``, ``UTF-8``).
        source: ``given``, ``content`` (the bytes decided), ``hint`` (a hint that makes sense) or
            ``ascii`` (nothing but ASCII: any would do).
        overruled: the label of a hint that the bytes contradict, or "".
    """

    codec: str
    label: str
    source: str
    overruled: str = ""


def codec_of(name: str) -> str | None:
    """The codec for a name as people and .cpg files write it, or None where it names none."""
    word = name.strip().strip("\x00").casefold()
    word = re.sub(r"^(ansi|oem|windows|ms|cp|iso|ldid)[\s_/-]*(?=\d)", "", word)
    if word in _ALIASES:
        return _ALIASES[word]
    if word.startswith("8859"):
        word = "iso8859-" + re.sub(r"^8859[\s_-]*", "", word)
    elif word.isdigit():
        word = "cp" + word
    try:
        found = codecs.lookup(word).name
        # UTF-16 and EBCDIC can't stand in fields of single bytes.
        if found in _NO_FILES or "aZ9".encode(found) != b"aZ9":
            return None
    except (LookupError, ValueError):
        return None
    return _ALIASES.get(found, found)


def label_of(codec: str) -> str:
    """A codec's usual name."""
    return _LABELS.get(codec, codec.upper())


def decide(
    samples: Iterable[bytes], hints: Sequence[str] = (), given: str | None = None
) -> Encoding:
    """Settle the encoding of some texts that share one.

    Args:
        samples: texts as bytes; those of ASCII alone tell nothing and may be left out.
        hints: names of encodings that the file claims, the stronger first; unknown ones are
            passed over.
        given: a name that a person gave; it is obeyed.

    Raises:
        LookupError: ``given`` names no encoding.
    """
    if given:
        codec = codec_of(given)
        if codec is None:
            raise LookupError(given)
        return Encoding(codec, label_of(codec), "given")
    telling = list(dict.fromkeys(s for s in samples if not s.isascii()))
    telling = telling[:: max(1, len(telling) // _ENOUGH)]
    claims = list(dict.fromkeys(c for c in map(codec_of, hints) if c is not None))
    if not telling:
        return Encoding("utf-8", "UTF-8", "ascii")
    scores = {c: sense(telling, c) + start for c, (_, start) in _CANDIDATES.items()}
    if _surely_utf8(telling):
        scores["utf-8"] += _VALID_UTF8
    for claim in claims:
        scores.setdefault(claim, sense(telling, claim))
    best = max(scores, key=lambda c: scores[c])
    chosen, source = best, "content"
    for claim in claims:
        if scores[claim] >= scores[best] - _HINT_MARGIN:
            chosen, source = claim, "hint"
            break
    overruled = "" if not claims or chosen in claims else label_of(claims[0])
    return Encoding(chosen, _exact_label(telling, chosen), source, overruled)


def decode(data: bytes, codec: str) -> tuple[str, str]:
    """A text and its flaw: "" for none, ``cut`` (ends within a character), ``replaced``.

    Fields of fixed width cut the last character in two; what is left of it is dropped.
    """
    try:
        return data.decode(codec), ""
    except UnicodeDecodeError as error:
        if error.end >= len(data) and error.start >= len(data) - 3:
            try:
                return data[: error.start].decode(codec), "cut"
            except UnicodeDecodeError:  # pragma: no cover - the head did decode
                pass
        return data.decode(codec, "replace"), "replaced"


def sense(samples: Sequence[bytes], codec: str) -> float:
    """How much sense samples make in a codec: about 1 for plain text, below 0 for rubbish."""
    weight, characters, failed = 0.0, 0, 0
    common = _common(codec)
    for sample in samples:
        text, flaw = decode(sample, codec)
        if flaw == "replaced":
            failed += 1
            continue
        for i, character in enumerate(text):
            if character >= "\x80":
                around = text[i - 1 : i] or " ", text[i + 1 : i + 2] or " "
                if character not in common:
                    weight += _weight(character, *around, codec)
                else:
                    weight += _ALONE if "".join(around).isascii() else 1.0
                characters += 1
    if not characters:
        return -_FAILED
    return weight / characters - _FAILED * failed / len(samples)


def _surely_utf8(samples: Sequence[bytes]) -> bool:
    """True where valid UTF-8 can't be chance: each two-byte match of GBK text has p ≈ 1/7."""
    if any(decode(s, "utf-8")[1] == "replaced" for s in samples):
        return False
    found = {sequence for s in samples for sequence in _SEQUENCE.findall(s)}
    return sum(len(sequence) - 1 for sequence in found) >= 6


def _exact_label(samples: Sequence[bytes], codec: str) -> str:
    """GBK where GB 18030's four-byte part is not used, else the codec's label."""
    if codec != "gb18030":
        return label_of(codec)
    return "GBK" if all(decode(s, "gbk")[1] != "replaced" for s in samples) else "GB18030"


_LEVELS = {
    "gb18030": ("gb2312", 0xB0, 0xD7),
    "big5hkscs": ("big5", 0xA4, 0xC6),
    "cp932": ("cp932", 0x88, 0x98),
    "euc_jp": ("euc_jp", 0xB0, 0xCF),
    "cp949": ("euc_kr", 0xB0, 0xC8),
}


@cache
def _common(codec: str) -> frozenset[str]:
    """The first level of a codec's own character set; of all of them for any other codec."""
    if codec not in _LEVELS:
        return _every_common()
    name, first, last = _LEVELS[codec]
    # A blank after each pair keeps those that stand for nothing from joining the next.
    pairs = (bytes((lead, t, 0x20)) for lead in range(first, last + 1) for t in range(0x40, 0xFF))
    text = b"".join(pairs).decode(name, "ignore")
    return frozenset(c for c in text if c >= "\x80" and not "\uff61" <= c <= "\uff9f")


@cache
def _every_common() -> frozenset[str]:
    return frozenset().union(*map(_common, _LEVELS))


def _is_ascii_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


# (first, last, weight) of characters that are not in a first level; later rows win.
_RANGES = (
    (0x80, 0x9F, -1.0),  # control
    (0xA0, 0xBF, 0.1),  # Latin-1 symbols
    (0x0370, 0x03FF, 0.4),
    (0x0400, 0x045F, 0.8),  # Cyrillic
    (0x0E00, 0x0E5B, 0.7),  # Thai
    (0x2010, 0x2026, 0.8),  # dashes and quotes
    (0x2460, 0x2473, 0.7),  # ① …
    (0x3000, 0x3017, 0.8),  # ideographic punctuation
    (0x3041, 0x30FE, 0.9),  # kana
    (0x4E00, 0x9FFF, 0.4),  # hanzi beyond the first level
    (0xAC00, 0xD7A3, 0.3),  # syllables beyond KS X 1001
    (0xE000, 0xF8FF, -1.0),  # private use
    (0xFF01, 0xFF5E, 0.8),  # full width
    (0xFF61, 0xFF9F, 0.1),  # half-width kana
    (0xFFFD, 0xFFFD, -1.0),
)


@lru_cache(maxsize=1 << 16)
def _weight(character: str, before: str, after: str, codec: str) -> float:
    """How much a character that is not common speaks for the text; below 0 for rubbish."""
    code = ord(character)
    in_word = _is_ascii_letter(before) or _is_ascii_letter(after)
    if 0xC0 <= code <= 0x17F:  # European letters stand among ASCII ones
        return 0.8 if in_word and (character.islower() or not before.isalpha()) else 0.3
    if character in "°²³" and before.isascii() and before.isalnum():
        return 0.9  # 23°, km²
    if 0x400 <= code <= 0x45F and in_word:
        return 0.0  # no word is written in two scripts
    if 0x400 <= code <= 0x45F and character.isupper() and before.islower():
        return 0.1  # capitals inside words: the other Cyrillic encoding
    if codec == "gb18030" and 0x3041 <= code <= 0x30FE:
        return 0.5  # EUC-JP has its kana in the same place
    other = 0.5 if codec == "utf-8" and character.isalpha() else 0.05
    return next((w for first, last, w in _RANGES if first <= code <= last), other)
