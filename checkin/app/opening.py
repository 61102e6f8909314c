"""From folders to an app."""

import contextlib

from checkin.app.accounts import Accounts
from checkin.app.app import App
from checkin.app.protecting import passphrase_for
from checkin.app.sole import AnotherProcessError, SoleSender
from checkin.app.training import forget_practice
from checkin.clock import Clock, SystemClock
from checkin.credentials import KeyringVault, Vault
from checkin.mirror.database import Mirror
from checkin.mirror.recoding import sweep
from checkin.paths import Folders
from checkin.settings import load, save
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
    folders.create().keep_private()
    save(settings, folders.settings)  # the station's id is made at the first start and stays
    wanted = passphrase_for(settings, folders.mirror, passphrase)
    mirror = Mirror(folders.mirror, passphrase=wanted)
    sweep(folders.mirror)
    if wanted is not None and not settings.encrypted:  # these settings never heard of it, or forgot
        settings = settings.with_changes(encrypted=True)
        save(settings, folders.settings)
    sole = SoleSender(folders.data)
    with contextlib.suppress(AnotherProcessError):  # that one may be practising just now
        sole.claim()
        forget_practice(mirror)
    sole.give_back()
    return App(
        folders=folders,
        settings=settings,
        accounts=Accounts(vault or KeyringVault(), clock, folders.data / "platforms"),
        clock=clock,
        mirror=mirror,
        schedule=schedule or Schedule(),
    )
