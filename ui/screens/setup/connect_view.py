"""The first step on the screen: which platform, its form, what it can and cannot do."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.messages import Message
from ui.screens.pieces import Card, Note, Question, empty_layout
from ui.screens.setup.abilities_card import AbilitiesCard
from ui.screens.setup.connect import ConnectStep
from ui.screens.setup.connect_words import PLAIN_HTTP_MEANS
from ui.screens.setup.field_grid import FieldGrid
from ui.screens.setup.form_field import FormField
from ui.screens.setup.mapping_trial import ASKS_FIRST
from ui.screens.setup.roster_card import RosterCard
from ui.screens.setup.trial_card import TrialCard
from ui.theme import Space, Tone, mark
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.option_tile import OptionTile
from ui.widgets.signs import Sign
from ui.widgets.tick_line import TickLine

_ABREAST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """What has been said, so that only what is new is brought into sight."""

    says: Message | None = None
    asks: bool = False
    tried: Message | None = None
    list_lacks: str = ""
    list_stands: bool = False


class ConnectView(QWidget):
    """Draws `ConnectStep`. Emits `spoke` with whatever has something new to say: it should be seen."""

    spoke = Signal(QWidget)

    def __init__(self, step: ConnectStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = step
        self._heard = _Heard()
        self.options: dict[str, OptionTile] = {}
        self._says = Note()
        self._form = _FormCard()
        self.plain_http = self._form.plain.tick.box
        self.roster = RosterCard()
        self.trial = TrialCard()
        self._abilities = AbilitiesCard()
        self._tiles = QWidget()
        self._grid = QGridLayout(self._tiles)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.S)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for part in (
            self._tiles,
            self._says,
            self._form,
            self.roster,
            self.trial,
            self._abilities,
        ):
            column.addWidget(part)
        column.addStretch(1)
        self._wire()

    def _wire(self) -> None:
        step = self._step
        self._form.plain.tick.ticked.connect(lambda on: step.allow_plain_http(allowed=on))
        for grid in (self._form.asked, self._form.rare):
            grid.typed.connect(step.type)
            grid.finished.connect(step.finish)
        self._form.unfold.clicked.connect(lambda _=False: step.show_more(shown=not step.more_shown))
        self._form.more.typed.connect(step.answer)
        self._form.reopen.clicked.connect(step.reopen)
        self._form.try_it.clicked.connect(lambda _=False: step.try_mapping())
        self._form.try_check_in.clicked.connect(self.ask_to_write)
        self.roster.chosen.connect(step.choose_column)
        self.roster.coded.connect(lambda file: step.roster.save_coded(Path(file)))

    @property
    def says(self) -> str:
        """What the note beside the form says."""
        return self._says.text

    @property
    def fields(self) -> dict[str, FormField]:
        """The fields of the form by their names."""
        return {**self._form.asked.fields, **self._form.rare.fields}

    @property
    def unfold(self) -> Button:
        """Shows the fields that are rarely needed, and folds them away."""
        return self._form.unfold

    @property
    def reopen(self) -> Button:
        """Leads back to the form."""
        return self._form.reopen

    @property
    def more(self) -> dict[str, FormField]:
        """The fields of what is asked after signing in."""
        return self._form.more.fields

    @property
    def try_it(self) -> Button:
        """Tries the mapping file out."""
        return self._form.try_it

    @property
    def try_check_in(self) -> Button:
        """Tries a check-in, after a question."""
        return self._form.try_check_in

    def first_to_fill(self) -> QWidget | None:
        """Where one goes on; None when everything is there."""
        form = self._form
        asked = form.asked.first_to_fill() or form.rare.first_to_fill() if self._step.shows_form else None
        return asked or form.more.first_to_fill()

    def first_to_mend(self) -> QWidget | None:
        """Where to look since it did not work; None when nobody can say."""
        field = self.fields.get(self._step.to_mend)
        return field.target if field is not None and field.isVisible() else None

    def show_step(self) -> None:
        """Draw the step as it is now."""
        step = self._step
        self._show_options()
        self._says.show_message(step.says)
        self._form.show_step(step)
        self.roster.show_look(step.roster)
        self.trial.show_trial(step.mapping)
        form = step.form
        self._abilities.setVisible(form is not None)
        if form is not None:
            self._abilities.show_abilities(step.abilities_title, step.can_do, step.limits)
        self._speak()

    def _show_options(self) -> None:
        if tuple(self.options) != tuple(option.id for option in self._step.options):
            empty_layout(self._grid)
            self.options = {}
            for at, option in enumerate(self._step.options):
                tile = OptionTile(option.label, option.also, self._tiles)
                tile.clicked.connect(lambda _=False, chosen=option.id: self._step.choose(chosen))
                self.options[option.id] = tile
                self._grid.addWidget(tile, at // _ABREAST, at % _ABREAST)
            for column in range(_ABREAST):
                self._grid.setColumnStretch(column, 1)
        for name, tile in self.options.items():
            tile.setEnabled(not self._step.busy)
            chosen = name == self._step.choice
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
            if chosen:
                tile.setChecked(True)

    def _speak(self) -> None:
        """Ask for being seen when there is something new, and nothing above is still to be filled in."""
        step, before = self._step, self._heard
        listed = step.roster.preview is not None and not step.missing
        self._heard = _Heard(
            says=step.says,
            asks=bool(step.asks),
            tried=step.mapping.says,
            list_lacks=step.roster.missing,
            list_stands=listed,
        )
        if self._heard.tried is not None and self._heard.tried != before.tried:
            self.spoke.emit(self.trial)
        elif (self._heard.list_lacks and self._heard.list_lacks != before.list_lacks) or (
            listed and not before.list_stands and step.account is None
        ):
            self.spoke.emit(self.roster)
        elif (self._heard.says, self._heard.asks) != (before.says, before.asks):
            self.spoke.emit(self._tiles)

    def ask_to_write(self) -> Question:
        """Ask before anything is written; nothing blocks."""
        question = Question(
            ASKS_FIRST, "Check in as a trial", lambda: self._step.try_mapping(write=True), self, "primary"
        )
        question.open()
        return question


class _PlainHttp(QWidget):
    def __init__(self) -> None:
        super().__init__()
        note = Note()
        note.show_message(
            Message(tone=Tone.ASK, title="This address is not encrypted", advice=PLAIN_HTTP_MEANS)
        )
        self.tick = TickLine("Send it unencrypted all the same", "strong")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(note)
        column.addWidget(self.tick)


class _FormCard(Card):
    def __init__(self) -> None:
        super().__init__()
        self.body.setContentsMargins(Space.XL, Space.L, Space.XL, Space.XL)
        self.body.setSpacing(Space.L)
        self._description = label("", "muted", wrap=True)
        self._hint = _Hint()
        self.asked, self.rare, self.more = FieldGrid(), FieldGrid(), FieldGrid()
        self.unfold = Button("More settings", "quiet", "gear")
        self._unfolds = _line(self.unfold, label("Most people leave them as they are.", "small"))
        self.plain = _PlainHttp()
        self.reopen = Button("", "quiet", "chevron-left")
        self._more_title = label("", "heading", wrap=True)
        self.try_it = Button("Try it", "", "play")
        self.try_check_in = Button("Try a check-in…", "quiet")
        self._trying = _line(self.try_it, self.try_check_in)
        self._arrange()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.L)
        top.addWidget(self._description, 1)
        top.addWidget(self._hint, 1)
        self.body.addLayout(top)
        for part in (
            self.asked,
            self._unfolds,
            self.rare,
            self.plain,
            self._trying,
            self._more_title,
            self.more,
        ):
            self.body.addWidget(part)
        self.body.addWidget(self.reopen, 0, Qt.AlignmentFlag.AlignLeft)

    def show_step(self, step: ConnectStep) -> None:
        form, more = step.form, bool(step.asks)
        self._description.setText(step.description)
        self._hint.show_words("" if form is None or not step.shows_form else form.scan_hint)
        self._show_form(step)
        self.plain.setVisible(step.asks_plain_http and step.shows_form)
        self.plain.tick.show_ticked(ticked=step.plain_http)
        self._more_title.setText(step.asks.title)
        self.more.show_fields(step.asks.fields, step.asks.value, enabled=not step.busy)
        for widget in (self._more_title, self.more):
            widget.setVisible(more)
        self.reopen.setText(step.reopens)
        self.reopen.setVisible(bool(step.reopens))
        self.reopen.setEnabled(not step.busy)
        self._trying.setVisible(step.offers_trial and not more)
        for button in (self.try_it, self.try_check_in):
            button.setEnabled(step.can_try)

    def _show_form(self, step: ConnectStep) -> None:
        fields, shown = step.fields, step.shows_form
        rare = tuple(field for field in fields if field.rarely)
        usual = tuple(field for field in fields if not field.rarely)
        for grid, asked in ((self.asked, usual), (self.rare, rare)):
            grid.show_fields(
                asked,
                lambda field: step.value(field.name),
                enabled=not step.busy,
                known=step.knows_secrets,
            )
        self.asked.setVisible(shown)
        self._unfolds.setVisible(shown and bool(rare))
        self.unfold.setText("Fewer settings" if step.more_shown else "More settings")
        self.unfold.setEnabled(not step.busy)
        self.rare.setVisible(shown and bool(rare) and step.more_shown)


def _line(*parts: QWidget) -> QWidget:
    """The parts side by side, from the left."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.S)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return whole


class _Hint(Card):
    """What may be scanned instead of typing."""

    def __init__(self) -> None:
        super().__init__()
        mark(self, "card", "sunken")
        self.body.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        self._words = label("", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(Sign("scan", 20, "accent"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        self.body.addLayout(row)

    def show_words(self, words: str) -> None:
        self._words.setText(words)
        self.setVisible(bool(words))
