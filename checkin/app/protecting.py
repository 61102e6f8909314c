"""A passphrase for the mirror: what it takes to open it, to set one, and to take it away."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from checkin.app.in_use import InUse
from checkin.app.sole import SoleSender
from checkin.errors import MirrorLockedError, PassphraseError, SettingsError
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


Ask = Callable[[], str]
"""Asks a person for a passphrase, when it is known that one is needed."""


def encrypt(folders: Folders, passphrase: Ask) -> None:
    """Let a passphrase protect the mirror from now on; it is not kept anywhere.

    Raises:
        SettingsError: one does already.
        AnotherProcessError, MirrorLockedError: a window is open.
        MirrorError: it did not work; everything is as it was.
    """
    settings = load(folders.settings)
    if cipher.is_encrypted(folders.mirror):
        raise SettingsError("The mirror is encrypted already. To choose another passphrase: passphrase")
    cipher.driver()
    _alone(folders, None, passphrase())
    save(settings.with_changes(encrypted=True), folders.settings)


def decrypt(folders: Folders, passphrase: Ask) -> None:
    """Let no passphrase protect the mirror any more.

    Raises:
        PassphraseError: it is not the one.
        AnotherProcessError, MirrorLockedError: a window is open.
        MirrorError: it did not work; everything is as it was.
    """
    settings = load(folders.settings)
    if cipher.is_encrypted(folders.mirror):
        cipher.driver()
        _opened_for_good(folders, settings, passphrase())
    elif settings.encrypted:
        save(settings.with_changes(encrypted=False), folders.settings)
    else:
        raise SettingsError("The mirror is not encrypted.")


def _opened_for_good(folders: Folders, settings: Settings, passphrase: str) -> None:
    """The settings first: a file that is encrypted says so itself, but an open one would be refused."""
    save(settings.with_changes(encrypted=False), folders.settings)
    try:
        _alone(folders, passphrase, None)
    except BaseException:
        with contextlib.suppress(SettingsError):  # the next start finds out by itself
            save(settings, folders.settings)
        raise


def change_passphrase(folders: Folders, before: Ask, after: Ask) -> None:
    """Let another passphrase protect the mirror from now on.

    Raises:
        SettingsError: none does.
        PassphraseError: `before` is not the one.
        AnotherProcessError, MirrorLockedError: a window is open.
        MirrorError: it did not work; everything is as it was.
    """
    if not cipher.is_encrypted(folders.mirror):
        raise SettingsError("The mirror is not encrypted. To choose a passphrase: checkin encrypt")
    cipher.driver()
    _alone(folders, before(), after())


def _alone(folders: Folders, before: str | None, after: str | None) -> None:
    folders.create().keep_private()
    in_use, sole = InUse(folders.data), SoleSender(folders.data)
    with in_use.opening():
        sole.claim()
        try:
            if in_use.others()[0]:
                raise MirrorLockedError(
                    "Another window of this app is open. Close it, and do this once more."
                )
            recode(folders.mirror, before, after)
        finally:
            sole.give_back()
