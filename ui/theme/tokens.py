"""The look as values: colours, spacing, radii, type."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of one appearance, as ``#rrggbb``.

    Attributes:
        background, surface, sunken: the window, what lies on it, what is let into it.
        line: separates; never the only sign of anything. edge: the outline of what can be typed into.
        yes, no, ask: full-bleed answers; `on_*` is what is written on them.
        yes_soft, no_soft, ask_soft: quiet grounds of the same meaning; `*_text` is written on them.
        rail: the navigation bar.
    """

    background: str
    surface: str
    sunken: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    accent_strong: str
    on_accent: str
    accent_soft: str
    accent_text: str
    focus: str
    yes: str
    on_yes: str
    yes_soft: str
    yes_text: str
    no: str
    on_no: str
    no_soft: str
    no_text: str
    ask: str
    on_ask: str
    ask_soft: str
    ask_text: str
    rail: str
    rail_hover: str
    rail_chosen: str
    on_rail: str
    rail_muted: str


LIGHT = Palette(
    background="#f3f5f9",
    surface="#ffffff",
    sunken="#e9edf3",
    line="#dbe1e9",
    edge="#75839a",
    text="#131c2b",
    muted="#526076",
    accent="#2558d9",
    accent_strong="#1b46b4",
    on_accent="#ffffff",
    accent_soft="#e6edfd",
    accent_text="#1f4cbf",
    focus="#2558d9",
    yes="#0c7a47",
    on_yes="#ffffff",
    yes_soft="#e0f4e8",
    yes_text="#0a6239",
    no="#b5241f",
    on_no="#ffffff",
    no_soft="#fbe9e7",
    no_text="#9a1d18",
    ask="#f6bb2b",
    on_ask="#281b00",
    ask_soft="#fff2d3",
    ask_text="#694700",
    rail="#121c2e",
    rail_hover="#1d2a41",
    rail_chosen="#2a3b5a",
    on_rail="#ffffff",
    rail_muted="#b3c0d4",
)

DARK = Palette(
    background="#0f151e",
    surface="#18212d",
    sunken="#111925",
    line="#2b3746",
    edge="#70809a",
    text="#ebf0f7",
    muted="#a3b1c4",
    accent="#82a9ff",
    accent_strong="#a3c0ff",
    on_accent="#08173a",
    accent_soft="#1d2d4f",
    accent_text="#a9c4ff",
    focus="#82a9ff",
    yes="#10804b",
    on_yes="#ffffff",
    yes_soft="#122f21",
    yes_text="#79dda6",
    no="#c2332c",
    on_no="#ffffff",
    no_soft="#3a1917",
    no_text="#ffaca5",
    ask="#f6bb2b",
    on_ask="#281b00",
    ask_soft="#372a0a",
    ask_text="#ffd672",
    rail="#0a0f17",
    rail_hover="#161f2d",
    rail_chosen="#22304a",
    on_rail="#ffffff",
    rail_muted="#a3b1c4",
)


class Space:
    """Distances in logical pixels, multiples of four."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32


class Radius:
    """How round corners are."""

    S = 6
    M = 10
    L = 16


class TypeSize:
    """The type scale in logical pixels."""

    SMALL = 13
    BODY = 15
    LEAD = 17
    HEADING = 20
    TITLE = 28
    WORD = 40
    NAME = 56


TOUCH = 44
"""The least height and width of anything meant to be touched."""


class Tone(StrEnum):
    """What something says at a glance; always shown with a shape or a word as well."""

    IDLE = "idle"
    YES = "yes"
    NO = "no"
    ASK = "ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A colour and what can be written on it."""

    fill: str
    ink: str


def loud(palette: Palette, tone: Tone) -> Ground:
    """The full-bleed ground of a tone, readable from across the desk."""
    match tone:
        case Tone.YES:
            return Ground(fill=palette.yes, ink=palette.on_yes)
        case Tone.NO:
            return Ground(fill=palette.no, ink=palette.on_no)
        case Tone.ASK:
            return Ground(fill=palette.ask, ink=palette.on_ask)
        case Tone.IDLE:
            return Ground(fill=palette.surface, ink=palette.text)


def soft(palette: Palette, tone: Tone) -> Ground:
    """The quiet ground of a tone, for lists and notes."""
    match tone:
        case Tone.YES:
            return Ground(fill=palette.yes_soft, ink=palette.yes_text)
        case Tone.NO:
            return Ground(fill=palette.no_soft, ink=palette.no_text)
        case Tone.ASK:
            return Ground(fill=palette.ask_soft, ink=palette.ask_text)
        case Tone.IDLE:
            return Ground(fill=palette.sunken, ink=palette.muted)


def tone_icon(tone: Tone) -> str:
    """The shape that says the tone without its colour."""
    match tone:
        case Tone.YES:
            return "check-circle"
        case Tone.NO:
            return "cross-octagon"
        case Tone.ASK:
            return "alert-triangle"
        case Tone.IDLE:
            return "scan"


def contrast(first: str, second: str) -> float:
    """The WCAG contrast ratio of two ``#rrggbb`` colours, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(channel: float) -> float:
    threshold, exponent = 0.04045, 2.4
    return channel / 12.92 if channel <= threshold else ((channel + 0.055) / 1.055) ** exponent
