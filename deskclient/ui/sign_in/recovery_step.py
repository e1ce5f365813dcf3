"""The recovery key, shown once."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from typing_extensions import override

from deskclient.services.profile_api import SignedIn
from deskclient.ui.page_parts import text_label
from deskclient.ui.sign_in.recovery_key_view import RecoveryKeyView
from deskclient.ui.sign_in.step import Step
from deskclient.ui.theme.theme import Theme


class RecoveryStep(Step):
    """Goes on once the person says that the key is kept."""

    def __init__(self, theme: Theme, signed: SignedIn, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        profile = signed.profile
        self.profile_id = profile.profile_id
        name = f"{profile.person_name}, {profile.desk_name}"
        self._why = text_label("", "", self)
        self.view = RecoveryKeyView(theme, signed.recovery_key, name, self)
        self.kept = QCheckBox(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._why)
        column.addWidget(self.view)
        column.addWidget(self.kept)
        column.addStretch(1)
        self.kept.toggled.connect(self.changed)
        self.words()

    @override
    def heading(self) -> str:
        return self.tr("Keep your recovery key")

    @override
    def next_words(self) -> str:
        return self.tr("Continue")

    @override
    def ready(self) -> bool:
        return self.kept.isChecked()

    @override
    def words(self) -> None:
        self._why.setText(
            self.tr(
                "Your data on this computer is encrypted. Should its key ever be lost, this "
                "recovery key is the only way back to work that has not reached the desk. It is "
                "shown now and not kept as text anywhere."
            )
        )
        self.kept.setText(self.tr("I have &kept the recovery key in a safe place"))

    @override
    def focus_first(self) -> None:
        self.view.copy.setFocus()
