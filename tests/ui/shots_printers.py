"""Draws printers and badges to print into PNG files: ``python -m tests.ui.shots_printers FOLDER [NAME...]``.

Not a test: people look at what it draws.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from checkin.badges.printers import Printed
from checkin.errors import BadgeError
from checkin.model.print_job import JobState, SpoolCounts
from checkin.settings import PrinterChoice, PrinterKind
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.printers.printing_app import (
    BROTHER,
    LASER,
    OUT_OF_PAPER,
    SILENT,
    ZEBRA,
    PrintingApp,
    with_printers,
)
from tests.ui.screens.spool.waiting_badges import (
    LEFT,
    NO_PAPER,
    SpoolingApp,
    a_bad_morning,
    a_job,
    with_badges,
)
from tests.ui.screens.spool.waiting_badges import (
    SILENT as FELL_SILENT,
)
from ui import theme
from ui.main_window import MainWindow, Place
from ui.screens.print_sign import print_sign
from ui.screens.printers.trying import Fix
from ui.screens.printers.view import PrintersView
from ui.screens.settings.view import PRINTERS, SettingsView
from ui.screens.spool.choosing import Deed
from ui.screens.spool.view import SpoolView
from ui.tasks import Ask

LONG = (
    "Maximiliana Constanze Theodora Wilhelmine von Wolfeschlegelsteinhausenbergerdorff-Schmidt zu "
    "Donaudampfschiff"
)
ARABIC, CHINESE = "محمد بن موسى الخوارزمي أبو عبد الله البغدادي", "欧阳娜娜 张伟明 司马相如"
SIZES = ((1366, 768), (1100, 660))


# -- printers -------------------------------------------------------------------------------------


def _printers(app: PrintingApp, ask: Ask = ask_at_once) -> PrintersView:
    view = PrintersView(app.as_app(), ask=ask)
    view.begin()
    return view


def _three() -> PrintingApp:
    app = with_printers(ZEBRA, BROTHER, LASER)
    app.states = {"VIP": OUT_OF_PAPER, "Office_Laser": SILENT}
    app.change_settings(printer_of_type={"VIP": "VIP"})
    return app


def _fresh() -> QWidget:
    return _printers(with_printers(PrinterChoice()))


def _asking() -> QWidget:
    return _printers(_three(), LaterAsk())


def _long() -> QWidget:
    name = f"The printer beside the {LONG} desk"
    app = with_printers(
        ZEBRA.model_copy(update={"name": name, "address": f"{'very-' * 20}long.example.org"}),
        PrinterChoice(folder=f"/srv/{'/'.join(['badges of the congress'] * 8)}"),
    )
    app.states = {name: BadgeError(f"{name} is off, or out of reach. Switch it on and look at its cable.")}
    app.types = (LONG, ARABIC, CHINESE)
    return _printers(app)


def _removing() -> QWidget:
    view = _printers(_three())
    view.ask_remove("VIP")
    return view


def _changed() -> QWidget:
    view = _printers(_three())
    view.presenter.print_type_on("Speaker", "VIP")
    return view


def _adding(kind: PrinterKind = PrinterKind.SYSTEM) -> PrintersView:
    view = _printers(_three())
    view.presenter.editing.add()
    view.presenter.editing.choose_kind(kind)
    return view


def _adding_without_queues() -> QWidget:
    app = _three()
    app.trouble["printers"] = BadgeError("This computer has no printing service (lpstat is not there).")
    view = _printers(app)
    view.presenter.editing.add()
    return view


def _fault() -> QWidget:
    view = _adding(PrinterKind.ZPL)
    view.presenter.editing.go_on()
    return view


def _check() -> QWidget:
    app = _three()
    view = _printers(app)
    app.states["Left desk"] = OUT_OF_PAPER
    view.presenter.editing.edit("Left desk")
    view.presenter.editing.check()
    return view


def _before_the_test() -> QWidget:
    view = _printers(_three())
    view.presenter.editing.edit("Left desk")
    view.presenter.editing.go_on()
    return view


def _test(app: PrintingApp | None = None, called: str = "Left desk") -> PrintersView:
    view = _printers(app or _three())
    view.presenter.editing.try_out(called)
    return view


def _testing() -> QWidget:
    ask = LaterAsk()
    view = _printers(_three(), ask)
    view.presenter.editing.try_out("Left desk")
    while len(ask) > 1:  # the page itself is still on its way
        ask.answer_next()
    return view


def _test_failed() -> QWidget:
    app = _three()
    app.spool.trouble = BadgeError("Left desk is off, or out of reach. Switch it on and look at its cable.")
    return _test(app)


def _test_unconfirmed() -> QWidget:
    app = _three()
    app.spool.came = Printed(where="Left desk", confirmed=False)
    return _test(app)


def _test_moved() -> QWidget:
    view = _test()
    view.presenter.editing.move(1.5, -2)
    view.presenter.editing.trying.fix(Fix.CUT_OFF)
    return view


def _test_folder() -> QWidget:
    app = with_printers(PrinterChoice())
    app.spool.came = Printed(where="badges", path=Path("/home/desk/badges/test-page.pdf"))
    return _test(app, PrinterChoice().called)


# -- badges to print ------------------------------------------------------------------------------


def _spool(app: SpoolingApp) -> SpoolView:
    view = SpoolView(app.as_app(), ask=ask_at_once, rest_ms=0)
    view.begin()
    return view


def _doubtful() -> QWidget:
    names = ("Dorothy Vaughan", "Annie Easley", "Hedy Lamarr")
    return _spool(
        with_badges(
            *(a_job(at, name, JobState.DOUBTFUL, words=FELL_SILENT) for at, name in enumerate(names, 1)),
            a_job(9, "Ada Lovelace", JobState.PRINTED),
        )
    )


def _ticked() -> QWidget:
    view = _doubtful()
    if isinstance(view, SpoolView):
        view.doubted.all.box.click()
    return view


def _all_came_out() -> QWidget:
    view = _doubtful()
    if isinstance(view, SpoolView):
        view.doubted.all.box.click()
        view.doubted.deeds[Deed.AGAIN].click()
    return view


def _some_ticked() -> QWidget:
    view = _out_of_paper()
    if isinstance(view, SpoolView):
        for line in list(next(iter(view.lanes.cards.values())).lines.values())[1:4]:
            line.tick.click()
    return view


def _fine() -> QWidget:
    names = ("Ada Lovelace", "Grace Hopper", "Katherine Johnson", "Mary Jackson")
    return _spool(
        with_badges(
            a_job(1, "Dorothy Vaughan", JobState.PRINTING),
            *(a_job(at, name, JobState.PRINTED) for at, name in enumerate(names, 2)),
        )
    )


def _out_of_paper() -> QWidget:
    stuck = (a_job(at, f"Person Number{at}", words=NO_PAPER) for at in range(1, 60))
    return _spool(with_badges(*stuck))


def _one_printer() -> QWidget:
    return _spool(with_badges(a_job(1, "Ada Lovelace", words=NO_PAPER), printers=(LEFT,)))


def _again() -> QWidget:
    view = _spool(a_bad_morning())
    next(iter(view.recent.cards.values())).again.click()
    return view


def _long_names() -> QWidget:
    states = (JobState.DOUBTFUL, JobState.FAILED, JobState.WAITING, JobState.PRINTED)
    jobs = [
        a_job(3 * at + of, name, state, words=FELL_SILENT if state is not JobState.PRINTED else "")
        for at, state in enumerate(states)
        for of, name in enumerate((LONG, ARABIC, CHINESE))
    ]
    return _spool(with_badges(*jobs))


def _trouble() -> QWidget:
    app = a_bad_morning()
    view = _spool(app)
    app.spool.trouble = BadgeError("There is no printer VIP here. Choose another one.")
    next(iter(view.lanes.cards.values())).move_all.menu().actions()[0].trigger()
    return view


def _settings() -> QWidget:
    app = _three()
    view, printers = SettingsView(app.as_app(), ask=ask_at_once), _printers(app)
    view.add_page(PRINTERS, printers, lambda: None)
    view.begin()
    return view


def _settings_printers() -> QWidget:
    view = _settings()
    if isinstance(view, SettingsView):
        view.show_page(PRINTERS)
    return view


SHOTS: dict[str, Callable[[], QWidget]] = {
    "settings-printers": _settings_printers,
    "settings-equipment": _settings,
    "printers": lambda: _printers(_three()),
    "printers-fresh": _fresh,
    "printers-asking": _asking,
    "printers-long": _long,
    "printers-removing": _removing,
    "printers-changed": _changed,
    "printer-adding": _adding,
    "printer-adding-zebra": lambda: _adding(PrinterKind.ZPL),
    "printer-adding-brother": lambda: _adding(PrinterKind.BROTHER_QL),
    "printer-adding-receipt": lambda: _adding(PrinterKind.ESC_POS),
    "printer-adding-network": lambda: _adding(PrinterKind.IPP),
    "printer-adding-folder": lambda: _adding(PrinterKind.FOLDER),
    "printer-adding-none": _adding_without_queues,
    "printer-fault": _fault,
    "printer-check": _check,
    "printer-test-before": _before_the_test,
    "printer-test-printing": _testing,
    "printer-test": _test,
    "printer-test-failed": _test_failed,
    "printer-test-unconfirmed": _test_unconfirmed,
    "printer-test-moved": _test_moved,
    "printer-test-folder": _test_folder,
    "badges": lambda: _spool(a_bad_morning()),
    "badges-empty": lambda: _spool(with_badges()),
    "badges-fine": _fine,
    "badges-doubtful": _doubtful,
    "badges-doubtful-ticked": _ticked,
    "badges-doubtful-asked": _all_came_out,
    "badges-out-of-paper": _out_of_paper,
    "badges-out-of-paper-ticked": _some_ticked,
    "badges-one-printer": _one_printer,
    "badges-again": _again,
    "badges-long": _long_names,
    "badges-trouble": _trouble,
}

_ENTRIES = (
    ("scan", "Check-in"),
    ("people", "Attendees"),
    ("badge", "Badges"),
    ("sync", "Sync"),
    ("gear", "Settings"),
)


def _framed(name: str, view: QWidget) -> MainWindow:
    of = "Badges" if name.startswith("badges") else "Settings"
    window = MainWindow(
        [
            Place(key=text.casefold(), sign=sign, label=text, view=view if text == of else QWidget())
            for sign, text in _ENTRIES
        ]
    )
    window.go(of.casefold())
    window.show_printing(print_sign(SpoolCounts(waiting=2, stuck=1, failed=1, doubtful=1)))
    return window


def _draw(folder: Path, name: str, size: tuple[int, int], appearance: str) -> None:
    window = _framed(name, SHOTS[name]())
    window.resize(*size)
    window.show()
    loop = QEventLoop()
    QTimer.singleShot(60, loop.quit)
    loop.exec()
    window.grab().save(str(folder / f"{name}-{appearance}-{size[0]}x{size[1]}.png"))
    window.close()


def main(folder: Path, wanted: list[str]) -> None:
    """Draw all, or those whose names begin so."""
    qt = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for appearance in ("light", "dark"):
        theme.apply(qt, appearance)
        for name in (one for one in SHOTS if not wanted or one.startswith(tuple(wanted))):
            for size in SIZES:
                _draw(folder, name, size, appearance)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
