"""The big answer: to be read from two metres, by its colour, its shape and its word."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme import Radius, Space, Tone, TypeSize, loud, palette, tone_icon
from ui.widgets.buttons import Button
from ui.widgets.labels import FitLabel, Pill, PlateLabel
from ui.widgets.signs import LOUD_INK, Sign

_FLASH_MS = 320
_FLASH = 0.55
_BUTTON = 160
_SHARES = (1.0, 0.75, 0.5, 0.25, 0.0)
"""How much of their growth the words keep while the answer is too high for the panel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something to do about it; `key` is handed back, `strong` is the one most likely wanted."""

    key: str
    label: str
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One answer.

    Attributes:
        word: the answer in two or three words.
        ticket: what kind of ticket, company: where they come from; both may be empty.
        detail: what there is to know, such as when and where they first came in.
        remark: what whoever lets them in must read; it stands out.
        advice: what to do next.
        sign: another icon than the tone's own.
    """

    tone: Tone
    word: str
    name: str = ""
    ticket: str = ""
    company: str = ""
    detail: str = ""
    remark: str = ""
    advice: str = ""
    sign: str = ""
    actions: tuple[Action, ...] = ()


class ResultPanel(QFrame):
    """Shows one `Card` at a time; a button emits `acted` with its action's key.

    When the panel is too low for all of it, first the sign goes, then word and name become smaller, then the
    rest, then the space around them; at last the company goes.
    """

    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = Card(tone=Tone.IDLE, word="")
        self._flash = 0.0
        self._sign = Sign("scan", 120)
        self._word = FitLabel(TypeSize.WORD, 26, lines=2)
        self._detail = FitLabel(TypeSize.HEADING + 2, 16, lines=3, weight=QFont.Weight.Medium)
        self._name = FitLabel(TypeSize.NAME, 22, lines=3)
        self._remark = PlateLabel(TypeSize.TITLE, 18, lines=3)
        self._ticket = Pill(self)
        self._company = FitLabel(TypeSize.HEADING, 15, lines=2, weight=QFont.Weight.Normal)
        self._advice = FitLabel(TypeSize.HEADING, 15, lines=4, weight=QFont.Weight.Medium)
        self._buttons = QHBoxLayout()
        self._shown_buttons: list[Button] = []
        self._arrange()
        self._flashing = QVariantAnimation(self, duration=_FLASH_MS, startValue=_FLASH, endValue=0.0)
        self._flashing.valueChanged.connect(self._flash_to)

    @property
    def card(self) -> Card:
        """What is shown."""
        return self._card

    def show_card(self, card: Card, *, flash: bool = True) -> None:
        """Show `card`; with `flash` it lights up for a moment, so that two alike in a row are seen as two."""
        self._card = card
        self._show_words()
        self._show_actions(card.actions)
        self._make_room()
        if flash:
            self._flash = _FLASH
            self._flashing.start()
        self._announce()
        self.update()

    def buttons(self) -> tuple[Button, ...]:
        """The buttons of the card, for whoever wants to reach them by key."""
        return tuple(self._shown_buttons)

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        """Write in the other colours when the appearance changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._show_words()
            self._make_room()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        """The ground, and over it what is left of the flash."""
        colours, whole = palette(), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        idle = self._card.tone is Tone.IDLE
        painter.setPen(QPen(QColor(colours.line)) if idle else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(QColor(loud(colours, self._card.tone).fill))
        painter.drawRoundedRect(whole, Radius.L, Radius.L)
        if self._flash > 0 and not idle:
            light = QColor("white")
            light.setAlphaF(self._flash)
            painter.setBrush(light)
            painter.drawRoundedRect(whole, Radius.L, Radius.L)
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """The sign grows with the panel, and so does the room for the words."""
        super().resizeEvent(event)
        side = max(56, min(150, round(self.height() * 0.2)))
        self._sign.setFixedSize(side, side)
        self._make_room()

    def _arrange(self) -> None:
        column = self._column = QVBoxLayout(self)
        self._space(Space.XL, Space.S)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addStretch(3)
        column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(Space.S)
        column.addWidget(self._word)
        column.addWidget(self._detail)
        column.addStretch(1)
        column.addWidget(self._name)
        column.addWidget(self._ticket, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._company)
        column.addStretch(1)
        column.addWidget(self._remark)
        column.addStretch(2)
        column.addWidget(self._advice)
        column.addSpacing(Space.S)
        self._buttons.setSpacing(Space.M)
        column.addLayout(self._buttons)
        self.setMinimumHeight(220)

    def _make_room(self) -> None:
        """Show all of the answer, whatever the height."""
        self._fit_buttons()
        first = (self._word, self._name)
        rest = (self._detail, self._company, self._remark, self._advice)
        self._sign.show()
        self._company.setVisible(bool(self._company.whole))
        self._space(Space.XL, Space.S)
        self._limit((*first, *rest), 1.0)
        if self._has_room():
            return
        self._sign.hide()
        for places in (first, rest):
            for share in _SHARES:
                self._limit(places, share)
                if self._has_room():
                    return
        self._space(Space.M, Space.XS)
        if not self._has_room():
            self._company.hide()

    def _space(self, around: int, between: int) -> None:
        self._column.setContentsMargins(Space.XL, around, Space.XL, around)
        self._column.setSpacing(between)

    def _limit(self, places: Sequence[FitLabel], share: float) -> None:
        edges = self._column.contentsMargins()
        width = self.width() - edges.left() - edges.right()
        for place in places:
            place.limit_to(width, share)

    def _has_room(self) -> bool:
        self._column.invalidate()
        return self._column.minimumSize().height() <= self.height()

    def _show_words(self) -> None:
        card = self._card
        detail, advice = card.detail, card.advice
        if not card.name and not card.remark:  # nothing stands between the two: they are read as one
            detail, advice = "\N{LINE SEPARATOR}".join(part for part in (detail, advice) if part), ""
        ink = loud(palette(), card.tone).ink
        self._sign.show_sign(card.sign or tone_icon(card.tone), LOUD_INK[card.tone])
        for place, text in (
            (self._word, card.word),
            (self._detail, detail),
            (self._name, card.name),
            (self._company, card.company),
            (self._advice, advice),
        ):
            place.show_text(text, ink)
        self._remark.show_text(card.remark, loud(palette(), card.tone).fill)
        self._remark.show_plate(ink)
        self._ticket.show_text(card.ticket, ink)

    def _show_actions(self, actions: tuple[Action, ...]) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self._shown_buttons = []
        if not actions:
            return
        self._buttons.addStretch()
        for action in actions:
            button = Button(
                action.label, f"{'strong' if action.strong else 'loud'}-{self._card.tone}", parent=self
            )
            button.setMinimumHeight(52)
            button.clicked.connect(lambda _=False, key=action.key: self.acted.emit(key))
            self._buttons.addWidget(button)
            self._shown_buttons.append(button)
            button.show()  # at once: the room it takes is measured now
        self._buttons.addStretch()
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """Wide where there is room; else as wide as their words, the longest cut where need be."""
        buttons, labels = self.buttons(), [action.label for action in self._card.actions]
        if not buttons:
            return
        room = self.width() - 2 * Space.XL - Space.M * (len(labels) - 1)
        metrics, edges = buttons[0].fontMetrics(), 2 * Space.L + 6
        needs = [metrics.horizontalAdvance(text.replace("&", "")) + edges for text in labels]
        longest = needs.index(max(needs))
        spare = room - sum(needs)
        wide = len(labels) * max(_BUTTON, *needs) <= room
        for at, (button, text) in enumerate(zip(buttons, labels, strict=True)):
            cut = at == longest and spare < 0
            words = (
                metrics.elidedText(text, Qt.TextElideMode.ElideRight, needs[at] + spare - edges)
                if cut
                else text
            )
            button.setMinimumWidth(_BUTTON if wide else 0)
            button.setText(words)
            button.setToolTip(text.replace("&", "") if cut else "")

    def _flash_to(self, strength: float) -> None:
        self._flash = strength
        self.update()

    def _announce(self) -> None:
        """Say it to a screen reader as well."""
        card = self._card
        parts = (card.word, card.name, card.detail, card.remark, card.advice)
        spoken = " ".join(f"{part.rstrip('.')}." for part in parts if part)
        self.setAccessibleName(spoken)
        if card.tone is not Tone.IDLE:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))
