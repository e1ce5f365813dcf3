"""What program this is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from deskclient import __version__
from deskclient.ui.theme.theme import Theme, set_look


class AboutBox(QDialog):
    """Name, version, licences."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Deskclient"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        lines = (
            ("page", "Deskclient"),
            ("muted", self.tr("Version {version}").format(version=__version__)),
            ("", self.tr("A service desk that keeps working when the network does not.")),
            ("muted", self.tr("Licensed under the Apache License 2.0. Icons by Lucide (ISC).")),
        )
        for role, text in lines:
            label = QLabel(text, self)
            label.setWordWrap(True)
            set_look(label, role=role)
            layout.addWidget(label)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.setMinimumWidth(theme.px(380))
