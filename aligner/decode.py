"""Bytes to text: strict decoding only, with the encoding chosen by how ordinary the decoded text looks."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from .errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP or office file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"{\\rtf", "an RTF file"),
)
# The commonest characters of news text in each language cover about half of all its characters beyond ASCII (more for
# small alphabets), while bytes read in the wrong encoding hit them a few times in a hundred.
_PUNCTUATION = "“”‘’„‚«»…·–—\xa0"
_HANGUL = (
    "다이에는의고을니가지하그로은리한를서했습스들기사인라것있자대해아시일수도으나어게말트국부보전정상었과위주경비만드적장제우미와할원요"
    "마입공되러여동선중회성구관세문모무안프포레르면조신명내후년계치당오버바소발영운화며때거더분저유진던재점행않방월"
)
_SIMPLIFIED = (
    "，。、：；？！《》（）的在他一了人是国们会有我这不为中和特后以个对说到队时年其将表大于员上示能来出分场发得但前可进周行方者法"
    "生家地多过此道最加现下自与而成经里被之些力高公因月并正面也次就作情子所布提事很重更开还主日部长防合两"
)
_TRADITIONAL = (
    "，。、：；？！「」（）的在他一了人是國們會有我這不為中和後以個對說到隊時年其將表大於員上示能來出分場發得但前可進週行方者法"
    "生家地多過此道最加現下自與而成經裡被之些力高公因月並正面也次就作情子所佈提事很重更開還主日部長防合兩"
)
_JAPANESE = (
    "、。「」のにたはるとしいをてがでなっすれこからまりもよきけくだそめうあさどつせわ"
    "ーンストルリイラアドクレシカプロタジコフウグィマブッチムズデバメニエサナ年日国者人会"
)
# What the bytes 80 to BF of UTF-8 are in Windows-1252 and Latin-1, behind what its first bytes are.
_LATER_BYTES = "".join(bytes([byte]).decode("cp1252", "ignore") + chr(byte) for byte in range(0x80, 0xC0))
_LATER = f"[{re.escape(_LATER_BYTES)}]"
_MOJIBAKE = re.compile(f"[\u00c2-\u00df]{_LATER}|[\u00e0-\u00ef]{_LATER}{{2}}|[\u00f0-\u00f4]{_LATER}{{3}}")
_WESTERN = re.compile(f"[{re.escape(_LATER_BYTES)}\u00c0-\u00ff]")


@dataclass(frozen=True, slots=True)
class _Codec:
    """An encoding, the common characters of its language, and which part of the text they must make up."""

    name: str
    common: frozenset[str]
    needed: float
    among_letters: bool = False
    """Judge ASCII letters too: in Cyrillic text they are the few, in western text (the same bytes) the many."""


_CODECS = (
    _Codec("cp949", frozenset(_HANGUL + _PUNCTUATION), 0.3),
    _Codec("gb18030", frozenset(_SIMPLIFIED + _PUNCTUATION), 0.2),
    _Codec("big5hkscs", frozenset(_TRADITIONAL + _PUNCTUATION), 0.2),
    _Codec("cp932", frozenset(_JAPANESE + _PUNCTUATION), 0.3),
    _Codec("euc_jp", frozenset(_JAPANESE + _PUNCTUATION), 0.3),
    _Codec("cp1251", frozenset("оеаинтсрвлкмдпуыяь" + _PUNCTUATION), 0.5, among_letters=True),
    _Codec("cp1252", frozenset("éèêëàâäçîïíìóòôöùûüúáñßœæÉÀÄÖÜÓÁÍÚÑ¿¡£€½º°" + _PUNCTUATION), 0.75),
)
_SAMPLE = 100_000
_MOST_CONTROLS = 0.1
_NO_TEXT = ("Cc", "Cn", "Co")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding, line ends untouched and never a lone surrogate.

    UTF-8 comes first; then UTF-16 and UTF-32 by their byte order mark, UTF-16 without one by its NUL bytes, and last
    the national encodings of Korean, Chinese, Japanese, Russian and western Europe, of which each decodes strictly and
    the one with the most ordinary text wins. Raises InputError for binary data and for bytes that no encoding explains.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"This is {kind}, not text: save its text as UTF-8 and read that.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strictly(data, encoding)), encoding
    if b"\0" in data:
        return _zero_bytes(data)
    try:
        return _checked(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        return _national(data, error)


def mojibake(text: str) -> str:
    """Return in a sentence how a text looks wrongly decoded (`Ã©` for é, or characters lost), or an empty string."""
    if "\ufffd" in text:
        return f"{text.count(chr(0xFFFD))} characters were lost (U+FFFD) before this was read. Read the original again."
    if found := _MOJIBAKE.search(text):
        sequences = _MOJIBAKE.findall(text)
        if 2 * sum(map(len, sequences)) > len(_WESTERN.findall(text)):
            shown, meant = found.group(), _as_meant(found.group())
            if meant:
                return f"Looks like UTF-8 read as Latin-1 ({shown!r} for {meant!r}). Read the original again as UTF-8."
    return ""


def _as_meant(sequence: str) -> str:
    raw = b"".join(char.encode("latin-1" if ord(char) < 0x100 else "cp1252") for char in sequence)
    return raw.decode("utf-8", "ignore")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"This starts like {encoding.upper()} but byte {error.start} breaks it: save it again as UTF-8."
        ) from error


def _zero_bytes(data: bytes) -> tuple[str, str]:
    """Read UTF-16 that has no byte order mark: its spaces and line ends are a zero byte next to an ASCII one."""
    encoding = "utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text or not all(char.isspace() or unicodedata.category(char) not in _NO_TEXT for char in set(text)):
        raise InputError("This is binary data (it holds NUL bytes), not text: save its text as UTF-8 and read that.")
    return text, encoding


def _national(data: bytes, why: UnicodeDecodeError) -> tuple[str, str]:
    best, best_text, best_encoding = 0.0, "", ""
    for codec in _CODECS:
        try:
            text = data.decode(codec.name)
        except UnicodeDecodeError:
            continue
        # Scores are compared as multiples of what each encoding must reach.
        score = _ordinariness(text, codec) / codec.needed
        if score > best:
            best, best_text, best_encoding = score, text, codec.name
    if best >= 1:
        return _checked(best_text), best_encoding
    if _controls(data[:_SAMPLE].decode("latin-1")) > _MOST_CONTROLS:
        raise InputError("This is binary data (mostly control characters), not text: save its text as UTF-8.")
    raise InputError(
        f"Byte {why.start} is not UTF-8, and no other encoding gives ordinary text (tried "
        f"{', '.join(codec.name for codec in _CODECS)}): save it again as UTF-8."
    )


def _ordinariness(text: str, codec: _Codec) -> float:
    """Return which part of the characters beyond ASCII are common ones, from the first 100,000 characters."""
    counts = Counter(text[:_SAMPLE])
    judged = {char: n for char, n in counts.items() if char > "\x7f" or (codec.among_letters and char.isalpha())}
    return sum(n for char, n in judged.items() if char in codec.common) / max(1, sum(judged.values()))


def _controls(text: str) -> float:
    """Return which part of the first 100,000 characters are control characters."""
    return len(_CONTROL.findall(text, 0, _SAMPLE)) / max(1, min(_SAMPLE, len(text)))


def _checked(text: str) -> str:
    if "\0" in text or _controls(text) > _MOST_CONTROLS:
        raise InputError("This is binary data (control characters), not text: save its text as UTF-8 and read that.")
    return text
