"""A close look at a mirror that was met damaged."""

from checkin.errors import MirrorDamagedError
from checkin.mirror.database import Mirror

_WORDS = "INSERT INTO attendee_search(attendee_search) VALUES ('integrity-check')"


def close_look(mirror: Mirror) -> str:
    """What is wrong with the file, its indices and the words to search for included; empty when it is sound.

    Takes several times as long as `Mirror.fault`.
    """
    try:
        with mirror.write() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
            connection.exec_driver_sql(_WORDS)
    except MirrorDamagedError as error:
        return str(error)
    return "" if found == "ok" else f"{mirror.path} is damaged: {found}"
