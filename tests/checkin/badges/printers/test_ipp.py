import ssl
import struct
from pathlib import Path

import pytest
import trustme

from checkin.badges.printers import Readiness, chosen
from checkin.badges.printers.ipp import IppPrinter
from checkin.badges.printers.ipp_message import Tag
from checkin.badges.printers.patience import Patience
from checkin.badges.render import render_badge
from checkin.errors import BadgeError, BadgeRefusedError, PrintUncertainError
from checkin.settings import PrinterChoice
from tests.checkin.badges.examples import CODE, a_badge, page_size_mm
from tests.checkin.badges.printers.network import LABEL, SHORT, a_label, likeness, read_on, unrolled
from tests.checkin.badges.printers.private_cups import PrivateCups, free_port
from tests.fakes.printers.listening import SocketPrinter
from tests.fakes.printers.office import (
    ABORTED,
    CANCEL,
    CANCELLED,
    DONE,
    HELD,
    JOB,
    PENDING,
    PRINT,
    PRINTER,
    PROCESSING,
    VALIDATE,
    Office,
    at_the_office,
)

BOTTOMLESS = b"\x34\x00\x01a\x00\x00" + b"\x34\x00\x00\x00\x00" * 5000
"""Something within something within something."""


def a_choice(address: str, **changes: object) -> PrinterChoice:
    return PrinterChoice.model_validate({"kind": "ipp", "address": address, "name": "Front desk", **changes})


def printer_at(address: str, patience: Patience = SHORT) -> IppPrinter:
    return IppPrinter(a_choice(address), patience=patience)


def test_a_badge_is_printed_at_its_size_and_watched_until_it_is_out(tmp_path: Path) -> None:
    office = Office(jobs=(PENDING, PROCESSING, PROCESSING, DONE))
    with at_the_office(office) as address:
        printed = chosen(a_choice(address), tmp_path).print(LABEL, "42")

    assert office.documents.get(timeout=5) == ("application/pdf", "42", LABEL)
    assert (printed.where, printed.job, printed.confirmed) == ("Front desk", "7", True)
    job = next(asked for asked in office.asked if asked.status == PRINT).group(Tag.JOB)
    assert job["media-col"] == [{"media-size": {"x-dimension": 6200, "y-dimension": 10000}}]
    assert job["print-scaling"] == ["none"]


def test_a_printer_that_takes_no_pdf_gets_raster(tmp_path: Path) -> None:
    office, both = (
        Office(formats=("image/pwg-raster",)),
        render_badge(a_label(back=a_label().front), a_badge()),
    )
    with at_the_office(office) as address:
        chosen(a_choice(address, dpi=300), tmp_path).print(both, "42")
    kind, _, raster = office.documents.get(timeout=5)
    assert kind == "image/pwg-raster"
    assert struct.unpack_from(">III", raster, 4 + 452) == (2, 1, 1)
    assert likeness(unrolled(raster), both, 300) > 99
    assert read_on(unrolled(raster, page=1)) == [CODE]


def test_a_badge_is_turned_and_moved_as_the_settings_say(tmp_path: Path) -> None:
    office = Office()
    with at_the_office(office) as address:
        chosen(a_choice(address, turn=90, right=1), tmp_path).print(LABEL, "42")
    assert page_size_mm(office.documents.get(timeout=5)[2]) == pytest.approx((100, 62), abs=0.01)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("media-empty-error", "Paper is out in Front desk. Load paper"),
        ("media-needed", "Paper is out in Front desk. Load paper"),
        ("media-empty-warning", "Paper is out in Front desk. Load paper"),
        ("door-open-error", "Front desk is open. Close it"),
        ("cover-open", "Front desk is open. Close it"),
        ("toner-empty-error", "Ink or toner is used up in Front desk. Put in a new cartridge"),
        ("media-jam-error", "Paper is stuck in Front desk. Take it out"),
        ("offline-report", "Front desk is off, or out of reach. Switch it on"),
        ("spool-area-full-error", "Front desk reports a fault. Look at its lights"),
    ],
)
def test_nothing_is_sent_to_a_printer_that_cannot_print(reason: str, words: str) -> None:
    office = Office(reasons=("toner-low-warning", reason))
    with at_the_office(office) as address:
        with pytest.raises(BadgeError, match=words) as caught:
            printer_at(address).print(LABEL, "42")
        state = printer_at(address).state()
    assert not isinstance(caught.value, PrintUncertainError)
    assert state.readiness is Readiness.TROUBLE
    assert state.words.startswith(words)
    assert office.documents.empty()


def test_a_printer_that_is_stopped_without_a_reason_is_paused() -> None:
    with at_the_office(Office(state=5)) as address:
        assert printer_at(address).state().words.startswith("Front desk is paused")


