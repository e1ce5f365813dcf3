"""The one style sheet, written from the tokens.

Widgets ask for a look by a dynamic property, never by a style sheet of their own:

- ``role``: on labels ``title``, ``page``, ``muted``, ``small``, ``danger``, ``warning``,
  ``success``, ``section``; on buttons ``primary``, ``quiet``, ``danger``, ``link``, ``chip``.
- ``ground``: on frames ``window``, ``surface``, ``raised``, ``note``, ``own``, ``card``, ``bar``,
  ``danger``, ``warning``, ``success``, ``selection``.
"""

from collections.abc import Mapping
from string import Template

from msgspec.structs import asdict

from deskclient.ui.theme.tokens import METRICS, TYPE_SCALE, Colors, Step

_SHEET = Template("""
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: ${xs}px ${s}px; }

QFrame[ground="window"], QWidget[ground="window"] { background: $window; }
QFrame[ground="surface"], QWidget[ground="surface"] { background: $surface; }
QFrame[ground="bar"] { background: $window; border: none; }
QFrame[ground="raised"] {
  background: $raised; border: 1px solid $border; border-radius: ${radius}px;
}
QFrame[ground="card"] {
  background: $surface; border: 1px solid $border; border-radius: ${radius}px;
}
QFrame[ground="note"] { background: $note_ground; border-radius: ${radius}px; }
QFrame[ground="own"] { background: $own_ground; border-radius: ${radius}px; }
QFrame[ground="selection"] { background: $selection; border-radius: ${radius}px; }
QFrame[ground="danger"] { background: $danger_ground; border-radius: ${radius}px; }
QFrame[ground="warning"] { background: $warning_ground; border-radius: ${radius}px; }
QFrame[ground="success"] { background: $success_ground; border-radius: ${radius}px; }
QFrame[role="line"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="vline"] { background: $border; border: none; max-width: 1px; min-width: 1px; }

QLabel { background: transparent; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${font_small}px; }
QLabel[role="section"] { color: $muted; font-size: ${font_small}px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="title"] { font-size: ${font_title}px; font-weight: 600; }
QLabel[role="page"] { font-size: ${font_page}px; font-weight: 600; }
QLabel[role="danger"] { color: $danger; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="success"] { color: $success; }

QPushButton, QToolButton {
  background: $surface; color: $text; border: 1px solid $border; border-radius: ${radius}px;
  padding: ${xs}px ${m}px; min-height: ${control_inner}px;
}
QToolButton { padding: ${xs}px ${s}px; }
QPushButton, QToolButton { icon-size: ${icon}px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked, QPushButton:checked {
  background: $selection;
}
QPushButton:disabled, QToolButton:disabled { color: $outline; background: transparent; }
QPushButton:focus, QToolButton:focus {
  border: ${focus}px solid $accent; padding: ${xs_in}px ${m_in}px;
}
QToolButton:focus { padding: ${xs_in}px ${s_in}px; }
QPushButton[role="primary"], QToolButton[role="primary"] {
  background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600;
}
QPushButton[role="primary"]:hover, QToolButton[role="primary"]:hover {
  background: $accent_hover; border-color: $accent_hover;
}
QPushButton[role="primary"]:focus, QToolButton[role="primary"]:focus {
  border: ${focus}px solid $text;
}
QPushButton[role="primary"]:disabled, QToolButton[role="primary"]:disabled {
  background: $hover; color: $outline; border-color: $border;
}
QPushButton[role="quiet"], QToolButton[role="quiet"] {
  background: transparent; border: 1px solid transparent;
}
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover { background: $hover; }
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus {
  border: ${focus}px solid $accent;
}
QToolButton[role="quiet"]:checked { background: $selection; }
QPushButton[role="danger"] { color: $danger; border-color: $danger; }
QPushButton[role="link"], QToolButton[role="link"] {
  background: transparent; border: 1px solid transparent; color: $accent; padding: 0 ${xs}px;
  min-height: 0;
}
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus, QToolButton[role="link"]:focus {
  border: ${focus}px solid $accent; padding: 0 ${xs_in}px;
}
QPushButton[role="chip"], QToolButton[role="chip"] {
  background: $surface; border: 1px solid $border; border-radius: ${chip_radius}px;
  padding: 0 ${s}px; min-height: ${chip}px;
}
QPushButton[role="chip"]:hover, QToolButton[role="chip"]:hover { background: $hover; }
QPushButton[role="chip"]:focus, QToolButton[role="chip"]:focus {
  border: ${focus}px solid $accent; padding: 0 ${s_in}px;
}
QToolButton[role="chip"][active="true"], QPushButton[role="chip"][active="true"] {
  background: $selection; border-color: $selection;
}
QToolButton[role="chip"][part="body"] {
  border-top-right-radius: 0; border-bottom-right-radius: 0; padding-right: ${xs}px;
}
QToolButton[role="chip"][part="cross"] {
  border-top-left-radius: 0; border-bottom-left-radius: 0; padding: 0 ${xs}px 0 0;
}
QToolButton[role="chip"][part="cross"]:hover { background: $hover; }
QToolButton[role="cross"] {
  background: transparent; border: none; padding: 0; min-height: 0; margin: 0 2px;
}
QToolButton[role="cross"]:hover { background: $border; }
QToolButton::menu-indicator { image: none; width: 0; }
QToolButton::menu-button { border: none; width: 20px; }
QPushButton::menu-indicator { image: none; width: 0; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateTimeEdit, QDateEdit, QComboBox {
  background: $surface; color: $text; border: 1px solid $outline; border-radius: ${radius}px;
  padding: ${xs}px ${s}px; selection-background-color: $selection; selection-color: $text;
}
QLineEdit, QSpinBox, QDateTimeEdit, QDateEdit, QComboBox {
  min-height: ${field}px; padding: 0 ${s}px;
}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateTimeEdit:focus,
QDateEdit:focus, QComboBox:focus {
  border: ${focus}px solid $accent; padding: ${xs_in}px ${s_in}px;
}
QLineEdit:focus, QSpinBox:focus, QDateTimeEdit:focus, QDateEdit:focus, QComboBox:focus {
  padding: 0 ${s_in}px; min-height: ${field_in}px;
}
QLineEdit[role="search"] { padding: 0 ${xs}px; }
QLineEdit QToolButton, QLineEdit QToolButton:hover, QLineEdit QToolButton:focus {
  min-height: 0; padding: 0; border: none; background: transparent;
}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {
  color: $muted; background: $window; border-color: $border;
}
QLineEdit[trouble="true"], QPlainTextEdit[trouble="true"], QComboBox[trouble="true"] {
  border: ${focus}px solid $danger;
}
QLineEdit[role="search"] { border-color: $border; }
QLineEdit[role="search"]:focus { border-color: $accent; }
QTextBrowser[role="plain"], QPlainTextEdit[role="plain"], QTextEdit[role="plain"],
QLineEdit[role="plain"] {
  border: none; background: transparent;
}
QComboBox::drop-down, QDateTimeEdit::drop-down, QDateEdit::drop-down {
  border: none; width: 24px; background: transparent;
}
QComboBox::down-arrow, QDateTimeEdit::down-arrow, QDateEdit::down-arrow {
  image: url($arrow); width: 16px; height: 16px;
}
QComboBox QAbstractItemView {
  background: $raised; border: 1px solid $border; outline: 0; padding: ${xs}px;
}

QMenuBar { background: $window; color: $text; padding: 0 ${xs}px; }
QMenuBar::item { padding: ${xs}px ${s}px; border-radius: ${radius}px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; }
QMenu { background: $raised; color: $text; border: 1px solid $border; padding: ${xs}px; }
QMenu::item { padding: 6px ${xl}px 6px ${s}px; border-radius: 4px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $outline; }
QMenu::icon { padding-left: ${s}px; }
QMenu::separator { height: 1px; background: $border; margin: ${xs}px ${s}px; }

QHeaderView { background: $surface; border: none; }
QHeaderView::section {
  background: $surface; color: $muted; border: none; border-bottom: 1px solid $border;
  padding: 0 ${s}px; font-weight: 600; font-size: ${font_small}px; min-height: ${chip}px;
}
QHeaderView::section:hover { color: $text; background: $hover; }
QHeaderView::up-arrow, QHeaderView::down-arrow { width: 0; height: 0; }

QAbstractItemView {
  background: $surface; color: $text; border: none; outline: 0;
  selection-background-color: $selection; selection-color: $text;
}
QListView[role="sidebar"], QTreeView[role="sidebar"] { background: $window; }
QSplitter::handle { background: $border; }
QSplitter::handle:hover { background: $accent; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QTabWidget::pane { border: none; }
QTabBar { background: $window; }
QTabBar::tab {
  background: transparent; color: $muted; border: none; border-bottom: ${focus}px solid transparent;
  padding: ${xs}px ${m}px; min-height: ${chip}px;
}
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $text; background: $hover; }
QTabBar::tab:focus { color: $accent; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $outline; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar {
  background: $border; border: none; border-radius: 2px; max-height: 4px; min-height: 4px;
}
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QStatusBar { background: $window; }
QStatusBar::item { border: none; }
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator {
  width: ${indicator}px; height: ${indicator}px;
}
QCheckBox::indicator:unchecked, QListView::indicator:unchecked {
  background: $surface; border: 1px solid $outline; border-radius: 3px;
  width: ${indicator_in}px; height: ${indicator_in}px;
}
QCheckBox::indicator:checked, QListView::indicator:checked {
  image: url($tick); background: $accent; border: 1px solid $accent; border-radius: 3px;
  width: ${indicator_in}px; height: ${indicator_in}px;
}
QCheckBox::indicator:checked:disabled, QListView::indicator:checked:disabled {
  background: $outline; border-color: $outline;
}
QRadioButton::indicator {
  background: $surface; border: 1px solid $outline; border-radius: ${indicator_radius}px;
  width: ${indicator_in}px; height: ${indicator_in}px;
}
QRadioButton::indicator:checked {
  border-color: $accent;
  background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
    stop: 0 $accent, stop: 0.5 $accent, stop: 0.6 $surface, stop: 1 $surface);
}
QDialog { background: $window; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[ground="none"] { background: transparent; }
""")


