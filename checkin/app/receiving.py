"""Callbacks of the connected platform: whoever calls at the secret address makes the sync look at once."""

import contextlib
from collections.abc import Iterator

from checkin.app.app import App
from checkin.app.hooks import HookReceiver, new_path
from checkin.errors import SettingsError
from checkin.model.platform import Capability

_PATH = "hooks path"


@contextlib.contextmanager
def receiving(app: App, *, path: str = "", host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """Let the sync run and receive callbacks; gives the address to tell the platform.

    Args:
        app: connected, with an event.
        path: the secret path; the one of last time, or a new one, when empty.
        host: the address to listen on.
        port: 0 for any that is free.

    Raises:
        SettingsError: the platform has no callbacks, or nobody can listen there.
        AnotherProcessError: the window of this computer is open: its sync runs there.
    """
    connection = app.settings.connection
    if connection is None or Capability.WEBHOOKS not in app.capabilities:
        raise SettingsError("The connected platform sends no callbacks.")
    memory = app.accounts.memories.of(connection)
    secret = path or memory.read(_PATH) or new_path()
    app.start_sync()
    with HookReceiver(app.accounts.hook_reader(connection), app.look, secret, host, port) as receiver:
        memory.write(_PATH, secret)
        yield receiver.url
