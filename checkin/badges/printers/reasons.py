"""What printing services say is wrong, by the keywords all of them share."""

from collections.abc import Iterable

from checkin.badges.printers.trouble import Trouble

_TROUBLES = {
    "media-empty": Trouble.PAPER_OUT,
    "media-needed": Trouble.PAPER_OUT,
    "input-tray-missing": Trouble.PAPER_OUT,
    "media-jam": Trouble.JAMMED,
    "output-area-full": Trouble.JAMMED,
    "door-open": Trouble.OPEN,
    "cover-open": Trouble.OPEN,
    "interlock-open": Trouble.OPEN,
    "toner-empty": Trouble.INK_OUT,
    "marker-supply-empty": Trouble.INK_OUT,
    "developer-empty": Trouble.INK_OUT,
    "marker-ribbon-empty": Trouble.RIBBON_OUT,
    "fuser-over-temp": Trouble.HOT,
    "cutter-jam": Trouble.CUTTER,
    "trimmer-jam": Trouble.CUTTER,
    "paused": Trouble.PAUSED,
    "moving-to-paused": Trouble.PAUSED,
    "hold-new-jobs": Trouble.PAUSED,
    "offline": Trouble.OFFLINE,
    "connecting-to-device": Trouble.OFFLINE,
    "timed-out": Trouble.OFFLINE,
    "shutdown": Trouble.OFFLINE,
}

_NO_HINDRANCE = ("-report", "-warning")
_STILL_A_HINDRANCE = {"offline-report", "connecting-to-device-report", "media-empty-warning"}
"""What printers and drivers call a mere remark although nothing prints."""

NO_LINE = frozenset({Trouble.OFFLINE})
"""With this alone, nothing of a badge has reached the printer."""


def troubles_of(reasons: Iterable[str]) -> tuple[Trouble, ...]:
    """What keeps a printer from printing; remarks that ink runs low do not.

    The first is what to see to first.
    """
    found = {_trouble(reason) for reason in reasons if _hinders(reason)}
    return tuple(trouble for trouble in Trouble if trouble in found)


def _hinders(reason: str) -> bool:
    if reason in _STILL_A_HINDRANCE:
        return True
    return reason.endswith("-error") or (reason in _TROUBLES and not reason.endswith(_NO_HINDRANCE))


def _trouble(reason: str) -> Trouble:
    keyword = reason
    for severity in ("-error", *_NO_HINDRANCE):
        keyword = keyword.removesuffix(severity)
    return _TROUBLES.get(keyword, Trouble.FAULTY)
