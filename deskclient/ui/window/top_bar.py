"""The bar under the menu: new, sync, search, theme, profile."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from deskclient.services.api import Me
from deskclient.ui.actions.action_set import ActionSet
from deskclient.ui.actions.spec import Place
from deskclient.ui.theme.theme import Theme, set_look
from deskclient.ui.theme.tokens import SchemeChoice

_NEXT_SCHEME = {
    SchemeChoice.SYSTEM: SchemeChoice.LIGHT,
    SchemeChoice.LIGHT: SchemeChoice.DARK,
    SchemeChoice.DARK: SchemeChoice.SYSTEM,
    SchemeChoice.CONTRAST: SchemeChoice.SYSTEM,
}
_SCHEME_ICONS = {
    SchemeChoice.SYSTEM: "sun-moon",
    SchemeChoice.LIGHT: "sun",
    SchemeChoice.DARK: "moon",
    SchemeChoice.CONTRAST: "contrast",
}


class SearchLine(QLineEdit):
    """The line in which what is looked for is typed."""

    left = Signal(bool)
    """The person left it: True to what was found, False to give the search up."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if down or event.key() == Qt.Key.Key_Escape:
            self.left.emit(down)
        else:
            super().keyPressEvent(event)


class TopBar(QFrame):
    """Buttons of the most used commands around the search line."""

    searched = Signal(str)
    """What stands in the search line, as it is typed."""
    left_search = Signal(bool)
    """The person left the search line: True to the list, False to give the search up."""

    def __init__(self, actions: ActionSet, theme: Theme, me: Me, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self._theme = theme
        self._me = me
        self._new = QToolButton(self)
        self._sync = QToolButton(self)
        self.search = SearchLine(self)
        self._glass = QAction(self.search)
        self._scheme = QToolButton(self)
        self._profile = QToolButton(self)
        self._menus: list[QMenu] = []
        self._build()
        theme.changed.connect(self.redraw)
        self.redraw()

    def _build(self) -> None:
        # A ground that is known to cover all: Qt need not paint the window beneath it first.
        self.setAutoFillBackground(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(8)
        self._new.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        set_look(self._new, role="primary")
        self._new.clicked.connect(lambda: self._actions.run("file.new"))
        self._actions["file.new"].enabledChanged.connect(self._new.setEnabled)
        self._sync.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        set_look(self._sync, role="quiet")
        self._sync.clicked.connect(lambda: self._actions.run("file.sync"))
        set_look(self.search, role="search")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMaximumWidth(720)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.search.textEdited.connect(self.searched)
        self.search.textChanged.connect(self._on_cleared)
        self.search.left.connect(self.left_search)
        for button in (self._scheme, self._profile):
            set_look(button, role="quiet")
        self._scheme.clicked.connect(self._next_scheme)
        self._profile.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._profile.clicked.connect(self._show_profile_menu)
        row.addWidget(self._new)
        row.addWidget(self._sync)
        row.addStretch(1)
        row.addWidget(self.search, 8)
        row.addStretch(1)
        row.addWidget(self._scheme)
        row.addWidget(self._profile)

    def redraw(self) -> None:
        """Write everything in the language and theme in force."""
        icons, colors = self._theme.icons, self._theme.colors
        self._new.setIcon(icons.icon("plus", colors.on_accent))
        _label(self._new, self.tr("New"))
        self._new.setToolTip(self._actions["file.new"].toolTip())
        self._sync.setIcon(icons.icon("refresh-cw", colors.text))
        _label(self._sync, self.tr("Sync"))
        self._sync.setToolTip(self._actions["file.sync"].toolTip())
        self._glass.setIcon(icons.icon("search", colors.muted))
        self._glass.setText(self.tr("Search"))
        self.search.setPlaceholderText(self.tr("Search tickets, or Ctrl+K for commands"))
        self.search.setAccessibleName(self.tr("Search tickets"))
        self.search.setToolTip(
            self.tr('Words, a number, or conditions such as queue:network is:open "exact words"')
        )
        self._scheme.setIcon(icons.icon(_SCHEME_ICONS[self._theme.choice], colors.text))
        self._scheme.setToolTip(self.tr("Change the theme: system, light, dark"))
        self._scheme.setAccessibleName(self.tr("Change the theme"))
        self._profile.setIcon(icons.icon("circle-user-round", colors.text))
        _label(self._profile, self._me.name)
        tip = self.tr("{name} at {desk}").format(name=self._me.name, desk=self._me.desk_name)
        self._profile.setToolTip(tip)

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - a state, not a mode
        """Leave the words of the buttons away."""
        style = Qt.ToolButtonStyle
        wanted = style.ToolButtonIconOnly if narrow else style.ToolButtonTextBesideIcon
        for button in (self._sync, self._profile):
            button.setToolButtonStyle(wanted)

    def show_text(self, typed: str) -> None:
        """Put a text into the search line without searching."""
        if self.search.text() != typed:
            self.search.setText(typed)

    def _on_cleared(self, text: str) -> None:
        # The cross of the line clears without an edit.
        if not text and not self.search.isModified():
            self.searched.emit("")

    def _next_scheme(self) -> None:
        self._actions.run(f"view.theme_{_NEXT_SCHEME[self._theme.choice].value}")

    def _show_profile_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for spec in self._actions.registry.at(Place.PROFILE):
            menu.addAction(self._actions[spec.id])
        menu.popup(self._profile.mapToGlobal(self._profile.rect().bottomLeft()))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.redraw()
        super().changeEvent(event)


def _label(button: QToolButton, text: str) -> None:
    # Qt leaves no room between icon and words.
    button.setText(f" {text}")
    button.setAccessibleName(text)
