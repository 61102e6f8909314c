"""The second decoder: slower, reads through glare and damage; a system library that may be missing."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from ctypes import c_char_p, c_void_p, string_at
from ctypes import cast as pointer_to
from types import ModuleType
from typing import Any, cast

from checkin.scanner.decoded import UNKNOWN_PART, Corners, Decoded, Frame, Symbology, text_of

_GREY = 808466521  # the four letters "Y800"
# pyzbar's list ends before this switch: bytes come out as they are, instead of guessed into Shift-JIS.
_BINARY = 4
_EVERY_SYMBOL = 0
_PART = 1
_CODES = {Symbology.QR: 64, Symbology.CODE_128: 128, Symbology.CODE_39: 39}
_SYMBOLOGIES = {number: symbology for symbology, number in _CODES.items()}


def bindings() -> ModuleType:
    """What pyzbar itself calls the library with; importing them loads the library."""
    from pyzbar import wrapper  # noqa: PLC0415 - the library may be missing

    return cast(ModuleType, wrapper)


def find_zbar(load: Callable[[], ModuleType] = bindings) -> "Zbar | None":
    """The decoder, or None where its library is not installed or not for this processor."""
    try:
        return Zbar(load())
    except (ImportError, OSError):
        return None


class Zbar:
    """The zbar library, reached through pyzbar's own bindings."""

    def __init__(self, library: ModuleType) -> None:
        self._lib: Any = library

    def read(self, grey: Frame, symbologies: Collection[Symbology]) -> tuple[Decoded, ...]:
        """Every code in a grey picture of the kinds that zbar knows."""
        wanted = [_CODES[symbology] for symbology in symbologies if symbology in _CODES]
        if not wanted:
            return ()
        pixels = grey.tobytes()
        with self._scanner(wanted) as scanner, self._image(grey.shape[1], grey.shape[0]) as image:
            self._lib.zbar_image_set_data(image, pointer_to(c_char_p(pixels), c_void_p), len(pixels), None)
            self._lib.zbar_scan_image(scanner, image)
            return tuple(self._symbols(image))

    @contextmanager
    def _scanner(self, wanted: Collection[int]) -> Iterator[object]:
        # One that is kept for long grows, so each picture gets its own.
        scanner = self._lib.zbar_image_scanner_create()
        try:
            self._lib.zbar_image_scanner_set_config(
                scanner, _EVERY_SYMBOL, self._lib.ZBarConfig.CFG_ENABLE, 0
            )
            for number in wanted:
                self._lib.zbar_image_scanner_set_config(scanner, number, self._lib.ZBarConfig.CFG_ENABLE, 1)
                self._lib.zbar_image_scanner_set_config(scanner, number, _BINARY, 1)
            yield scanner
        finally:
            self._lib.zbar_image_scanner_destroy(scanner)

    @contextmanager
    def _image(self, width: int, height: int) -> Iterator[object]:
        image = self._lib.zbar_image_create()
        try:
            self._lib.zbar_image_set_format(image, _GREY)
            self._lib.zbar_image_set_size(image, width, height)
            yield image
        finally:
            self._lib.zbar_image_destroy(image)

    def _symbols(self, image: object) -> Iterator[Decoded]:
        symbol = self._lib.zbar_image_first_symbol(image)
        while symbol:
            kind = symbol.contents.type
            raw = string_at(
                self._lib.zbar_symbol_get_data(symbol), self._lib.zbar_symbol_get_data_length(symbol)
            )
            yield Decoded(
                payload=text_of(raw),
                raw=raw,
                symbology=_SYMBOLOGIES.get(kind, Symbology.QR),
                corners=self._corners(symbol),
                part_of=UNKNOWN_PART if kind == _PART else None,
            )
            symbol = self._lib.zbar_symbol_next(symbol)

    def _corners(self, symbol: object) -> Corners:
        return tuple(
            (self._lib.zbar_symbol_get_loc_x(symbol, index), self._lib.zbar_symbol_get_loc_y(symbol, index))
            for index in range(self._lib.zbar_symbol_get_loc_size(symbol))
        )
