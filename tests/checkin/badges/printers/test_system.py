import socket
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from checkin.badges.preview import pixels
from checkin.badges.printers import Readiness, queues
from checkin.badges.printers.cups import Cups
from checkin.badges.printers.patience import Patience
from checkin.badges.printers.protocol import Printed
from checkin.badges.printers.system import SystemPrinter
from checkin.badges.render import render_badge
from checkin.badges.template import default_template
from checkin.errors import BadgeError, BadgeRefusedError, PrintUncertainError
from checkin.settings import PrinterChoice, PrinterKind
from tests.checkin.badges.examples import CODE, a_badge, decoded, page_size_mm
from tests.checkin.badges.printers.network import likeness
from tests.checkin.badges.printers.private_cups import PrivateCups, free_port
from tests.fakes.printers.listening import SocketPrinter

BADGE = render_badge(default_template(), a_badge())
LABEL = str(Path(__file__).parent / "label.ppd")


def printer_on(
    cups: PrivateCups, queue: str, patience: float = 30, closing: threading.Event | None = None
) -> SystemPrinter:
    choice = PrinterChoice(kind=PrinterKind.SYSTEM, queue=queue)
    waiting = Patience(silence=patience, closing=closing or threading.Event())
    return SystemPrinter(choice, cups=Cups(cups.server), patience=waiting)


def nowhere() -> str:
    return f"socket://127.0.0.1:{free_port()}"


def started(cups: PrivateCups, queue: str, pool: ThreadPoolExecutor) -> tuple["Future[Printed]", str]:
    """A badge that is being printed, and its job."""
    printing = pool.submit(printer_on(cups, queue).print, BADGE, "42")
    pause = threading.Event()
    while "may not exist" not in (waiting := cups.command("lpstat", "-l", "-o", queue)):
        assert not printing.done(), printing.exception()
        pause.wait(0.05)
    return printing, waiting.split()[0]


def test_a_badge_arrives_at_the_printer_byte_for_byte(cups: PrivateCups, paper: SocketPrinter) -> None:
    queue = cups.add("raw", paper.uri)
    printed = printer_on(cups, queue).print(BADGE, "42")
    assert paper.received() == BADGE
    assert (printed.where, printed.path) == ("raw", None)
    assert printed.job.startswith("raw-")


def test_a_printer_set_to_letter_paper_gets_the_badges_own_size(
    cups: PrivateCups, paper: SocketPrinter
) -> None:
    queue = cups.add("label", paper.uri, "-P", LABEL)
    printer_on(cups, queue).print(BADGE, "42")
    received = paper.received()
    assert page_size_mm(received) == pytest.approx((86, 108), abs=0.3)
    assert likeness(pixels(received, dpi=300).mean(axis=2) < 128, BADGE, 300) > 99
    assert decoded(received) == [CODE]


def test_a_stopped_printer_is_said_before_anything_is_sent(cups: PrivateCups, paper: SocketPrinter) -> None:
    queue = cups.add("stopped", paper.uri)
    cups.command("cupsdisable", "-r", "out of ribbon", queue)
    with pytest.raises(BadgeError, match=r"stopped is stopped: out of ribbon\. The check-in stands\."):
        printer_on(cups, queue).print(BADGE, "42")
    assert not cups.command("lpstat", "-W", "all", "-o", queue)


def test_a_printer_that_stops_while_printing_is_said(cups: PrivateCups) -> None:
    queue = cups.add("stopping", nowhere())
    with ThreadPoolExecutor(1) as pool:
        printing, _ = started(cups, queue, pool)
        cups.command("cupsdisable", "-r", "lid open", queue)
        with pytest.raises(BadgeError, match="did not come out of the printer stopping"):
            printing.result(20)
    assert not cups.command("lpstat", "-o", queue)


def test_a_printer_that_takes_no_jobs_is_said_in_the_services_words(
    cups: PrivateCups, paper: SocketPrinter
) -> None:
    queue = cups.add("closed", paper.uri)
    cups.command("cupsreject", queue)
    with pytest.raises(BadgeError, match=r"not accepting jobs\. The check-in stands"):
        printer_on(cups, queue).print(BADGE, "42")


def test_an_unknown_printer_is_said(cups: PrivateCups) -> None:
    with pytest.raises(BadgeError, match=r"The printer elsewhere did not take the badge: .* does not exist"):
        printer_on(cups, "elsewhere").print(BADGE, "42")


def test_an_unreachable_printer_is_said_and_the_badge_taken_back(cups: PrivateCups) -> None:
    queue = cups.add("unreachable", nowhere())
    with pytest.raises(BadgeError, match=r"\(The printer may not exist .* at this time\)") as caught:
        printer_on(cups, queue, patience=2).print(BADGE, "42")
    assert not isinstance(caught.value, BadgeRefusedError | PrintUncertainError)
    assert not cups.command("lpstat", "-o", queue)


def test_a_job_somebody_cancels_did_not_come_out(cups: PrivateCups) -> None:
    queue = cups.add("cancelled", nowhere())
    with ThreadPoolExecutor(1) as pool:
        printing, job = started(cups, queue, pool)
        cups.command("cancel", job)
        with pytest.raises(BadgeRefusedError, match="did not come out of the printer cancelled"):
            printing.result(20)


