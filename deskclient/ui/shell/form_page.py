"""The frame that sign-in and unlocking share: title, fields, a line for troubles, buttons."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from deskclient.ui.theme.theme import Theme, set_look
from deskclient.ui.window.failures import failure_notice


class FormPage(QDialog):
    """A dialog that is never run as a loop of its own: it is shown and tells its end."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.theme = theme
        self.title = QLabel(self)
        self.about = QLabel(self, wordWrap=True)
        self.form = QFormLayout()
        self.trouble = QLabel(self, wordWrap=True)
        self.go = QPushButton(self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(32, 28, 32, 24)
        self._layout.setSpacing(12)
        set_look(self.title, role="page")
        set_look(self.about, role="muted")
        set_look(self.trouble, role="danger")
        set_look(self.go, role="primary")
        self.form.setVerticalSpacing(10)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._layout.addWidget(self.title)
        self._layout.addWidget(self.about)
        self._layout.addLayout(self.form)
        self._layout.addWidget(self.trouble)
        self._layout.addWidget(self.go)
        self.trouble.hide()
        self.go.setDefault(True)
        self.setMinimumWidth(theme.px(420))

    def add_below(self, widget: QWidget) -> None:
        """Put something under the main button."""
        self._layout.addWidget(widget, alignment=Qt.AlignmentFlag.AlignHCenter)

    def field(self, label: str, name: str, *, secret: bool = False) -> QLineEdit:
        """Add a line to type in."""
        line = QLineEdit(self)
        line.setObjectName(name)
        line.setAccessibleName(label)
        if secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        words = QLabel(label, self)
        words.setBuddy(line)
        self.form.addRow(words, line)
        return line

    def show_trouble(self, error: BaseException) -> None:
        """Say in words why it did not work; what was typed stays."""
        self.say_trouble(failure_notice(error, None).text)

    def say_trouble(self, text: str) -> None:
        """Show a sentence about a trouble; an empty one hides the line."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))
