"""A name of one's own for a profile."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from deskclient.services.profile_api import ProfileInfo
from deskclient.ui.page_parts import text_label
from deskclient.ui.theme.theme import Theme


class RenameDialog(QDialog):
    """An empty name means the desk's own."""

    named = Signal(str)

    def __init__(self, theme: Theme, profile: ProfileInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Rename the profile"))
        self.line = QLineEdit(profile.label, self)
        self.line.setMaxLength(80)
        self.line.setPlaceholderText(profile.desk_name)
        label = QLabel(self.tr("&Name on this computer"), self)
        label.setBuddy(self.line)
        self.line.setAccessibleName(self.tr("Name on this computer"))
        hint = text_label(self.tr("Leave it empty to use the desk's own name."), "muted", self)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("Rename"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        for widget in (label, self.line, hint, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(theme.px(380))
        self.line.selectAll()

    def _on_accepted(self) -> None:
        self.accept()
        self.named.emit(self.line.text().strip())
