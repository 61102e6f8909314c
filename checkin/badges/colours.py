"""Colours as PDFs and eyes take them."""

INK = "#14181f"
PAPER = "#ffffff"
BLACK = "#000000"
"""Of codes: printers that only have black would scatter white dots over anything lighter."""

_NEARLY_BLACK = 0.04045
"""Where sRGB goes over from a straight line to a curve."""


def channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of ``"#rrggbb"``, each 0 to 1."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red / 255, green / 255, blue / 255


def contrast(one: str, other: str) -> float:
    """How well one can be read on the other: 1 (not at all) to 21 (black on white), as WCAG 2 reckons."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable_on(ground: str) -> str:
    """Ink or paper, whichever is read better on `ground`."""
    return max((PAPER, INK), key=lambda colour: contrast(colour, ground))


def _luminance(colour: str) -> float:
    red, green, blue = (
        value / 12.92 if value <= _NEARLY_BLACK else ((value + 0.055) / 1.055) ** 2.4
        for value in channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
