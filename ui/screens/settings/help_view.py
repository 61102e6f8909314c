"""The bundled help: topics at the left, the chosen one at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextBrowser, QWidget

from ui.screens.pieces import Card
from ui.screens.settings.help_pages import HelpPage
from ui.theme import TOUCH, Space

_TOPICS = 260
_LINE_HEIGHT = 125.0


class HelpView(QWidget):
    """Shows the pages it is given."""

    def __init__(self, pages: Sequence[HelpPage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = tuple(pages)
        self.topics = QListWidget()
        self.topics.setAccessibleName("Help topics")
        self.topics.setProperty("ground", "none")
        self.topics.setUniformItemSizes(True)
        self.topics.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = QTextBrowser()
        self.text.document().setDocumentMargin(Space.L)
        self.text.setOpenExternalLinks(True)
        self.text.setAccessibleName("Help")
        for page in self._pages:
            self.topics.addItem(page.title)
            self.topics.item(self.topics.count() - 1).setSizeHint(QSize(1, TOUCH))
        self.topics.currentRowChanged.connect(self._show)
        self._arrange()
        self.topics.setCurrentRow(0)

    def _arrange(self) -> None:
        left = Card()
        left.setFixedWidth(_TOPICS)
        left.body.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        left.body.addWidget(self.topics)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.XL, Space.L, Space.XL, Space.XL)
        row.setSpacing(Space.L)
        row.addWidget(left)
        row.addWidget(self.text, 1)

    def _show(self, at: int) -> None:
        if 0 <= at < len(self._pages):
            self.text.setMarkdown(self._pages[at].markdown)
            self._space()

    def _space(self) -> None:
        """Give paragraphs and headings room; Markdown as Qt reads it has none."""
        block = self.text.document().begin()
        while block.isValid():
            form = block.blockFormat()
            form.setTopMargin(Space.XL if form.headingLevel() and block.blockNumber() else Space.XS)
            form.setBottomMargin(Space.S if form.headingLevel() else Space.XS)
            form.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            QTextCursor(block).setBlockFormat(form)
            block = block.next()