def test_a_printer_that_only_runs_low_is_ready() -> None:
    with at_the_office(Office(reasons=("toner-low-warning", "media-low-report"))) as address:
        assert printer_at(address).state().readiness is Readiness.READY


@pytest.mark.parametrize(
    ("office", "words"),
    [
        (Office(accepts=0), "Front desk is paused"),
        (Office(formats=("image/urf",)), "takes no PDF and no raster"),
        (Office(lacks_paper=True), "Front desk has no paper of 62 by 100 mm. Load it and set its size"),
        (
            Office(refuses="Busy with itself."),
            r"did not take the badge: Busy with itself\. The check-in stands",
        ),
        (Office(http=401), "asks for a name and a password"),
        (Office(http=404), r"answers something else \(404\)"),
        (Office(answer=b"<html>"), "off, or out of reach"),
        (Office(answer=b"\x02\x00\x00\x00\x00\x00\x00\x01\x04\x23\x00\x99"), "off, or out of reach"),
        (Office(answer=b"\x02\x00\x00\x00\x00\x00\x00\x01\x04" + BOTTOMLESS), "off, or out of reach"),
        (Office(breaks_on=PRINTER), "off, or out of reach"),
        (Office(breaks_on=VALIDATE), "off, or out of reach"),
    ],
)
def test_what_was_not_taken_did_not_come_out(office: Office, words: str) -> None:
    with at_the_office(office) as address, pytest.raises(BadgeError, match=words) as caught:
        printer_at(address).print(LABEL, "42")
    assert not isinstance(caught.value, PrintUncertainError)
    assert office.documents.empty()


def test_paper_that_ends_before_the_badge_is_out_takes_the_badge_back() -> None:
    office = Office(jobs=(PROCESSING,), reasons_of_job=("media-empty-error",))
    with (
        at_the_office(office) as address,
        pytest.raises(BadgeError, match=r"Paper is out .* Load paper\. The check-in") as caught,
    ):
        printer_at(address).print(LABEL, "42")
    assert not isinstance(caught.value, PrintUncertainError)
    assert CANCEL in [asked.status for asked in office.asked]


@pytest.mark.parametrize("state", [PENDING, HELD])
def test_a_badge_that_only_waits_is_taken_back(state: int) -> None:
    office = Office(jobs=(state,), sheets=None)
    with at_the_office(office) as address, pytest.raises(BadgeError) as caught:
        printer_at(address, Patience(silence=0.2, every=0.05)).print(LABEL, "42")
    assert CANCEL in [asked.status for asked in office.asked]
    assert not isinstance(caught.value, PrintUncertainError)


@pytest.mark.parametrize("status", [0x0404, 0x0502, 0x0506, 0x0507])
def test_a_printer_that_declines_a_badge_does_not_have_it(status: int) -> None:
    with (
        at_the_office(Office(stumbles=(200, status))) as address,
        pytest.raises(BadgeError, match="did not take the badge") as raised,
    ):
        printer_at(address).print(LABEL, "42")
    assert not isinstance(raised.value, PrintUncertainError)


@pytest.mark.parametrize(
    "office",
    [
        Office(jobs=(CANCELLED,), sheets=1),
        Office(jobs=(ABORTED,), sheets=None),
        Office(jobs=(ABORTED,)),
        Office(jobs=(PROCESSING, CANCELLED)),
        Office(jobs=(PROCESSING,)),
        Office(jobs=(PROCESSING,), reasons_of_job=("media-jam-error",)),
        Office(jobs=(PROCESSING,), sheets=1, reasons_of_job=("media-empty-error",)),
        Office(jobs=(PROCESSING,), sheets=None, reasons_of_job=("media-empty-error",)),
        Office(jobs=(PENDING,), sheets=1),
        Office(jobs=(ABORTED,), sheets=1, why=("document-format-error",)),
        Office(jobs=(PROCESSING,), cancels_to=None),
        Office(jobs=(PROCESSING,), cancels_to=PROCESSING),
        Office(jobs=(PROCESSING,), cancels_to=PROCESSING, reasons_of_job=("media-empty-error",)),
        Office(breaks_on=PRINT),
        Office(names_no_job=True),
        Office(stumbles=(500, 0)),
        Office(stumbles=(504, 0)),
        *(Office(stumbles=(200, status)) for status in (0x0500, 0x0504, 0x0505, 0x0508)),
        Office(breaks_on=JOB),
    ],
)
def test_what_may_have_come_out_is_said_so(office: Office) -> None:
    with (
        at_the_office(office) as address,
        pytest.raises(PrintUncertainError, match="Look there before it is"),
    ):
        printer_at(address, Patience(silence=0.4, trouble=0.1, every=0.05)).print(LABEL, "42")


