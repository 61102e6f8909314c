"""The kinds of printers in the words people have for them, and what each kind has to be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from checkin.badges.printers import brother_ql, esc_pos
from checkin.settings import PrinterChoice, PrinterKind, PrinterPaper

Options = tuple[tuple[str, str], ...]
"""Value and words of what can be chosen."""


class Trait(StrEnum):
    """One thing a printer is told; the words of `PrinterChoice`, where it has them."""

    QUEUE = "queue"
    ADDRESS = "address"
    FOLDER = "folder"
    MODEL = "model"
    DPI = "dpi"
    TURN = "turn"
    DARKNESS = "darkness"
    PAPER = "paper"
    CUT = "cut"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWords:
    """A kind of printer in words.

    Attributes:
        title: what people call it.
        about: when it is the right one.
        hint: of the address.
        traits: what it has to be told, beyond what all are.
        models, papers: what can be chosen of them.
        resolutions: dots an inch there are, the usual one first.
    """

    title: str
    about: str
    sign: str = "printer"
    hint: str = ""
    traits: frozenset[Trait] = frozenset()
    models: Options = ()
    papers: Options = ()
    resolutions: tuple[int, ...] = ()


KINDS: Mapping[PrinterKind, KindWords] = {
    PrinterKind.SYSTEM: KindWords(
        title="Printer of this computer",
        about="Whatever is in this computer\N{RIGHT SINGLE QUOTATION MARK}s own printer settings, at a cable "
        "or in the network. When in doubt, this one.",
        traits=frozenset({Trait.QUEUE, Trait.TURN}),
    ),
    PrinterKind.IPP: KindWords(
        title="Network printer (IPP)",
        about="In the network, without installing anything: most office printers since 2012.",
        hint="192.168.1.20 or ipp://printer.local/ipp/print",
        traits=frozenset({Trait.ADDRESS, Trait.TURN}),
    ),
    PrinterKind.ZPL: KindWords(
        title="Zebra label printer",
        about="A Zebra, or another that understands ZPL, in the network. With a USB cable, install it in "
        "this computer and choose the first.",
        hint="192.168.1.20",
        traits=frozenset({Trait.ADDRESS, Trait.DPI, Trait.TURN, Trait.DARKNESS, Trait.PAPER, Trait.CUT}),
        resolutions=(203, 300, 600),
        papers=(
            (PrinterPaper.AS_LOADED, "As the printer is set"),
            (PrinterPaper.LABELS, "Labels with gaps between them"),
            (PrinterPaper.ROLL, "A roll without gaps"),
        ),
    ),
    PrinterKind.BROTHER_QL: KindWords(
        title="Brother QL label printer",
        about="A Brother QL with paper rolls, in the network.",
        hint="192.168.1.20",
        traits=frozenset({Trait.ADDRESS, Trait.MODEL, Trait.TURN, Trait.PAPER, Trait.CUT}),
        models=(("", "Another, or not known"), *((name, name) for name in brother_ql.MODELS)),
        papers=(
            (PrinterPaper.AS_LOADED, "The printer says itself"),
            (PrinterPaper.LABELS, "Labels, already cut"),
            (PrinterPaper.ROLL, "A roll"),
            (PrinterPaper.RED_ROLL, "The roll for black and red"),
        ),
    ),
    PrinterKind.ESC_POS: KindWords(
        title="Receipt printer (ESC/POS)",
        about="The kind that prints receipts, in the network; badges on a paper roll.",
        hint="192.168.1.20",
        traits=frozenset({Trait.ADDRESS, Trait.MODEL, Trait.DPI, Trait.TURN, Trait.DARKNESS, Trait.CUT}),
        resolutions=(203, 180),
        models=tuple((width, f"Paper of {width}") for width in esc_pos.MODELS),
    ),
    PrinterKind.FOLDER: KindWords(
        title="PDF folder",
        about="No printer: each badge becomes a PDF file, for a print service or for later.",
        sign="folder",
        traits=frozenset({Trait.FOLDER}),
    ),
}
"""In the order they are offered."""


def name_of(choice: PrinterChoice) -> str:
    """What a printer is called, as a heading."""
    called = choice.called
    return f"{called[:1].upper()}{called[1:]}"


def place_of(choice: PrinterChoice, own_folder: str) -> str:
    """Where a printer is, as far as its name does not say it."""
    match choice.kind:
        case PrinterKind.FOLDER:
            return choice.folder or own_folder
        case PrinterKind.SYSTEM:
            return choice.queue
        case _:
            return choice.address
