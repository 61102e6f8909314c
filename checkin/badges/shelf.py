"""The templates there are to choose from: those that come with the app, and one's own in a folder."""

import contextlib
import os
import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from filelock import FileLock

from checkin.badges.template import BadgeTemplate, template_from, template_text
from checkin.badges.template_files import text_of
from checkin.errors import BadgeError
from checkin.paths import PRIVATE, make_private_folder, private_opener, resource, settle

DEFAULT = "default"
"""The name of the template badges are printed from where nobody chose another; it is always there."""

_SUFFIX = ".json"
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_NAME = 60
_LONGEST_TITLE = 100
_PATIENCE = 5.0
"""Seconds another process of this computer may take to write."""

_NOT_ON_WINDOWS = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A template on the shelf.

    Attributes:
        name: what settings know it by; never changes.
        title: what people know it as.
        bundled: it comes with the app, so it can be duplicated but neither changed nor removed.
        fault: why badges cannot be printed from it; empty for a sound one.
    """

    name: str
    title: str
    bundled: bool
    fault: str = ""


class Shelf:
    """All templates, each a JSON file. Any thread and any process may call it.

    Files are read anew each time, so that what somebody puts into the folder by hand is there at once. A file
    of one's own that is called like one that comes with the app is listed with that fault, and not used.

    Args:
        folder: of one's own templates; made when the first is kept.
        bundled: of those that come with the app.
    """

    def __init__(self, folder: Path, bundled: Path | None = None) -> None:
        self._folder = folder
        self._bundled = bundled or resource("badges")
        self._turn = threading.Lock()

    def all(self) -> tuple[Kept, ...]:
        """Every template, broken ones too: the default first, then those of the app, then one's own.

        Raises:
            BadgeError: the folder of one's own cannot be looked into.
        """
        ours = [self._kept(name, file, bundled=True) for name, file in _files(self._bundled).items()]
        own = [self._kept(name, file, bundled=False) for name, file in self._own().items()]
        ours.sort(key=lambda kept: (kept.name != DEFAULT, kept.title.casefold()))
        own.sort(key=lambda kept: (kept.title.casefold(), kept.name))
        return (*ours, *own)

    def get(self, name: str) -> BadgeTemplate:
        """One template.

        Raises:
            BadgeError: there is none of that name, or it is not right; the text names each fault.
        """
        return self._read(name)[0]

    def save(self, name: str, template: BadgeTemplate) -> None:
        """Replace one of one's own, whole or not at all; one that was removed meanwhile is there again.

        Raises:
            BadgeError: it comes with the app, it cannot be called that, or it cannot be written.
        """
        self._require_own(name)
        with self._alone("saved"):
            file = self._own().get(name)
            if file is None:
                file = self._file_for(name)
            _replace(file, template_text(template))

    def add(self, template: BadgeTemplate) -> str:
        """Keep a new template; its title gets a number where another has the same. Returns its name.

        Raises:
            BadgeError: it cannot be written.
        """
        with self._alone("saved"):
            titles = {kept.title.casefold() for kept in self.all()}
            title = next(one for one in _numbered(template.name, " ({})") if one.casefold() not in titles)
            taken = {taken.casefold() for taken in (*_files(self._bundled), *self._own())}
            name = next(one for one in _numbered(_name_from(title), "-{}") if one not in taken)
            named = template if title == template.name else template.model_copy(update={"name": title})
            _replace(self._file_for(name), template_text(named))
        return name

    def duplicate(self, name: str) -> str:
        """Keep a copy of a template, to be changed. Returns the copy's name.

        Raises:
            BadgeError: there is none of that name, it is not right, or the copy cannot be written.
        """
        template = self.get(name)
        return self.add(template.model_copy(update={"name": _shortened(template.name, " (copy)")}))

    def remove(self, name: str) -> None:
        """Delete one of one's own; it may be a broken one.

        Raises:
            BadgeError: it comes with the app, there is none of that name, or it cannot be deleted.
        """
        self._require_own(name)
        with self._alone("removed"):
            file = self._own().get(name)
            if file is None:
                raise _missing(name)
            file.unlink()

    def take_in(self, file: Path) -> str:
        """Keep a copy of a template from elsewhere. Returns its name here.

        Raises:
            BadgeError: the file is no template, the text says why not; or it cannot be read or kept.
        """
        return self.add(template_from(text_of(file), file.name))

    def give_out(self, name: str, file: Path) -> None:
        """Write a template to a file, whole or not at all, over one that is there.

        One that is not right goes out as it is, so that it can be mended elsewhere.

        Raises:
            BadgeError: there is none of that name, it cannot be read, or the file cannot be written.
        """
        text = text_of(self._found(name))
        with _written_to(file.parent, "saved"):
            _replace(file, text, private=False)

    def _kept(self, name: str, file: Path, *, bundled: bool) -> Kept:
        try:
            template, _ = self._read(name)
        except BadgeError as error:
            return Kept(name=name, title=file.stem, bundled=bundled, fault=str(error))
        return Kept(name=name, title=template.name, bundled=bundled)

    def _read(self, name: str) -> tuple[BadgeTemplate, str]:
        """A template and how it is written. Only files that were found are opened, whatever `name` says."""
        file = self._found(name)
        if file.name == name:  # see `_own`
            raise BadgeError(
                f"The badge template {file.name} is called like one that comes with the app. "
                "Give the file another name."
            )
        text = text_of(file)
        return template_from(text, file.name), text

    def _found(self, name: str) -> Path:
        """The file of a template. Raises BadgeError where there is none."""
        file = _files(self._bundled).get(name) or self._own().get(name)
        if file is None:
            raise _missing(name)
        return file

    def _own(self) -> Mapping[str, Path]:
        """One's own files by the names of their templates.

        What is called like a template of the app goes by its whole file name, so that it can be told apart.
        """
        bundled = {name.casefold() for name in _files(self._bundled)}
        found = _files(self._folder)
        return {(file.name if name.casefold() in bundled else name): file for name, file in found.items()}

    def _require_own(self, name: str) -> None:
        if name in _files(self._bundled):
            raise BadgeError(
                f"The badge template {name} comes with the app and stays as it is. "
                "Duplicate it, and change the copy."
            )

    def _file_for(self, name: str) -> Path:
        """Where a template that has no file yet is kept."""
        if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME or name in _NOT_ON_WINDOWS:
            raise BadgeError("A badge template's name is made of small letters, digits and hyphens.")
        return self._folder / f"{name}{_SUFFIX}"

    @contextlib.contextmanager
    def _alone(self, what: str) -> Iterator[None]:
        """One thread and one process writes at a time."""
        with self._turn, _written_to(self._folder, what):
            make_private_folder(self._folder)
            with FileLock(
                self._folder.with_name(f"{self._folder.name}.lock"), timeout=_PATIENCE, mode=PRIVATE
            ):
                yield


def _files(folder: Path) -> dict[str, Path]:
    """The JSON files of a folder by their names without suffix; none where there is no folder."""
    try:
        found = sorted(folder.iterdir())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise BadgeError(
            f"The badge templates in {folder} cannot be looked at: {error.strerror or error}."
        ) from error
    return {file.stem: file for file in found if file.suffix == _SUFFIX and not file.name.startswith(".")}


@contextlib.contextmanager
def _written_to(folder: Path, what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BadgeError(
            f"The badge template could not be {what} in {folder}: {error.strerror or error}. "
            "What was there before is still there."
        ) from error


def _replace(file: Path, text: str, *, private: bool = True) -> None:
    """Put a text in a file's place when all of it is on the disk. Raises OSError if it never gets there."""
    draft = file.with_name(f".{file.stem}-{os.getpid()}.part")
    try:
        with open(draft, "w", encoding="utf-8", opener=private_opener if private else None) as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    settle(file.parent)


def _missing(name: str) -> BadgeError:
    return BadgeError(f"There is no badge template called {name!r}. Choose another one in the settings.")


def _name_from(title: str) -> str:
    """What a title becomes in plain letters, such as ``"badge-a6"``."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    name = "-".join(re.findall("[a-z0-9]+", plain))[: _LONGEST_NAME - 10].strip("-")
    return name if name and name not in _NOT_ON_WINDOWS else f"badge-{name}".strip("-")


def _numbered(text: str, number: str) -> Iterator[str]:
    """The text, then the text with 2, 3 and so on."""
    yield text
    for further in count(2):
        yield _shortened(text, number.format(further))


def _shortened(title: str, end: str) -> str:
    return title[: _LONGEST_TITLE - len(end)] + end
