"""How near the page is: steps between half and four times its true size."""

LEVELS = (0.5, 0.67, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
FIT = "fit"
OFFERED = ((FIT, "Fits"), *((f"{level:g}", f"{level:.0%}") for level in LEVELS))
"""Value and words of each; 100 % is the true size."""

_NEAR = 0.005


def stepped(zoom: float, by: int) -> float:
    """The next level nearer, or farther away where `by` is negative."""
    if by > 0:
        return next((level for level in LEVELS if level > zoom + _NEAR), LEVELS[-1])
    return next((level for level in reversed(LEVELS) if level < zoom - _NEAR), LEVELS[0])
