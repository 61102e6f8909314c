"""Whom the app trusts with a token: nobody who cannot prove who they are, on any platform."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from checkin.clock import SystemClock
from checkin.connectors.http import Channel
from checkin.errors import SettingsError, UnreachableError
from tests.fakes.subjects import FEW, Subject, performing, with_server
from tests.faults.certificates import Authority, Proof, Terminating

WORDS = {
    Proof.WRONG_HOST: "for another name",
    Proof.EXPIRED: "has expired",
    Proof.NOT_YET: "not valid yet",
    Proof.UNKNOWN_AUTHORITY: "nobody this computer trusts",
}


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def trusting(authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """This computer trusts the authority, as one whose organiser runs a platform of their own."""
    authority.write(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return authority


@pytest.fixture(scope="module", params=with_server())
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Subject]:
    with performing(request.param, tmp_path_factory.mktemp(request.param), attendees=FEW) as running:
        yield running


@pytest.mark.parametrize("proof", WORDS)
def test_who_cannot_prove_who_they_are_hears_not_a_word(
    served: Subject, trusting: Authority, proof: Proof
) -> None:
    with Terminating(served.played.url, trusting.shown(proof)) as server:
        connector = served.through(server.url).connector()

        for ask in (connector.sign_in, connector.events):
            with pytest.raises(UnreachableError) as caught:
                ask()

            assert WORDS[proof] in str(caught.value)
            assert not caught.value.may_have_landed
    assert (server.handshakes, server.heard) == (0, b"")


def test_who_proves_who_they_are_is_told_everything(served: Subject, trusting: Authority) -> None:
    with Terminating(served.played.url, trusting.shown(Proof.RIGHT)) as server:
        connector = served.through(server.url).connector()

        connector.sign_in()

        connector.close()
    assert server.handshakes > 0
    assert any(secret.encode() in server.heard for secret in served.secrets.values())


def test_what_is_trusted_by_nobodys_word_is_refused_in_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "nowhere.pem"))

    with pytest.raises(SettingsError, match="SSL_CERT_FILE"):
        Channel("fake", "https://127.0.0.1:1", SystemClock())


def test_a_name_nobody_knows_is_a_network_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    channel = Channel("fake", "https://platform.invalid", SystemClock())

    with pytest.raises(UnreachableError) as caught:
        channel.send("POST", "/", headers={})

    channel.close()
    assert "name cannot be found" in str(caught.value)
    assert not caught.value.may_have_landed
