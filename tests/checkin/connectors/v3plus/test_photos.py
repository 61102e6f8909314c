"""Photos of speakers, fetched from a practice portal; and those beside the list of attendees."""

from pathlib import Path

import pytest

from checkin.connectors.protocol import KeepsPhotos
from checkin.connectors.v3plus.connector import V3PlusConnector
from checkin.connectors.v3plus.people import speakers
from checkin.connectors.v3plus.resources import Presenter
from checkin.errors import RejectedError
from checkin.practice.portraits import portrait
from checkin.practice.v3plus import V3PlusPractice
from tests.checkin.connectors.stand_ins import answering, http_answer, misbehaving
from tests.checkin.connectors.v3plus.builders import connected


def photos(portal: V3PlusPractice, connector: V3PlusConnector) -> dict[str, str]:
    pages = connector.pull(portal.main_event, since=None, resume=None)
    return {one.platform_id: one.photo for page in pages for one in page.attendees}


def test_a_speakers_photo_is_fetched_and_no_token_goes_along(
    portal: V3PlusPractice, connector: V3PlusConnector
) -> None:
    found = photos(portal, connector)

    assert (found["presenter:4"], found["affiliate:1"]) == ("", "")
    assert connector.photo(found["presenter:1"]) == portrait(1)
    assert portal.portal.hits[-1] == "GET /storage/photos/1.jpg?"
    assert isinstance(connector, KeepsPhotos)


def test_one_on_another_server_is_fetched_without_telling_who_asks(connector: V3PlusConnector) -> None:
    with misbehaving(answering(http_answer("200 OK", b"photo"))) as cdn:
        assert connector.photo(f"{cdn.url}/ada.jpg") == b"photo"

    assert b"token" not in cdn.requests[0].lower()


def test_one_that_is_not_there_is_said(connector: V3PlusConnector) -> None:
    with pytest.raises(RejectedError, match="404"):
        connector.photo("/storage/photos/ada.jpg")


@pytest.mark.parametrize("address", ["beside:list.csv", "BESIDE:list.csv"])
def test_the_portal_cannot_name_files_of_this_computer(address: str) -> None:
    (speaker,) = speakers([Presenter(id="1", photo=address)])

    assert speaker.photo == ""


def test_one_beside_the_list_of_attendees_is_taken_from_there(portal: V3PlusPractice, tmp_path: Path) -> None:
    (tmp_path / "ada.jpg").write_bytes(b"ada")
    connector = connected(portal)

    assert connector.photo("beside:ada.jpg") == b"ada"
    connector.close()
