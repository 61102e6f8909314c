import pytest

from checkin.badges.printers import Readiness
from checkin.badges.printers.brother_ql import STATUS, BrotherQl
from checkin.badges.printers.raw import RawPrinter
from checkin.badges.printers.snmp import asked
from checkin.errors import BadgeError, PrintUncertainError
from checkin.settings import PrinterChoice
from tests.checkin.badges.examples import CODE
from tests.checkin.badges.printers.network import LABEL, SHORT, listening, read_on
from tests.checkin.badges.printers.private_cups import free_port
from tests.fakes.printers.agent import an_agent, reply
from tests.fakes.printers.brother import Brother

CHOICE = PrinterChoice.model_validate({"kind": "brother_ql", "name": "Front desk", "address": "127.0.0.1"})


def answered(value: bytes, *, error: int = 0) -> bytes:
    with an_agent(lambda question: reply(question, value, error=error)) as port:
        return asked("127.0.0.1", STATUS, within=2, port=port)


def a_printer(address: str, port: int) -> RawPrinter:
    """A printer that takes badges at its address and says how it is at another port."""
    return RawPrinter(
        BrotherQl(CHOICE),
        address=address,
        called="Front desk",
        patience=SHORT,
        beside=lambda: asked("127.0.0.1", STATUS, within=1, port=port),
    )


def test_what_is_asked_for_is_named_as_the_standard_writes_names() -> None:
    heard: list[bytes] = []

    def listen(question: bytes) -> bytes:
        heard.append(question)
        return reply(question, b"well")

    with an_agent(listen) as port:
        assert asked("127.0.0.1", STATUS, within=2, port=port) == b"well"
    assert bytes.fromhex("060e 2b06010401 9303 03030901060100 0500") in heard[0]


def test_long_answers_are_read() -> None:
    assert answered(b"x" * 700) == b"x" * 700


def test_an_answer_that_is_an_error_says_nothing() -> None:
    assert answered(b"no such name", error=2) == b""


@pytest.mark.parametrize("answer", [b"", b"\x30", b"\x30\x02\x02\x01", b"\xff" * 40, b"\x30\x03\x02\x01\x00"])
def test_answers_that_are_none_say_nothing(answer: bytes) -> None:
    with an_agent(lambda _: answer) as port:
        assert asked("127.0.0.1", STATUS, within=0.3, port=port) == b""


def test_where_nobody_answers_nothing_is_said() -> None:
    assert asked("127.0.0.1", STATUS, within=0.2, port=free_port()) == b""
    assert asked("no such host.invalid", STATUS, within=0.2) == b""


def test_a_printer_that_is_silent_on_its_line_says_beside_it_that_the_badge_is_out() -> None:
    brother = Brother(62)
    with (
        listening(brother, is_silent=True) as address,
        an_agent(lambda question: reply(question, brother.status_beside())) as port,
    ):
        printed = a_printer(address, port).print(LABEL, "42")
        assert a_printer(address, port).state().readiness is Readiness.READY
    assert printed.confirmed
    assert read_on(brother.tray.taken()) == [CODE]


def test_a_printer_that_says_beside_its_line_what_is_in_it_gets_nothing_that_does_not_fit() -> None:
    brother = Brother(29)
    with (
        listening(brother, is_silent=True) as address,
        an_agent(lambda question: reply(question, brother.status_beside())) as port,
        pytest.raises(BadgeError, match="has a roll of 29 mm"),
    ):
        a_printer(address, port).print(LABEL, "42")


def test_paper_that_ends_is_said_beside_the_line() -> None:
    brother = Brother(62, stops_after=0)
    with (
        listening(brother, is_silent=True) as address,
        an_agent(lambda question: reply(question, brother.status_beside())) as port,
        pytest.raises(PrintUncertainError, match="Paper is out in Front desk"),
    ):
        a_printer(address, port).print(LABEL, "42")
