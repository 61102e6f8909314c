"""How it stands with the platform, in words: a pure function, shown on every screen."""

from dataclasses import dataclass, replace

from ui.screens.health import APART, Health, SyncState
from ui.theme.tokens import Tone
from ui.wording import MAY_NEED_ROLE, as_sentence, is_about_rights


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How it stands.

    Attributes:
        sign, tone, word: for the badge that is always in sight.
        banner: what everybody should read now; empty when all is well.
        action: what the banner's button says, empty for no button.
        leads_to: the screen the button leads to.
        health: the whole state in words, a line for each thing to say.
    """

    sign: str
    tone: Tone
    word: str
    waiting: int = 0
    parked: int = 0
    banner: str = ""
    action: str = ""
    leads_to: str = "sync"
    health: str = ""


def standing(status: SyncState, *, tells: bool = True, health: Health | None = None) -> Standing:
    """Say how it stands.

    Args:
        status: what the app says of its sync.
        tells: whether the platform is told of check-ins at all.
        health: the whole state, where it is known; a door that does not work outweighs everything.
    """
    stands = _of_sync(status, tells=tells)
    if health is None:
        return stands
    if not health.door_works:
        return replace(
            stands,
            sign="cross-octagon",
            tone=Tone.NO,
            word="Not working",
            banner=f"{health.line.split(APART)[0]}. {_NOBODY}",
            action="&Look",
            health=_lines(health),
        )
    tone = health.tone if stands.tone is Tone.YES else stands.tone
    return replace(stands, tone=tone, parked=health.to_look_at, health=_lines(health))


def _lines(health: Health) -> str:
    return health.line.replace(APART, "\n")


def _of_sync(status: SyncState, *, tells: bool) -> Standing:
    counts = status.counts
    if not tells and not status.sign_in_needed and not counts.parked:
        return Standing(sign="check-circle", tone=Tone.IDLE, word="Kept here", waiting=counts.waiting)
    if status.sign_in_needed and is_about_rights(status.reason):
        return Standing(
            sign="key",
            tone=Tone.ASK,
            word="Not allowed",
            waiting=counts.waiting,
            parked=counts.parked,
            banner=f"{as_sentence(status.reason)} {MAY_NEED_ROLE} {_kept(counts.waiting)}",
            action="&Look",
        )
    if status.sign_in_needed:
        return Standing(
            sign="key",
            tone=Tone.ASK,
            word="Sign in",
            waiting=counts.waiting,
            parked=counts.parked,
            banner=f"The platform asks to sign in again. {_kept(counts.waiting)}",
            action="&Sign in",
        )
    if not status.online:
        return Standing(
            sign="cloud-off",
            tone=Tone.ASK,
            word="Offline",
            waiting=counts.waiting,
            parked=counts.parked,
            banner=f"No connection. {_kept(counts.waiting)}",
        )
    return Standing(
        sign="cloud-check",
        tone=Tone.ASK if counts.parked else Tone.YES,
        word="Online",
        waiting=counts.waiting,
        parked=counts.parked,
        banner=_to_look_at(counts.parked),
        action="&Look" if counts.parked else "",
    )


_NOBODY = "Nobody is checked in until that is mended."
_LEAD = "the desk lead should look."


def _kept(waiting: int) -> str:
    kept = "Check-ins go on and are kept here"
    things = "1 thing waits" if waiting == 1 else f"{waiting:,} things wait"  # badges printed among them
    return f"{kept}: {things} to be sent." if waiting else f"{kept}."


def _to_look_at(parked: int) -> str:
    match parked:
        case 0:
            return ""
        case 1:
            return f"The platform did not take one of the things it was told. It is kept here; {_LEAD}"
        case many:
            return f"The platform did not take {many:,} things it was told. They are kept here; {_LEAD}"
