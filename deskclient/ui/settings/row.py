"""One declared setting as a row: what it is, its control, the way back to the default."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from deskclient.domain.settings import SettingKind, SettingSpec, SettingValue
from deskclient.services.settings import Settings
from deskclient.ui.page_parts import text_label
from deskclient.ui.quiet_inputs import NumberLine, QuietCombo
from deskclient.ui.text import domain_text
from deskclient.ui.theme.theme import Theme, set_look

_CONTROL_PX = 190
_STACK_FROM = 1.4


class SettingRow(QFrame):
    """Applies a change at once; shows changes made elsewhere through :meth:`refresh`."""

    def __init__(
        self, theme: Theme, settings: Settings, spec: SettingSpec, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.spec = spec
        self._theme = theme
        self._settings = settings
        self.control = self._make_control()
        self.back = QToolButton(self)
        self._build()
        self.refresh()

    def _build(self) -> None:
        spec = self.spec
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        # With large text there is no room for label and control side by side.
        stacked = self._theme.text_scale > _STACK_FROM
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._label())
        if spec.help:
            words.addWidget(text_label(domain_text(spec.help), "muted", self))
        if spec.restart:
            words.addWidget(
                text_label(self.tr("Takes effect when the program starts again."), "warning", self)
            )
        row.addLayout(words, 1)
        if spec.kind is not SettingKind.FLAG:
            (words if stacked else row).addLayout(self._sized())
        set_look(self.back, role="quiet")
        self.back.setIcon(self._theme.icons.icon("rotate-ccw", self._theme.colors.muted))
        reset = self.tr("Back to the default: {setting}")
        self.back.setAccessibleName(reset.format(setting=domain_text(spec.label)))
        self.back.setToolTip(self.tr("Back to the default"))
        keeps = self.back.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(keeps)
        self.back.clicked.connect(self._on_back)
        row.addWidget(self.back, alignment=Qt.AlignmentFlag.AlignTop)
        self.control.setObjectName(f"setting:{spec.key}")
        self.control.setAccessibleName(domain_text(spec.label))
        self.control.setAccessibleDescription(domain_text(spec.help))

    def _sized(self) -> QHBoxLayout:
        """The control in a column as wide as that of the other rows; the unit stands behind it."""
        sized = QHBoxLayout()
        sized.setSpacing(8)
        room = self._theme.px(_CONTROL_PX)
        sized.addWidget(self.control, alignment=Qt.AlignmentFlag.AlignTop)
        if self.spec.kind is SettingKind.NUMBER:
            self.control.setFixedWidth(room * 2 // 5)
            unit = QLabel(domain_text(self.spec.unit), self)
            unit.setFixedWidth(room - room * 2 // 5 - 8)
            unit.setMinimumHeight(self.control.sizeHint().height())
            sized.addWidget(unit, alignment=Qt.AlignmentFlag.AlignTop)
        else:
            self.control.setFixedWidth(room)
        sized.addStretch(1)
        return sized

    def _label(self) -> QWidget:
        if self.spec.kind is SettingKind.FLAG:
            return self.control
        label = QLabel(domain_text(self.spec.label), self)
        label.setWordWrap(True)
        label.setBuddy(self.control)
        return label

    def _make_control(self) -> QWidget:
        spec = self.spec
        if spec.kind is SettingKind.FLAG:
            box = QCheckBox(domain_text(spec.label).replace("&", "&&"), self)
            box.toggled.connect(self._on_flag)
            return box
        if spec.kind is SettingKind.NUMBER:
            line = NumberLine(spec.minimum, spec.maximum)
            line.number_changed.connect(self._on_number)
            return line
        combo = QuietCombo(self)
        for choice in spec.choices:
            combo.addItem(domain_text(choice.label), choice.value)
        combo.activated.connect(self._on_choice)
        return combo

    # --- values -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the value in force."""
        value = self._settings.get(self.spec.key)
        with QSignalBlocker(self.control):
            if isinstance(self.control, QCheckBox):
                self.control.setChecked(bool(value))
            elif isinstance(self.control, NumberLine):
                self.control.set_number(int(value))
            elif isinstance(self.control, QuietCombo):
                self.control.setCurrentIndex(self.control.findData(value))
        self.back.setVisible(value != self.spec.default)

    def _put(self, value: SettingValue) -> None:
        if self.spec.accepts(value):
            self._settings.set(self.spec.key, value)
        self.refresh()

    def _on_flag(self, checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._put(checked)

    def _on_number(self, number: int) -> None:
        self._put(number)

    def _on_choice(self) -> None:
        if isinstance(self.control, QuietCombo):
            self._put(str(self.control.currentData()))

    def _on_back(self) -> None:
        self._settings.reset(self.spec.key)
        self.refresh()
        self.control.setFocus()