def style_sheet(colors: Colors, body_px: float, arrow: str, tick: str) -> str:
    """Write the style sheet.

    Args:
        colors: The scheme.
        body_px: Height of the body text in pixels; the rest of the type scale follows.
        arrow: File of the drop-down arrow in the scheme's ink.
        tick: File of the tick of a checked box, in the ink that stands on the accent.
    """
    return _SHEET.substitute(_values(colors, body_px), arrow=arrow, tick=tick)


def _values(colors: Colors, body_px: float) -> Mapping[str, object]:
    sizes = asdict(METRICS)
    ring = METRICS.focus - 1
    indicator = round(body_px * 1.1) // 2 * 2
    return {
        **asdict(colors),
        **sizes,
        "xs_in": METRICS.xs - ring,
        "s_in": METRICS.s - ring,
        "m_in": METRICS.m - ring,
        "control_inner": round(body_px * 1.45),
        "icon": max(METRICS.icon, round(body_px * 1.15)),
        "indicator": indicator,
        "indicator_in": indicator - 2,
        "indicator_radius": indicator // 2,
        "field": round(body_px * 1.45) + 2 * METRICS.xs,
        "field_in": round(body_px * 1.45) + 2 * METRICS.xs - 2 * ring,
        "chip": round(body_px * 1.75),
        "chip_radius": round(body_px * 0.9),
        "font_small": round(body_px * TYPE_SCALE[Step.SMALL]),
        "font_title": round(body_px * TYPE_SCALE[Step.TITLE]),
        "font_page": round(body_px * TYPE_SCALE[Step.PAGE]),
    }
