"""From what a scanner read to the keys a code is looked up by.

Whatever a barcode says comes from outside and may be anything: nothing here fails, and nothing here
takes long.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import SplitResult, unquote, unquote_plus, urlsplit

MOST_KEYS = 16
"""No payload gives more keys than this."""

LONGEST_KEY = 512
"""No key has more characters than this."""

# A QR code holds 7 089 characters at most; what is longer was not read from one.
_LONGEST_PAYLOAD = 8192
_MOST_PARAMETERS = 32
_MOST_CARRIED = 6  # so that the payload itself always has room
_LONGEST_ID = 64

# Spaces of every kind, controls (group separators among them), and what is invisible: zero-width
# characters, direction marks, byte order marks.
_JUNK = "".join(
    map(chr, (*range(0x21), *range(0x7F, 0xA1), 0xAD, 0x1680, 0x180E, *range(0x2000, 0x2010), 0x3000, 0xFEFF))
) + "".join(map(chr, (*range(0x2028, 0x2030), *range(0x205F, 0x2070), *range(0xFFF9, 0xFFFC))))
_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_AIM_OF_A_PART = re.compile(r"\]z[6-9AB]|\\MI")
_ECI = re.compile(r"(?:\\[0-9]{6})+")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,31}://")
_VCARD = re.compile(r"BEGIN:VCARD\b", re.IGNORECASE)
_VCARD_END = re.compile(r"END:VCARD", re.IGNORECASE)
_PROFILE = re.compile(r"(?:[A-Za-z0-9-]+\.)?X-SOCIALPROFILE;([^:]*):(.*)", re.IGNORECASE | re.DOTALL)

# fmt: off
_TELLING_NAMES = frozenset({
    "attendee", "barcode", "c", "code", "id", "key", "order", "qr", "qrcode", "secret", "t", "ticket",
    "ticket_id", "ticketid", "token", "uuid",
})
# fmt: on


def badge_key(platform_attendee_id: str) -> str:
    """The key under which a badge's vCard finds the attendee the platform gave this id."""
    return f"eventyay:{platform_attendee_id}"


def reckoned_code(attendee: str) -> str:
    """The code of somebody whom a list gives none: the same at every desk, and known to who knows the id.

    Badges were printed with it: it must never come out otherwise.
    """
    digest = hashlib.sha256(f"code\x1f{attendee}".encode()).digest()
    return f"R{base64.b32encode(digest).decode('ascii')[:15]}"


def is_reckoned(code: str, attendee: str) -> bool:
    """Whether whoever knows the attendee's id at the platform knows the code, too."""
    return code in {attendee, reckoned_code(attendee)} or code.endswith(f":{attendee}")


def as_printed(payload: str) -> str:
    """What the barcode itself says, without what scanners put around it; empty for what no barcode can hold.

    It is among the `lookup_keys` of the payload, unless it is too long to be a key.
    """
    return "" if len(payload) > _LONGEST_PAYLOAD else _bare(_storable(payload))


def is_vcard(text: str) -> bool:
    """Whether it is somebody's contact, as badges show it."""
    return _VCARD.match(text) is not None


def lookup_keys(payload: str) -> tuple[str, ...]:
    """The keys to look a scanned payload up by, most specific first, none twice.

    Symbology and character set prefixes are taken off, web addresses give the code they carry, a badge's
    vCard gives `badge_key`. The payload as it is follows, and last come its lower and upper case forms,
    because people type codes by hand.

    Args:
        payload: what was read, from whatever source; it is not trusted.

    Returns:
        At most `MOST_KEYS` keys of at most `LONGEST_KEY` characters; none for an empty payload, for one that
        no barcode can hold, and for one part of a code that is spread over several symbols.
    """
    if len(payload) > _LONGEST_PAYLOAD:
        return ()
    text = _storable(payload)
    if _AIM_OF_A_PART.match(text):
        return ()
    keys: dict[str, None] = {}
    for key in _candidates(text):
        if key and len(key) <= LONGEST_KEY:
            keys.setdefault(key)
        if len(keys) == MOST_KEYS:
            break
    return tuple(keys)


def _storable(payload: str) -> str:
    # A lone half of a surrogate pair cannot be stored, so it cannot be part of a code.
    return payload.encode("utf-8", "ignore").decode("utf-8").strip(_JUNK)


def _candidates(text: str) -> Iterator[str]:
    bare = _bare(text)
    plain = [*islice(_carried(bare), _MOST_CARRIED), bare, text]
    yield from plain
    for recase in (str.lower, str.upper):
        yield from (recase(key) for key in plain if len(key) <= LONGEST_KEY)


def _bare(text: str) -> str:
    """Without what scanners put in front of the content."""
    for prefix in (_AIM, _ECI):
        found = prefix.match(text)
        if found:
            text = text[found.end() :].strip(_JUNK)
    return text


def _carried(bare: str) -> Iterable[str]:
    """The codes inside a vCard or a web address."""
    if _VCARD.match(bare):
        return _of_vcard(bare)
    if _URL.match(bare):
        return _of_url(bare)
    return ()


def _of_vcard(card: str) -> Iterator[str]:
    """The first EVENTYAY profile decides, even an empty one: values are not escaped, later lines may lie."""
    for line in re.split(r"[\r\n]+", card):
        if _VCARD_END.match(line.strip()):
            return
        found = _PROFILE.fullmatch(line.strip())
        if found and _is_eventyay(found[1]):
            number = found[2].strip(_JUNK)
            if number and len(number) <= _LONGEST_ID and not set(number).intersection(_JUNK):
                yield badge_key(number)
            return


def _is_eventyay(parameters: str) -> bool:
    for parameter in parameters.upper().split(";"):
        name, _, values = parameter.partition("=")
        if name.strip() == "TYPE" and "EVENTYAY" in (value.strip(' "') for value in values.split(",")):
            return True
    return False


def _of_url(address: str) -> Iterator[str]:
    try:
        parts = urlsplit(address)
    except ValueError:  # such as a bracket that is never closed
        return
    telling, others = _parameters(parts)
    yield from telling
    yield from _last_segment(parts.path)
    yield from others
    yield from _last_segment(parts.fragment)


def _parameters(parts: SplitResult) -> tuple[list[str], list[str]]:
    telling: list[str] = []
    others: list[str] = []
    for parameter in re.split("[&;]", parts.query, maxsplit=_MOST_PARAMETERS)[:_MOST_PARAMETERS]:
        name, _, value = parameter.partition("=")
        is_telling = unquote_plus(name).strip().lower() in _TELLING_NAMES
        (telling if is_telling else others).append(unquote_plus(value).strip(_JUNK))
    return telling, others


def _last_segment(path: str) -> Iterator[str]:
    segments = [segment for segment in path.rsplit("/", 3) if segment]
    if segments:
        yield unquote(segments[-1]).strip(_JUNK)
