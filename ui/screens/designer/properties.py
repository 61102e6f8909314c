"""What can be set, as values a form is made of; what they mean is said where they are made."""

from dataclasses import dataclass

Options = tuple[tuple[str, str], ...]
"""Value and words of each choice."""

Value = str | float | bool
"""What a person set: words and choices are text."""


DIFFERENT = "?"
"""The value of a choice or colour that is not the same in all that is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number with its unit; `differs` where it is not the same in all that is chosen."""

    key: str
    label: str
    value: float
    least: float = 0
    most: float = 1000
    step: float = 0.5
    unit: str = "mm"
    decimals: int = 2
    differs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of several."""

    key: str
    label: str
    options: Options
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Something typed; several lines where `lines`."""

    key: str
    label: str
    value: str
    hint: str = ""
    lines: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Yes or no; `differs` where it is not the same in all that is chosen."""

    key: str
    label: str
    value: bool
    differs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """A colour: one of the options, or ``"#rrggbb"``."""

    key: str
    label: str
    options: Options
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """A picture to choose on this computer."""

    key: str
    label: str
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something to do at once; a button with the sign, and with the label where it says so in `words`."""

    key: str
    label: str
    sign: str
    value: str = ""
    words: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something to know."""

    key: str
    label: str
    value: str = ""


Property = Number | Choice | Words | Tick | Ink | PictureFile | Act | Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Things that belong together; each of `lines` stands side by side."""

    title: str
    lines: tuple[tuple[Property, ...], ...]
