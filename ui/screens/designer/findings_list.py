"""What speaks against the badge that is seen: each line leads to the element it is about."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui.screens.designer.findings import Finding
from ui.screens.pieces import empty_layout
from ui.screens.wrapped_label import WrappedLabel
from ui.theme import Space, Tone, mark
from ui.widgets.labels import label
from ui.widgets.signs import SOFT_INK, Sign

_MOST_HEIGHT = 232
_SOUND = "This badge is all right"


class FindingRow(QPushButton):
    """One of them; pressed by who wants to be led there."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.finding = finding
        self.setProperty("role", "finding")
        self.setAccessibleName(finding.says)
        leads = "Look at the next of them" if finding.look_at else "Choose what this is about"
        self.setToolTip(leads if finding.look_at or finding.at is not None else "")
        words = WrappedLabel(finding.says, "small")
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QVBoxLayout(self)
        row.setContentsMargins(Space.S, Space.XS, Space.S, Space.XS)
        row.addWidget(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @override
    def sizeHint(self) -> QSize:
        """As its words need."""
        layout = self.layout()
        return super().sizeHint() if layout is None else layout.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        layout = self.layout()
        return QSize(0, 0 if layout is None else layout.minimumSize().height())


class FindingsList(QFrame):
    """Says that all is well, or what is not.

    Signals:
        chosen: somebody wants to see what a finding is about.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Finding, ...] | None = None
        self.rows: list[FindingRow] = []
        self._sign = Sign("check", 18)
        self.title = label("", "strong")
        head = QHBoxLayout()
        head.setContentsMargins(Space.S, Space.S, Space.S, Space.XS)
        head.setSpacing(Space.S)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.title, 1)
        self._inside = QWidget()
        self._inside.setProperty("ground", "none")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, Space.XS)
        self._column.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._scroll)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName("What speaks against this badge")
        self.hide()

    @property
    def text(self) -> str:
        """All that it says."""
        says = [row.finding.says for row in self.rows]
        return "" if self.isHidden() else "\n".join((self.title.text(), *says))

    def first(self) -> QWidget | None:
        """The line that takes the keys, if there is one."""
        return next(iter(self.rows), None)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these; that nothing is wrong, too."""
        self.show()
        if tuple(findings) == self._shown:
            return
        self._shown = tuple(findings)
        had_keys = any(row.hasFocus() for row in self.rows)
        empty_layout(self._column)
        self.rows = [FindingRow(finding) for finding in findings]
        for row in self.rows:
            row.clicked.connect(lambda _=False, of=row.finding: self.chosen.emit(of))
            self._column.addWidget(row)
        self._column.addStretch()
        self._scroll.setVisible(bool(findings))
        self._show_head(findings)
        if had_keys and self.rows:
            self.rows[0].show()  # what is not to be seen takes no keys
            self.rows[0].setFocus()
        self._fit()

    def _show_head(self, findings: Sequence[Finding]) -> None:
        tones = [one.tone for one in findings if not one.look_at]
        if not tones:
            mark(self, "soft", "")
            self._sign.show_sign("check", "muted")
            self.title.setText(_SOUND)
            return
        tone = Tone.NO if Tone.NO in tones else Tone.ASK
        mark(self, "soft", tone.value)
        self._sign.show_sign("alert-triangle", SOFT_INK[tone])
        if tone is Tone.NO:
            self.title.setText("Cannot be printed so")
        else:
            several = f" ({len(tones)})" if len(tones) > 1 else ""
            self.title.setText(f"Better look again{several}")

    def _fit(self) -> None:
        """As high as its lines, up to a limit beyond which they are scrolled."""
        width = max(1, self._scroll.viewport().width())
        high = self._column.totalHeightForWidth(width) if self._column.hasHeightForWidth() else 0
        self._scroll.setFixedHeight(min(max(high, 24), _MOST_HEIGHT))

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Narrower lines are higher."""
        super().resizeEvent(event)
        self._fit()
