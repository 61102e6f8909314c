"""Photos of attendees: answers to a question for a file, kept behind the sign-in of the platform's API."""

import re
from collections.abc import Iterable, Mapping

from checkin.connectors.http import PhotoFiles, Reply
from checkin.connectors.pretix.rows import Position, Question
from checkin.connectors.pretix.session import Session, segment
from checkin.errors import CredentialsError, RejectedError

_FILE = "F"
_MEANS_PHOTO = re.compile(
    r"photo|foto|portr[aä]i?t|portrét|headshot|picture|lichtbild|passbild|profilbild|avatar|retrato|ritratto",
    re.IGNORECASE,
)
_UNAUTHORISED, _FORBIDDEN = 401, 403


def asking_for_photos(questions: Iterable[Question]) -> Mapping[str, str]:
    """The identifiers of the questions for a file that are called like a photo, by their numbers."""
    return {
        one.id: one.identifier
        for one in questions
        if one.type == _FILE and (_MEANS_PHOTO.search(one.question) or _MEANS_PHOTO.search(one.identifier))
    }


def address_of(position: Position, asking: Mapping[str, str]) -> str:
    """Where the photo of a position is: the answer's own address, and the question's identifier behind it."""
    found = (
        f"{answer.answer}#{asking[answer.question]}"
        for answer in position.answers
        if answer.question in asking and answer.answer.startswith(("https://", "http://"))
    )
    return next(found, "")


class Photos:
    """Fetches them.

    Args:
        session: who asks.
        files: the requests.
    """

    def __init__(self, session: Session, files: PhotoFiles) -> None:
        self._session = session
        self._files = files

    def fetch(self, address: str) -> bytes:
        """The file; see `checkin.connectors.protocol.KeepsPhotos`.

        A device that may not read answers may read what badges show of them, such as with the profile
        “pretixSCAN”; the address of that needs the question's identifier.
        """
        answer, _, identifier = address.partition("#")
        reply = self._asked(answer)
        above, answers, _ = answer.rpartition("answer/")
        if reply.status == _FORBIDDEN and answers and identifier:
            reply = self._asked(f"{above}pdf_image/{segment(f'question_{identifier}')}/")
        if reply.status == _UNAUTHORISED:
            raise CredentialsError(reply.platform, "The platform does not know this device any more.")
        if not reply.is_good:
            raise RejectedError(reply.platform, f"The photo cannot be had (status {reply.status}).")
        return reply.body

    def _asked(self, address: str) -> Reply:
        return self._files.ours(address, self._session.fetch)
