import httpx
import pytest

from checkin.connectors.http import Reply, refuse_server_errors, translate
from checkin.errors import ConnectorError, UnreachableError, UnreadableReplyError

FOREIGN = [
    kind
    for kind in vars(httpx).values()
    if isinstance(kind, type) and issubclass(kind, Exception) and kind.__module__.startswith("httpx")
]
NEVER_SENT = {
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
    httpx.InvalidURL,
}


def raised(kind: type[Exception]) -> Exception:
    error = kind.__new__(kind)
    Exception.__init__(error, "what happened")
    return error


def test_httpx_has_the_exceptions_we_think() -> None:
    assert len(FOREIGN) > 25


@pytest.mark.parametrize("kind", FOREIGN, ids=lambda kind: kind.__name__)
def test_every_exception_of_httpx_becomes_ours(kind: type[Exception]) -> None:
    with pytest.raises(ConnectorError) as caught, translate("test", writes=True):
        raise raised(kind)

    assert isinstance(caught.value, UnreachableError | UnreadableReplyError)
    assert caught.value.may_have_landed is (kind not in NEVER_SENT)
    assert caught.value.__cause__ is not None


def test_a_question_never_leaves_anything_in_doubt() -> None:
    with pytest.raises(UnreachableError) as caught, translate("test", writes=False):
        raise httpx.ReadTimeout("")

    assert not caught.value.may_have_landed
    assert "in time" in str(caught.value)


def test_a_certificate_that_proves_nothing_is_called_so() -> None:
    with pytest.raises(UnreachableError, match="could not prove"), translate("test", writes=True):
        raise httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed certificate")


def test_a_server_that_failed_may_have_done_it() -> None:
    with pytest.raises(UnreachableError) as caught:
        refuse_server_errors(Reply(platform="test", status=503, body=b"", writes=True))

    assert caught.value.may_have_landed


def test_a_server_that_failed_and_asks_for_patience_is_heard() -> None:
    with pytest.raises(UnreachableError) as caught:
        refuse_server_errors(Reply(platform="test", status=503, body=b"", writes=True, retry_after=40.0))

    assert caught.value.retry_after == 40


def test_other_answers_pass() -> None:
    refuse_server_errors(Reply(platform="test", status=422, body=b""))
