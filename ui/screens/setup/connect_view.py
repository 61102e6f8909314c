"""The first step on the screen: which platform, its form, what it can and cannot do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from checkin.model.platform import PlatformForm
from ui.screens.messages import Message
from ui.screens.option_card import OptionCard
from ui.screens.pieces import Card, Note, empty_layout
from ui.screens.setup.connect import PLAIN_HTTP_MEANS, ConnectStep
from ui.screens.setup.form_field import FormField
from ui.theme import Space, Tone
from ui.widgets.labels import label
from ui.widgets.signs import Sign

_ABREAST = 2


class ConnectView(QWidget):
    """Draws `ConnectStep`."""

    def __init__(self, step: ConnectStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = step
        self._drawn: tuple[object, ...] = ()
        self.options: dict[str, OptionCard] = {}
        self.fields: dict[str, FormField] = {}
        self._options = QGridLayout()
        self._options.setSpacing(Space.M)
        self._form = Card()
        self._asks = QVBoxLayout()
        self._asks.setSpacing(Space.L)
        self.plain_http = QCheckBox("Send it unencrypted all the same")
        self._plain = Card()
        self._plain.body.setContentsMargins(Space.M, Space.M, Space.M, Space.S)
        self._plain.body.setSpacing(Space.XS)
        self._plain_means = Note()
        self._plain.body.addWidget(self._plain_means)
        self._plain.body.addWidget(self.plain_http)
        self._form.body.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        self._form.body.addLayout(self._asks)
        self._abilities = Card()
        self._says = Note()
        self.plain_http.toggled.connect(lambda on: step.allow_plain_http(allowed=on))
        self._arrange()

    def _arrange(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self._form)
        left.addStretch(1)
        right.setSpacing(Space.L)
        right.addWidget(self._plain)
        right.addWidget(self._abilities)
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(Space.L)
        columns.addLayout(left, 3)
        columns.addLayout(right, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.L)
        column.addLayout(self._options)
        column.addWidget(self._says)
        column.addLayout(columns)
        column.addStretch(1)

    @property
    def says(self) -> str:
        """What the note under the form says."""
        return self._says.text

    def show_step(self) -> None:
        """Draw the step as it is now."""
        self._show_options()
        self._show_form(self._step.form)
        for name, field in self.fields.items():
            field.show_value(self._step.value(name))
            field.setEnabled(not self._step.busy)
        self._plain.setVisible(self._step.asks_plain_http)
        self.plain_http.setChecked(self._step.plain_http)
        means = Message(tone=Tone.ASK, title="This address is not encrypted", advice=PLAIN_HTTP_MEANS)
        self._plain_means.show_message(means)
        self._says.show_message(self._step.says)

    def _show_options(self) -> None:
        if tuple(self.options) != tuple(option.id for option in self._step.options):
            empty_layout(self._options)
            self.options = {}
            for option in self._step.options:
                card = OptionCard(option.label, option.description)
                card.clicked.connect(lambda _=False, chosen=option.id: self._step.choose(chosen))
                self.options[option.id] = card
                at = len(self.options) - 1
                self._options.addWidget(card, at // _ABREAST, at % _ABREAST)
        chosen = self.options.get(self._step.choice)
        if chosen is not None:
            chosen.setChecked(True)

    def _show_form(self, form: PlatformForm | None) -> None:
        self._form.setVisible(form is not None)
        self._abilities.setVisible(form is not None)
        drawn = (form,)
        if drawn == self._drawn or form is None:
            return
        self._drawn = drawn
        empty_layout(self._asks)
        self.fields = {}
        for asked in form.fields:
            field = FormField(asked, self._step.value(asked.name))
            field.typed.connect(self._step.type)
            self.fields[asked.name] = field
            self._asks.addWidget(field)
        self._show_abilities(form.label)

    def _show_abilities(self, name: str) -> None:
        empty_layout(self._abilities.body)
        self._abilities.body.setSpacing(Space.S)
        self._abilities.body.addWidget(label(f"What works with {name}", "heading", wrap=True))
        for sentence in self._step.can_do:
            self._abilities.body.addLayout(_line("check", "yes_text", sentence))
        if self._step.limits:
            self._abilities.body.addSpacing(Space.S)
            self._abilities.body.addWidget(label("What it cannot do", "strong"))
        for sentence in self._step.limits:
            self._abilities.body.addLayout(_line("info", "muted", sentence))


def _line(sign: str, ink: str, sentence: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.S)
    row.addWidget(Sign(sign, 18, ink), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(sentence, wrap=True), 1)
    return row
