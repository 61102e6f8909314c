"""The fourth step on the screen: what this computer is for."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.screens.pieces import Card, Note, empty_layout
from ui.screens.setup.choice_list import ChoiceList
from ui.screens.setup.posts import PostGroup
from ui.screens.setup.station import LIVE_MEANS, SessionRow, StationStep
from ui.theme import Space
from ui.widgets.labels import label
from ui.widgets.option_tile import OptionTile
from ui.widgets.people_list import PersonRow
from ui.widgets.tick_line import TickLine

_SHORT = 20
"""Names of so many letters fit two abreast."""


class StationView(QWidget):
    """Draws `StationStep`."""

    def __init__(self, step: StationStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = step
        self._filling = False
        self._drawn: tuple[PostGroup, ...] = ()
        self.posts: dict[str, OptionTile] = {}
        self._posts = Card()
        self._groups = QVBoxLayout()
        self._groups.setSpacing(Space.S)
        self._says = Note()
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of this post")
        self.name.setMaxLength(60)
        self.sessions = ChoiceList("Sessions")
        self.sessions.setMinimumHeight(260)
        self._session_card = Card("Which session?")
        self._live = TickLine("Ask the platform at every scan while there is a network", "strong")
        self.live = self._live.box
        self._live.ticked.connect(lambda on: step.ask_live(wanted=on))
        self._live_card = Card()
        self.name.textEdited.connect(step.rename)
        self.sessions.selectionModel().currentChanged.connect(self._choose)
        self._arrange()

    def _arrange(self) -> None:
        self._posts.body.addLayout(self._groups)
        named = Card("Name of this post")
        named.body.setSpacing(Space.S)
        named.body.addWidget(self.name)
        named.body.addWidget(
            label("Others read it beside each check-in: “08:52, Front desk”.", "small", wrap=True)
        )
        self._session_card.body.addWidget(self.sessions)
        self._live_card.body.setSpacing(Space.XS)
        self._live_card.body.addWidget(self._live)
        self._live_card.body.addWidget(label(LIVE_MEANS, "small", wrap=True))
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self._posts)
        left.addStretch(1)
        right.setSpacing(Space.L)
        right.addWidget(named)
        right.addWidget(self._session_card)
        right.addWidget(self._live_card)
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(Space.L)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.L)
        column.addWidget(self._says)
        column.addLayout(columns)
        column.addStretch(1)

    @property
    def says(self) -> str:
        """What the note says."""
        return self._says.text

    def first_to_fill(self) -> QWidget | None:
        """The chosen post, where there are others one may have to choose; else None."""
        return self._chosen if len(self.posts) > 1 else None

    @property
    def _chosen(self) -> OptionTile | None:
        return None if self._step.selected is None else self.posts.get(self._step.selected)

    def show_step(self) -> None:
        """Draw the step as it is now."""
        step = self._step
        self._show_groups(step.groups)
        self._says.show_message(step.says)
        if self.name.text() != step.name:
            self.name.setText(step.name)
        self._session_card.setVisible(step.needs_session and bool(step.sessions))
        self._live_card.setVisible(step.offers_live)
        self._live.show_ticked(ticked=step.live)
        self._show_sessions(step.sessions)

    def _show_groups(self, groups: tuple[PostGroup, ...]) -> None:
        if groups != self._drawn:
            self._drawn = groups
            empty_layout(self._groups)
            self.posts = {}
            for group in groups:
                self._show_group(group)
        chosen = self._chosen
        for tile in self.posts.values():
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tile is chosen else Qt.FocusPolicy.ClickFocus)
        if chosen is not None:
            chosen.setChecked(True)

    def _show_group(self, group: PostGroup) -> None:
        if self.posts:
            self._groups.addSpacing(Space.M)
        self._groups.addWidget(label(group.title, "heading"))
        self._groups.addWidget(label(group.explained, "muted", wrap=True))
        grid = QGridLayout()
        grid.setSpacing(Space.S)
        longest = max(max(len(post.name), len(post.place)) for post in group.posts)
        abreast = 2 if len(group.posts) > 1 and longest <= _SHORT else 1
        for column in range(abreast):
            grid.setColumnStretch(column, 1)
        for at, post in enumerate(group.posts):
            card = OptionTile(post.name, post.place, self._posts)
            card.clicked.connect(lambda _=False, chosen=post.id: self._step.select(chosen))
            self.posts[post.id] = card
            grid.addWidget(card, at // abreast, at % abreast)
        self._groups.addLayout(grid)

    def _show_sessions(self, rows: tuple[SessionRow, ...]) -> None:
        at = next((place for place, row in enumerate(rows) if row.id == self._step.session), None)
        self._filling = True
        self.sessions.show_rows(tuple(_row(place, row) for place, row in enumerate(rows)), at)
        self._filling = False

    def _choose(self, index: QModelIndex) -> None:
        if not self._filling and index.isValid():
            self._step.choose_session(self._step.sessions[index.row()].id)


def _row(place: int, row: SessionRow) -> PersonRow:
    parts = (row.mark.capitalize(), row.when, row.room)
    return PersonRow(key=place, name=row.name, detail=" · ".join(filter(None, parts)))
