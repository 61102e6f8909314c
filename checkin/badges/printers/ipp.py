"""Badges on a printer in the network that takes whole documents, without the system's printing service."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from typing_extensions import override

from checkin.badges.printers.ipp_service import IppService, JobReport
from checkin.badges.printers.patience import Patience
from checkin.badges.printers.placing import page_sizes, placed
from checkin.badges.printers.protocol import Printed, Printer, PrinterState
from checkin.badges.printers.pwg import PWG, pwg_raster
from checkin.badges.printers.trouble import LOOK, STANDS, Trouble, state_of, unsure
from checkin.errors import BadgeError, BadgeRefusedError, PrintUncertainError
from checkin.settings import PrinterChoice

if TYPE_CHECKING:
    import httpx

_PDF = "application/pdf"
_GLANCES_WITHIN = 1.2


class IppPrinter(Printer):
    """Prints at exactly the badge's size, and watches the job until it is done.

    What is not out by the time patience ends is taken back, so that no second badge comes out when it is
    printed again.

    Args:
        choice: its address, and how badges lie on the paper.
        client: makes what requests go through.
    """

    def __init__(
        self,
        choice: PrinterChoice,
        *,
        patience: Patience | None = None,
        client: "Callable[[], httpx.Client] | None" = None,
    ) -> None:
        self._choice = choice
        self._called = choice.called
        self._service = IppService(choice.address, choice.called, client)
        self._patience = patience or Patience()

    @override
    def print(self, pdf: bytes, name: str) -> Printed:
        """Print one badge and wait until the printer says that it is out.

        Raises:
            PrintUncertainError: it was sent, and the printer did not say what became of it.
            BadgeRefusedError: the printer cannot print such a badge; why.
            BadgeError: it did not come out, for something that passes.
        """
        kind = self._kind()
        pages = placed(pdf, self._choice)
        sizes = page_sizes(pages)
        size = sizes[0]
        if not self._service.takes(name, kind, size):
            raise BadgeRefusedError(
                f"{self._called} has no paper of {size[0]:.0f} by {size[1]:.0f} mm. Load it and set its size "
                f"there, or choose another template. {STANDS}"
            )
        document = pages if kind == _PDF else pwg_raster(pages, self._choice.dpi)
        job = self._service.submit(document, name, kind, size)
        self._watch(job, len(sizes))
        return Printed(where=self._called, job=str(job))

    @override
    def state(self) -> PrinterState:
        """What the printer says."""
        try:
            return state_of(self._service.printer(_GLANCES_WITHIN).troubles, self._called)
        except BadgeError:
            return state_of([Trouble.OFFLINE], self._called)

    def _kind(self) -> str:
        """In which form it wants the badge, if it wants any now."""
        printer = self._service.printer()
        if printer.troubles:
            raise BadgeError(printer.troubles[0].nothing_came(self._called))
        if not printer.accepts:
            raise BadgeError(Trouble.PAUSED.nothing_came(self._called))
        kind = next((kind for kind in (_PDF, PWG) if kind in printer.formats), None)
        if kind is None:
            raise BadgeRefusedError(
                f"{self._called} takes no PDF and no raster. Use it as a printer of this computer. {STANDS}"
            )
        return kind

    def _watch(self, job: int, pages: int) -> None:
        troubles: tuple[Trouble, ...] = ()
        has_begun, well_at = True, 0.0
        for gone in self._patience.looks():
            report, troubles = self._looked_at(job, troubles)
            if report is not None and report.is_over:
                return self._require_done(report, troubles, may_be_there=report.has_begun)
            has_begun = report is None or report.has_begun
            well_at = well_at if troubles else gone
            if gone - well_at > self._patience.trouble:
                break
            self._patience.pause()
        lacks_paper = pages == 1 and Trouble.PAPER_OUT in troubles
        return self._take_back(job, troubles, has_begun=has_begun, lacks_paper=lacks_paper)

    def _looked_at(
        self, job: int, before: tuple[Trouble, ...]
    ) -> tuple[JobReport | None, tuple[Trouble, ...]]:
        """How far the job is, and what keeps the printer from it; what kept it before when it is over."""
        try:
            report = self._service.job(job)
            return report, before if report.is_over else self._service.printer().troubles
        except BadgeError:
            return None, (Trouble.OFFLINE,)

    def _require_done(self, report: JobReport, troubles: tuple[Trouble, ...], *, may_be_there: bool) -> None:
        """Raise unless it came out; `may_be_there` says whether some of it may be on paper."""
        if report.is_done:
            return
        said = f" ({report.words})" if report.words else ""
        gave_up = f"{self._called} gave the badge up{said}"
        if report.is_unprintable and not report.counted:
            raise BadgeRefusedError(f"{gave_up}: it cannot print it. Choose another template. {STANDS}")
        if may_be_there or report.counted:
            doubt = f"{self._called} did not end the badge{said}; it may be on paper. {LOOK} {STANDS}"
            raise PrintUncertainError(troubles[0].may_be_there(self._called) if troubles else doubt)
        if troubles:
            raise BadgeError(troubles[0].nothing_came(self._called))
        raise BadgeError(f"{gave_up}. See to it. {STANDS}")

    def _take_back(
        self, job: int, troubles: tuple[Trouble, ...], *, has_begun: bool, lacks_paper: bool
    ) -> None:
        """Cancel, and believe what the printer then says.

        A job that had not begun before has not begun. That no sheet was counted is believed only of a printer
        that lacked the paper for the only one.
        """
        with suppress(BadgeError):  # such as that it is too late
            self._service.cancel(job)
        report = self._ended(job)
        if report is not None and report.is_over:
            has_none = lacks_paper and report.counted == 0
            self._require_done(report, troubles, may_be_there=has_begun and not has_none)
        else:
            words = troubles[0].may_come(self._called) if troubles else unsure(self._called)
            raise PrintUncertainError(words)

    def _ended(self, job: int) -> JobReport | None:
        """How the job ended; how it stands when it takes too long to."""
        report: JobReport | None = None
        for gone in self._patience.looks():
            report, _ = self._looked_at(job, ())
            if report is None or report.is_over or gone > self._patience.answer:
                break
            self._patience.pause()
        return report