def test_a_job_that_is_done_came_out_of_a_printer_that_never_counts() -> None:
    with at_the_office(Office(jobs=(PROCESSING, DONE), sheets=0)) as address:
        assert printer_at(address).print(LABEL, "42").confirmed


def test_of_two_sides_one_may_be_out_when_paper_ends_though_none_was_counted() -> None:
    office = Office(jobs=(PROCESSING,), sheets=0, reasons_of_job=("media-empty-error",))
    both = render_badge(a_label(back=a_label().front), a_badge())
    with (
        at_the_office(office) as address,
        pytest.raises(PrintUncertainError, match=r"Paper is out .* was taken back, and may be on paper"),
    ):
        printer_at(address, Patience(silence=0.4, trouble=0.1, every=0.05)).print(both, "42")


def test_a_badge_that_comes_out_while_it_is_taken_back_came_out() -> None:
    office = Office(jobs=(PROCESSING,), cancels_to=DONE)
    with at_the_office(office) as address:
        printed = printer_at(address, Patience(silence=0.2, every=0.05)).print(LABEL, "42")
    assert printed.confirmed


def test_a_badge_the_printer_gives_up_is_said_in_its_words() -> None:
    office = Office(jobs=(PROCESSING, ABORTED), message="Cannot decode.", why=("document-format-error",))
    with (
        at_the_office(office) as address,
        pytest.raises(BadgeRefusedError, match=r"gave the badge up \(Cannot decode\): it cannot print it"),
    ):
        printer_at(address).print(LABEL, "42")


@pytest.mark.parametrize(
    "office",
    [
        Office(formats=("image/urf",)),
        Office(lacks_paper=True),
        Office(stumbles=(413, 0)),
        *(Office(stumbles=(200, status)) for status in (0x0408, 0x040A, 0x040B, 0x0411)),
    ],
)
def test_what_a_printer_will_never_take_is_not_to_be_sent_again(office: Office) -> None:
    with at_the_office(office) as address, pytest.raises(BadgeRefusedError):
        printer_at(address).print(LABEL, "42")


def test_a_printer_whose_certificate_is_not_trusted_is_said() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with at_the_office(Office(), context) as address:
        printer = printer_at(f"ipps://{address}/ipp/print")
        with pytest.raises(BadgeError, match="does not trust the certificate of Front desk"):
            printer.print(LABEL, "42")


def test_a_printer_that_is_off_is_said() -> None:
    gone = printer_at(f"ipp://127.0.0.1:{free_port()}/ipp/print")
    with pytest.raises(BadgeError, match="off, or out of reach"):
        gone.print(LABEL, "42")
    assert gone.state().readiness is Readiness.TROUBLE


@pytest.mark.parametrize(
    "address", ["ftp://printer", "ipp://", "printer:99999", "ipp://:631/x", "ipp://[::1"]
)
def test_an_address_that_is_none_is_said(address: str) -> None:
    with pytest.raises(BadgeError, match="is no address of a printer"):
        printer_at(address)


@pytest.mark.parametrize("address", ["front..desk", "a\x00b", "ä" * 70])
def test_an_address_nobody_can_have_is_said_when_it_is_tried(address: str) -> None:
    printer = printer_at(address)
    assert printer.state().readiness is Readiness.TROUBLE
    with pytest.raises(BadgeError, match="is no address of a printer"):
        printer.print(LABEL, "42")


def test_a_real_service_takes_our_messages_and_prints_at_the_badges_size(
    cups: PrivateCups, paper: SocketPrinter
) -> None:
    queue = cups.add("spoken-to", paper.uri)
    printed = printer_at(f"ipp://{cups.server}/printers/{queue}", Patience()).print(LABEL, "42")
    assert printed.job.isdigit()
    assert paper.received() == LABEL


def test_a_real_service_says_how_it_is(cups: PrivateCups, paper: SocketPrinter) -> None:
    queue = cups.add("asked", paper.uri)
    printer = printer_at(f"ipp://{cups.server}/printers/{queue}")
    assert printer.state().readiness is Readiness.READY
    cups.command("cupsdisable", queue)
    assert printer.state().words.startswith("Front desk is paused")
    with pytest.raises(BadgeError, match="Front desk is paused"):
        printer.print(LABEL, "42")


def test_a_real_service_that_reaches_no_printer_has_its_job_cancelled(cups: PrivateCups) -> None:
    queue = cups.add("out-of-reach", f"socket://127.0.0.1:{free_port()}")
    with pytest.raises(BadgeError):
        printer_at(f"ipp://{cups.server}/printers/{queue}", Patience(silence=1)).print(LABEL, "42")
    assert not cups.command("lpstat", "-o", queue)
