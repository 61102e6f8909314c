"""A passphrase for the mirror: what it takes to open it, to set one, and to take it away."""

from collections.abc import Callable
from pathlib import Path

from checkin.app.sole import SoleSender
from checkin.errors import PassphraseError, SettingsError
from checkin.mirror import cipher
from checkin.mirror.recoding import recode
from checkin.paths import Folders
from checkin.settings import Settings, load, save

VARIABLE = "CHECKIN_PASSPHRASE"
"""The environment variable that says the passphrase where nobody can be asked."""


def passphrase_for(settings: Settings, mirror: Path, passphrase: str | None) -> str | None:
    """What to open the mirror with: the passphrase where one protects it, None where none does.

    Raises:
        PassphraseError: it takes one, and none was said.
        NoCipherError: it takes one, and this computer lacks what reads it.
        MirrorError: it should take one, and lies there open.
    """
    if not settings.encrypted and not cipher.is_encrypted(mirror):
        return None
    cipher.refuse_plain(mirror)
    cipher.driver()
    if not passphrase:
        raise PassphraseError(f"{mirror} is protected by a passphrase. Say it when asked, or in {VARIABLE}.")
    return passphrase


def encrypt(folders: Folders, passphrase: str) -> None:
    """Let a passphrase protect the mirror from now on; it is not kept anywhere.

    Raises:
        SettingsError: one does already.
        AnotherProcessError: a window is open.
        MirrorError: it did not work; everything is as it was.
    """
    settings = load(folders.settings)
    if cipher.is_encrypted(folders.mirror):
        raise SettingsError("The mirror is encrypted already. To choose another passphrase: passphrase")
    _alone(folders, lambda: recode(folders.mirror, None, passphrase))
    save(settings.with_changes(encrypted=True), folders.settings)


def decrypt(folders: Folders, passphrase: Callable[[], str]) -> None:
    """Let no passphrase protect the mirror any more; `passphrase` is asked where there is something to read.

    Raises:
        PassphraseError: it is not the one.
        AnotherProcessError: a window is open.
        MirrorError: it did not work; everything is as it was.
    """
    settings = load(folders.settings)
    if cipher.is_encrypted(folders.mirror):
        _alone(folders, lambda: recode(folders.mirror, passphrase(), None))
    elif not settings.encrypted:
        raise SettingsError("The mirror is not encrypted.")
    save(settings.with_changes(encrypted=False), folders.settings)


def change_passphrase(folders: Folders, before: str, after: str) -> None:
    """Let another passphrase protect the mirror from now on.

    Raises:
        SettingsError: none does.
        PassphraseError: `before` is not the one.
        AnotherProcessError: a window is open.
        MirrorError: it did not work; everything is as it was.
    """
    if not cipher.is_encrypted(folders.mirror):
        raise SettingsError("The mirror is not encrypted. To choose a passphrase: checkin encrypt")
    _alone(folders, lambda: recode(folders.mirror, before, after))


def _alone(folders: Folders, work: Callable[[], None]) -> None:
    folders.create().keep_private()
    sole = SoleSender(folders.data)
    sole.claim()
    try:
        work()
    finally:
        sole.give_back()
