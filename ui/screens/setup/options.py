"""What stands to choose from in the first step: the platforms, and practice."""

from dataclasses import dataclass

from checkin.model.platform import PlatformForm, SetupField, SetupKind

PRACTICE = "practice"
"""The choice that is no platform."""

REHEARSAL = "rehearsal"
"""What is asked of whoever wants to practise: with which platform."""

_FIRST = "open_event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A platform one may choose, or practice; `also` is a word or two below its name."""

    id: str
    label: str
    also: str
    description: str


PRACTISE = Option(
    id=PRACTICE,
    label="Practise",
    also="with a made-up event",
    description="Nothing to sign in to. Invented attendees, a real desk: try everything, break nothing.",
)


def option(form: PlatformForm) -> Option:
    """The name in two lines where it has something in brackets at its end."""
    name, bracket, rest = form.label.partition(" (")
    also = rest.removesuffix(")") if bracket and rest.endswith(")") else ""
    return Option(
        id=form.platform, label=name if also else form.label, also=also, description=form.description
    )


def rehearsal_field(forms: tuple[PlatformForm, ...]) -> SetupField | None:
    """Which platform's practice it is to be; None where there is nothing to choose."""
    if len(forms) < 2:  # noqa: PLR2004  (one is no choice)
        return None
    known = {form.platform for form in forms}
    return SetupField(
        name=REHEARSAL,
        label="Practise with",
        help="Take the one you will work with: it behaves as the real one does, and can do no more.",
        kind=SetupKind.CHOICE,
        options=tuple((form.platform, form.label) for form in forms),
        preset=_FIRST if _FIRST in known else forms[0].platform,
    )