def test_a_held_job_did_not_come_out(cups: PrivateCups, paper: SocketPrinter) -> None:
    queue = cups.add("holding", paper.uri, "-o", "job-hold-until-default=indefinite")
    with pytest.raises(BadgeRefusedError, match=r"\(job-hold-until-specified\)"):
        printer_on(cups, queue).print(BADGE, "42")


@pytest.mark.parametrize("policy", ["abort-job", "retry-job"])
def test_a_badge_the_service_cannot_bring_to_the_printer_is_not_to_be_sent_again(
    cups: PrivateCups, paper: SocketPrinter, tmp_path: Path, policy: str
) -> None:
    broken = tmp_path / "broken.ppd"
    broken.write_text(Path(LABEL).read_text().replace("application/pdf 0 -", "application/pdf 0 /bin/false"))
    queue = cups.add("failing", paper.uri, "-P", str(broken), "-o", f"printer-error-policy={policy}")
    with pytest.raises(BadgeRefusedError, match="did not come out of the printer failing"):
        printer_on(cups, queue).print(BADGE, "42")


def test_nobody_waits_for_a_printer_when_the_app_closes(cups: PrivateCups) -> None:
    queue = cups.add("slow", nowhere())
    closing = threading.Event()
    closing.set()
    with pytest.raises(BadgeError, match="slow"):
        printer_on(cups, queue, closing=closing).print(BADGE, "42")


LPSTAT = """#!/bin/sh
case "$*" in
*not-completed*) printf 'desk-1 root 1024 Sun\\n\\tStatus: {status}\\n\\tAlerts: {alerts}\\n' ;;
*-p*) printf 'printer desk now printing desk-1.\\n\\tAlerts: {reasons}\\n' ;;
esac
"""


def a_desk(
    folder: Path, *, status: str = "", alerts: str = "job-printing", reasons: str = "none"
) -> SystemPrinter:
    """A queue that is for ever as its service says here."""
    scripts = {
        "lpstat": LPSTAT.format(status=status, alerts=alerts, reasons=reasons),
        "lp": "#!/bin/sh\ncat >/dev/null\necho 'request id is desk-1 (1 file(s))'\n",
        "cancel": f"#!/bin/sh\necho $1 > {folder}/cancelled\n",
    }
    for name, script in scripts.items():
        (folder / name).write_text(script)
        (folder / name).chmod(0o755)
    choice = PrinterChoice(kind=PrinterKind.SYSTEM, queue="desk", name="Front desk")
    patience = Patience(silence=1, trouble=0.2, every=0.05)
    return SystemPrinter(choice, cups=Cups(search_path=f"{folder}:/bin"), patience=patience)


def test_paper_that_ends_while_a_badge_is_printed_leaves_it_open_what_came_out(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, reasons="media-empty-error toner-low-warning")
    with pytest.raises(
        PrintUncertainError, match=r"Paper is out in Front desk\. Load paper; the badge may then"
    ):
        desk.print(BADGE, "42")
    assert (tmp_path / "cancelled").read_text() == "desk-1\n"


def test_a_badge_that_never_began_is_taken_back_with_the_printers_trouble(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, alerts="none", reasons="door-open-error")
    with pytest.raises(BadgeError, match=r"Front desk is open\. Close it\. The check-in stands") as caught:
        desk.print(BADGE, "42")
    assert not isinstance(caught.value, PrintUncertainError)


def test_what_a_printer_lacks_is_its_state(tmp_path: Path) -> None:
    state = a_desk(tmp_path, reasons="media-jam-error").state()
    assert (state.readiness, state.words) == (Readiness.TROUBLE, "Paper is stuck in Front desk. Take it out.")


def test_a_printer_that_runs_low_is_ready(tmp_path: Path) -> None:
    assert a_desk(tmp_path, reasons="toner-low-warning").state().readiness is Readiness.READY


def test_a_printing_service_that_dies_meanwhile_leaves_it_open_what_came_out(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    (tmp_path / "lpstat").write_text("#!/bin/sh\ncase $* in *-W*) exit 1;; esac\n")
    with pytest.raises(PrintUncertainError, match="Nobody knows whether the badge came out of Front desk"):
        desk.print(BADGE, "42")


def test_a_printer_that_took_a_badge_and_says_nothing_leaves_it_open_what_came_out(cups: PrivateCups) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        queue = cups.add("mute", f"socket://127.0.0.1:{mute.getsockname()[1]}")
        with pytest.raises(PrintUncertainError, match="Nobody knows whether the badge came out of mute"):
            printer_on(cups, queue, patience=1).print(BADGE, "42")
    assert not cups.command("lpstat", "-o", queue)


def test_a_stopped_printer_says_so(cups: PrivateCups, paper: SocketPrinter) -> None:
    queue = cups.add("told", paper.uri)
    assert printer_on(cups, queue).state().readiness is Readiness.READY
    cups.command("cupsdisable", "-r", "out of ribbon", queue)
    assert (
        printer_on(cups, queue).state().words.startswith("The printer told is stopped: out of ribbon. See to")
    )


def test_how_a_printer_is_where_nobody_can_be_asked_is_not_known(tmp_path: Path) -> None:
    nobody = SystemPrinter(PrinterChoice(queue="desk"), cups=Cups(search_path=str(tmp_path)))
    assert nobody.state().readiness is Readiness.UNKNOWN


def test_this_computers_printers_are_listed(
    cups: PrivateCups, paper: SocketPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    cups.add("this-computers", paper.uri)
    monkeypatch.setenv("CUPS_SERVER", cups.server)
    assert "this-computers" in queues()
