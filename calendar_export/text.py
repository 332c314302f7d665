"""Makes any text safe to write as an iCalendar value, and writes it."""

import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from icalendar import vText
from icalendar.prop import vCategory

# Vertical tab, form feed, NEL and the two Unicode separators are line breaks to several readers.
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters, lone surrogates, the byte order mark and what XML cannot carry (CalDAV).
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
# A fold inside a long run of spaces makes a line of nothing but spaces, which readers skip.
_LONG_GAP = re.compile(r"[^\S\n]{20,}")
_PRINTABLE_ASCII = "".join(map(chr, range(0x21, 0x7F)))
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_UID_FORBIDDEN = re.compile(r"[\s,;\\]")
_UID_OCTETS = 255


class Text(vText):
    r"""A TEXT value that keeps every backslash.

    The library's own escaping reads the two characters ``\N`` as a line break, which would turn
    the path ``C:\Nord`` into two lines.
    """

    __slots__ = ()

    def to_ical(self) -> bytes:
        """Return the escaped bytes [RFC 5545, 3.3.11]."""
        escaped = str(self).replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,")
        return escaped.replace("\n", r"\n").encode()


def cleaned(text: str) -> str:
    r"""Return the text with ``\n`` as its only line break, without control characters, stripped."""
    unbroken = _LINE_BREAKS.sub("\n", text).replace("\t", " ")
    return _LONG_GAP.sub(" ", _UNWANTED.sub("", unbroken)).strip()


def text_value(text: str) -> Text:
    """Return a text as it may stand in a property."""
    return Text(cleaned(text))


def one_line(text: str) -> str:
    """Return the cleaned text with spaces for line breaks: calcurse skips an event whose title has one."""
    return re.sub(r"\s*\n\s*", " ", cleaned(text))


def category_value(names: Iterable[str]) -> vCategory:
    """Return the names that are not blank as one CATEGORIES value, in the order given."""
    value = vCategory([])
    value.cats = [Text(name) for name in map(one_line, names) if name]
    return value


def parameter_text(text: str) -> str:
    """Return a name as it may stand in a parameter: one line, no double quote, no caret.

    The caret is RFC 6868's escape, which many readers show as it is.
    """
    return one_line(text).replace('"', "'").replace("^", "")


def checked_uid(uid: str) -> str:
    """Return the uid, or raise ValueError when readers could understand it differently."""
    if not uid.strip():
        raise ValueError("uid is empty")
    if _UID_FORBIDDEN.search(uid) or cleaned(uid) != uid:
        raise ValueError(f"uid {uid!r} holds a space, a control character or one of , ; \\")
    if len(uid.encode()) > _UID_OCTETS:
        raise ValueError(f"uid {uid[:40]!r}… is longer than {_UID_OCTETS} octets")
    return uid


def checked_url(url: str) -> str:
    """Return an http(s) address in ASCII, or raise ValueError."""
    if re.search(r"\s", url) or cleaned(url) != url:
        raise ValueError(f"url {url!r} holds a space or a control character")
    written = quote(url, safe=_PRINTABLE_ASCII)
    parts = urlsplit(written)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(f"url {url!r} is not an http or https address")
    return written


def checked_address(email: str) -> str:
    """Return an e-mail address, or raise ValueError."""
    if not _ADDRESS.fullmatch(email):
        raise ValueError(f"{email!r} is not an e-mail address")
    return email
