"""From folders to an app."""

import contextlib
import sqlite3
from dataclasses import replace
from functools import partial
from pathlib import Path

from checkin.app.accounts import Accounts
from checkin.app.app import App
from checkin.app.in_use import InUse, in_our_words
from checkin.app.mending import Mending
from checkin.app.protecting import passphrase_for
from checkin.app.sole import AnotherProcessError, SoleSender
from checkin.app.soundness import Opened, Soundness
from checkin.app.training import forget_practice
from checkin.clock import Clock, SystemClock
from checkin.credentials import KeyringVault, Vault
from checkin.errors import SettingsError
from checkin.mirror import cipher
from checkin.mirror.database import Mirror
from checkin.mirror.recoding import sweep
from checkin.paths import Folders
from checkin.settings import Settings, load, save
from checkin.sync.cycle import Schedule


def open_app(
    folders: Folders,
    *,
    vault: Vault | None = None,
    clock: Clock | None = None,
    schedule: Schedule | None = None,
    passphrase: str | None = None,
) -> App:
    """Read the settings and open the mirror.

    `passphrase` is what protects the mirror, where one does; else it is not looked at.

    Raises:
        SettingsError: the settings are damaged.
        PassphraseError: the mirror is protected by a passphrase, and this is not it.
        NoCipherError: the mirror is protected by a passphrase, and this computer lacks what reads it.
        MirrorError: the mirror cannot be opened.
    """
    clock = clock or SystemClock()
    settings = load(folders.settings)
    with in_our_words(folders.data):
        folders.create().keep_private()
    if load(folders.settings) != settings:  # the station's id is made at the first start and stays
        with in_our_words(folders.settings):
            _save(settings, folders)
    wanted = passphrase_for(settings, folders.mirror, passphrase)
    in_use = InUse(folders.data)
    with in_use.opening():
        mending = Mending(
            folders=folders,
            settings=settings,
            open_mirror=lambda path: Mirror(path, passphrase=wanted),
            connect=None if wanted is None else partial(_read, passphrase=wanted),
        )
        opened = Soundness(mending=mending, in_use=in_use, now=clock.now()).open()
        try:
            in_use.enter()
            opened = replace(opened, settings=_made_ready(opened, folders, is_protected=wanted is not None))
            app = App(
                folders=folders,
                opened=opened,
                accounts=Accounts(vault or KeyringVault(), clock, folders.data / "platforms"),
                clock=clock,
                schedule=schedule or Schedule(),
            )
        except BaseException:  # whoever mends the file may have to move it
            opened.mirror.close()
            in_use.leave()
            raise
    if not opened.is_checked:
        app.look_over()
    return app


def _made_ready(opened: Opened, folders: Folders, *, is_protected: bool) -> Settings:
    """Nothing of a passphrase that was being changed is left, nor of practising."""
    sweep(folders.mirror)
    settings = opened.settings
    if is_protected and not settings.encrypted:  # these settings never heard of it, or forgot
        settings = settings.with_changes(encrypted=True)
        save(settings, folders.settings)
    sole = SoleSender(folders.data)
    with contextlib.suppress(AnotherProcessError):  # that one may be practising just now
        sole.claim()
        forget_practice(opened.mirror)
    sole.give_back()
    return settings


def _save(settings: Settings, folders: Folders) -> None:
    try:
        save(settings, folders.settings)
    except SettingsError as error:
        if isinstance(error.__cause__, OSError):
            raise error.__cause__ from error
        raise


def _read(path: Path, *, passphrase: str) -> sqlite3.Connection:
    return cipher.connect(path, cipher.key_for(path, passphrase), isolation_level=None)
