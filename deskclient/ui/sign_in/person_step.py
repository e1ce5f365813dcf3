"""Who signs in and by what, and where the key goes if the keyring cannot take it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deskclient.services.profile_api import DeskFound, KeyPlace, ProfileInfo, SignInForm
from deskclient.ui.page_parts import text_label
from deskclient.ui.sign_in.key_place import KeyPlaceChoice
from deskclient.ui.sign_in.step import Step, hint_label, labelled, name_field, small_label
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import Theme, set_look

_PASSWORD, _TOKEN = "password", "token"


class PersonStep(Step):
    """For a desk that was found, or for a profile whose session has ended."""

    def __init__(
        self,
        theme: Theme,
        desk: DeskFound,
        keyring_trouble: str = "",
        again: ProfileInfo | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Set up.

        Args:
            theme: The look.
            desk: Who answered.
            keyring_trouble: Why the keyring cannot be used; empty if it can.
            again: The profile whose person must sign in again; ``None`` for somebody new.
            parent: The window.
        """
        super().__init__(parent)
        self._theme = theme
        self._desk = desk
        self._again = again
        self.by_password = QRadioButton(self)
        self.by_token = QRadioButton(self)
        self.login = QLineEdit(self)
        self.password = QLineEdit(self, echoMode=QLineEdit.EchoMode.Password)
        self._show = QAction(self.password)
        self._login_label = small_label(self)
        self._password_label = small_label(self)
        self._hint = hint_label(self)
        self._card_name = text_label(desk.name, "strong", self)
        self._card_where = text_label("", "muted", self)
        asks = bool(keyring_trouble) and again is None
        self.key_place = KeyPlaceChoice(theme, keyring_trouble, self) if asks else None
        self._build()
        self.words()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._card())
        column.addLayout(self._ways())
        labelled(column, self._login_label, self.login)
        labelled(column, self._password_label, self.password)
        column.addWidget(self._hint)
        if self.key_place is not None:
            column.addWidget(self.key_place)
            self.key_place.changed.connect(self.changed)
        column.addStretch(1)
        if self._again is not None:
            self.login.setText(self._again.login)
            self.login.setReadOnly(True)
            self.login.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._show.setCheckable(True)
        self._show.toggled.connect(self._on_show)
        self.password.addAction(self._show, QLineEdit.ActionPosition.TrailingPosition)
        for field in (self.login, self.password):
            field.textChanged.connect(self.changed)
        self.login.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.submitted)
        self._theme.changed.connect(self._redraw)
        self._redraw()

    def _ways(self) -> QHBoxLayout:
        """Let the person choose, where the desk has several ways in."""
        ways = QHBoxLayout()
        ways.setSpacing(16)
        usual = self._desk.sign_in[0] if self._desk.sign_in else _PASSWORD
        for button, way in ((self.by_password, _PASSWORD), (self.by_token, _TOKEN)):
            ways.addWidget(button)
            button.setChecked(way == usual)
            button.setVisible(len(self._desk.sign_in) > 1 and way in self._desk.sign_in)
            button.toggled.connect(self._on_way)
        ways.addStretch(1)
        return ways

    def _on_way(self) -> None:
        self.password.clear()
        self.words()
        self.focus_first()
        self.changed.emit()

    def _card(self) -> QFrame:
        card = QFrame(self)
        set_look(card, ground="card")
        row = QHBoxLayout(card)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        self._picture = QLabel(card)
        row.addWidget(self._picture, alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._card_name)
        words.addWidget(self._card_where)
        row.addLayout(words, 1)
        return card

    def form(self) -> SignInForm:
        """What the person typed."""
        place = KeyPlace.KEYRING if self.key_place is None else self.key_place.place()
        secret = "" if self.key_place is None else self.key_place.secret()
        by_token = self.by_token.isChecked()
        typed = self.password.text()
        return SignInForm(
            url=self._desk.url,
            login="" if by_token else self.login.text().strip(),
            password=typed.strip() if by_token else typed,
            key_place=place,
            passphrase=secret,
            way=_TOKEN if by_token else _PASSWORD,
            backend=self._desk.backend,
        )

    def forget_password(self) -> None:
        """Empty the field once it is no longer needed, or was wrong."""
        self.password.clear()

    def _on_show(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.password.setEchoMode(mode)
        self._redraw()

    def _redraw(self) -> None:
        theme = self._theme
        icon = "eye-off" if self._show.isChecked() else "eye"
        self._show.setIcon(theme.icons.icon(icon, theme.colors.muted))
        picture, ink = ("badge-check", theme.colors.success)
        if self._again is not None:
            picture, ink = ("building", theme.colors.accent)
        self._picture.setPixmap(theme.icons.pixmap(picture, ink, theme.px(20)))

    @override
    def heading(self) -> str:
        if self._again is not None:
            return self.tr("Sign in again")
        return self.tr("Sign in")

    @override
    def next_words(self) -> str:
        return self.tr("Sign in")

    @override
    def ready(self) -> bool:
        chosen = self.key_place is None or self.key_place.ready()
        named = self.by_token.isChecked() or bool(self.login.text().strip())
        return bool(named and self.password.text().strip() and chosen)

    @override
    def words(self) -> None:
        name_field(self._login_label, self.login, self.tr("Your name on the desk"))
        by_token = self.by_token.isChecked()
        for part in (self._login_label, self.login):
            part.setVisible(not by_token)
        self.by_password.setText(self.tr("&Name and password"))
        self.by_token.setText(self.tr("&Token"))
        secret = self.tr("Token") if by_token else self.tr("Password")
        name_field(self._password_label, self.password, secret)
        self._show.setText(self.tr("Show the token") if by_token else self.tr("Show the password"))
        self._card_where.setText(self._where())
        if self._again is not None:
            self._hint.setText(
                self.tr(
                    "Your work is kept here and goes on as soon as you are signed in again. "
                    "To work as somebody else, add another profile."
                )
            )
        else:
            self._hint.setText(self._kept())

    def _where(self) -> str:
        desk = self._desk
        lines = [desk.url]
        if desk.version:
            told = self.tr("It answers at {address}, version {version}.")
            lines = [told.format(address=desk.url, version=desk.version)]
        elif desk.kind:
            lines = [self.tr("{kind} at {address}.").format(kind=desk.kind, address=desk.url)]
        if desk.promise:
            lines.append(domain_text(desk.promise))
        return "\n".join(lines)

    def _kept(self) -> str:
        """Say what becomes of what is typed here."""
        if self.by_token.isChecked():
            return self.tr(
                "A token is made on the desk's own pages, among your settings there. It is kept "
                "where the key of your data is kept, and goes to the desk only."
            )
        if self._desk.keeps_password:
            return self.tr(
                "This desk gives nothing in place of a password: it is kept where the key of your "
                "data is kept, and goes to the desk only. A token is better, for it can be taken "
                "back."
            )
        return self.tr("The password goes to the desk only and is not kept on this computer.")

    @override
    def focus_first(self) -> None:
        named = self.by_token.isChecked() or bool(self.login.text())
        (self.password if named else self.login).setFocus()
