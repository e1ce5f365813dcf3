"""The pages of profiles whose copy the desk had erased: one for each."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from deskclient.services.profile_api import ProfileInfo, Profiles
from deskclient.ui.surroundings import Surroundings


class ErasedPages(QObject):
    """The pages are imported when there is one: hardly any start needs them."""

    sign_in_asked = Signal(object)
    """A :class:`ProfileInfo`."""
    remove_asked = Signal(str)
    """The id of a profile."""
    unlock_asked = Signal(object)
    """A :class:`ProfileInfo`."""

    def __init__(
        self,
        surroundings: Surroundings,
        profiles: Profiles,
        keep: Callable[[QWidget], None],
        parent: QObject,
    ) -> None:
        """Set up.

        Args:
            surroundings: Look and words.
            profiles: All profiles.
            keep: Keeps the program running while a page is shown.
            parent: The shell.
        """
        super().__init__(parent)
        self._surroundings = surroundings
        self._profiles = profiles
        self._keep = keep
        self._shown: dict[str, QDialog] = {}

    def finish_all(self, every: Sequence[ProfileInfo]) -> None:
        """End what was broken off in any profile, whichever is shown."""
        for one in every:
            if one.erased_at:
                self._profiles.finish_erasing(one.profile_id)

    def show(self, profile: ProfileInfo, close_window: Callable[[], None] | None = None) -> None:
        """Say what has happened, close what shows the copy, then end the erasing."""
        known = self._shown.get(profile.profile_id)
        if known is not None:
            known.raise_()
            known.activateWindow()
            return
        from deskclient.ui.shell.erased import ErasedPage  # noqa: PLC0415 - see the class

        page = ErasedPage(self._surroundings, self._profiles, profile)
        page.sign_in_asked.connect(self.sign_in_asked)
        page.remove_asked.connect(self.remove_asked)
        page.unlock_asked.connect(self.unlock_asked)
        page.finished.connect(lambda _result: self._shown.pop(profile.profile_id, None))
        self._shown[profile.profile_id] = page
        self._keep(page)
        page.open()
        if close_window is not None:
            close_window()
        page.finish()

    def close(self, profile_id: str) -> None:
        """Take a page away: its profile is open again, or gone."""
        page = self._shown.get(profile_id)
        if page is not None:
            page.close()
