"""Which desk: one address."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.ui.sign_in.step import Step, hint_label, labelled, name_field, small_label


class AddressStep(Step):
    """Takes the address; the window asks who answers there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.address = QLineEdit(self)
        self._label = small_label(self)
        self._hint = hint_label(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        labelled(column, self._label, self.address)
        column.addWidget(self._hint)
        column.addStretch(1)
        self.address.textChanged.connect(self.changed)
        self.address.returnPressed.connect(self.submitted)
        self.words()

    @override
    def heading(self) -> str:
        return self.tr("Where is your service desk?")

    @override
    def next_words(self) -> str:
        return self.tr("Continue")

    @override
    def ready(self) -> bool:
        return bool(self.address.text().strip())

    @override
    def words(self) -> None:
        name_field(self._label, self.address, self.tr("Address of the desk"))
        self.address.setPlaceholderText(self.tr("desk.example.org"))
        self._hint.setText(
            self.tr(
                "Type it as you would in a browser. The connection is always encrypted, except to "
                "a desk on this very computer."
            )
        )

    @override
    def focus_first(self) -> None:
        self.address.setFocus()
        self.address.selectAll()
