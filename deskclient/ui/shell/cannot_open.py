"""A profile that cannot be opened now: why, and what can be done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from deskclient.domain.errors import DeskError, FolderGoneError
from deskclient.services.profile_api import ProfileInfo
from deskclient.ui.shell.form_page import FormPage
from deskclient.ui.theme.theme import Theme, set_look


class CannotOpen(FormPage):
    """Offers to try again; nothing was changed or erased."""

    again = Signal()
    others_asked = Signal()

    def __init__(
        self, profile: ProfileInfo, error: DeskError, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle("Deskclient")
        name = profile.desk_name or profile.desk_url
        self.title.setText(self.tr("{desk} cannot be opened").format(desk=name))
        self.about.setText(
            self.tr("Nothing was changed, and nothing was begun anew.")
            if isinstance(error, FolderGoneError)
            else self.tr("Nothing was changed; everything you wrote is still there.")
        )
        self.show_trouble(error)
        self.go.setText(self.tr("Try again"))
        self.go.clicked.connect(self._try_again)
        others = QPushButton(self.tr("Other profiles…"), self)
        set_look(others, role="link")
        others.clicked.connect(self._show_others)
        self.add_below(others)

    def _try_again(self) -> None:
        self.close()
        self.again.emit()

    def _show_others(self) -> None:
        self.others_asked.emit()
        self.close()


class NothingThere(FormPage):
    """Profiles were kept here, and their folder is gone: it is not taken for a first start."""

    again = Signal()
    anew = Signal()

    def __init__(self, error: FolderGoneError, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle("Deskclient")
        self.title.setText(self.tr("Your profiles are not there"))
        self.about.setText(self.tr("Nothing was changed, and nothing was begun anew."))
        self.show_trouble(error)
        self.go.setText(self.tr("Try again"))
        self.go.clicked.connect(self._try_again)
        anew = QPushButton(self.tr("Sign in to a desk…"), self)
        set_look(anew, role="link")
        anew.clicked.connect(self._begin_anew)
        self.add_below(anew)

    def _try_again(self) -> None:
        self.close()
        self.again.emit()

    def _begin_anew(self) -> None:
        self.anew.emit()
        self.close()
