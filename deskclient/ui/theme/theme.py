"""The look in force, and the signal that it changed."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication, QWidget

from deskclient.ui.icons import IconSource
from deskclient.ui.theme.palette import palette_of
from deskclient.ui.theme.stylesheet import style_sheet
from deskclient.ui.theme.tokens import (
    COLORS,
    METRICS,
    TYPE_SCALE,
    Colors,
    Density,
    Metrics,
    Scheme,
    SchemeChoice,
    Step,
)

_COLOR_SCHEMES = {
    SchemeChoice.SYSTEM: Qt.ColorScheme.Unknown,
    SchemeChoice.LIGHT: Qt.ColorScheme.Light,
    SchemeChoice.DARK: Qt.ColorScheme.Dark,
    SchemeChoice.CONTRAST: Qt.ColorScheme.Dark,
}


STYLE_ARGUMENTS = ("-style", "Fusion")
"""What an application is made with: the one style that looks the same everywhere.

Set afterwards, the binding would answer with the style itself, and load all that styles know.
"""


class Theme(QObject):
    """Colours, type and density, handed to every widget that paints by itself.

    Widgets that Qt draws follow through palette and style sheet; the others repaint on
    :attr:`changed`.
    """

    changed = Signal()
    """After palette, style sheet, text size or density have changed."""

    def __init__(self, application: QApplication, icons: IconSource) -> None:
        super().__init__(application)
        self._application = application
        self._icons = icons
        self._choice = SchemeChoice.SYSTEM
        self._density = Density.COMFORTABLE
        self._scale = 1.0
        self._system_font = QFont(application.font())
        self._scheme = Scheme.LIGHT
        application.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    # --- what is in force ---------------------------------------------------------------

    @property
    def scheme(self) -> Scheme:
        """The colours in force."""
        return self._scheme

    @property
    def choice(self) -> SchemeChoice:
        """What the person asked for."""
        return self._choice

    @property
    def density(self) -> Density:
        """How close the rows stand."""
        return self._density

    @property
    def colors(self) -> Colors:
        """The colours in force."""
        return COLORS[self._scheme]

    @property
    def metrics(self) -> Metrics:
        """The distances."""
        return METRICS

    @property
    def icons(self) -> IconSource:
        """The icon family."""
        return self._icons

    @property
    def text_scale(self) -> float:
        """The person's text size over the system's, 0.8 to 2.0."""
        return self._scale

    def color(self, token: str) -> QColor:
        """Give a colour by the name of its token."""
        return QColor(getattr(self.colors, token))

    def font(self, step: Step = Step.BODY, *, strong: bool = False) -> QFont:
        """Give the font of a step of the type scale, with figures of equal width."""
        font = QFont(self._system_font)
        size = self._system_font.pointSizeF()
        if size > 0:
            font.setPointSizeF(size * self._scale * TYPE_SCALE[step])
        else:
            font.setPixelSize(round(self._system_font.pixelSize() * self._scale * TYPE_SCALE[step]))
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def px(self, pixels: float) -> int:
        """Scale a distance that must grow with the text (row heights, icon sizes)."""
        return round(pixels * self._scale)

    def row_height(self) -> int:
        """Give the height of a list row in the density in force; never less than its text."""
        if self._density is Density.COMPACT:
            return max(self.px(METRICS.row_compact), self._lines(1) + METRICS.s)
        return max(self.px(METRICS.row_comfortable), self._lines(2) + METRICS.m)

    def _lines(self, count: int) -> int:
        return round(QFontMetricsF(self.font()).height() * count)

    # --- changing it --------------------------------------------------------------------

    def apply(
        self,
        choice: SchemeChoice | None = None,
        density: Density | None = None,
        text_scale: float | None = None,
    ) -> None:
        """Put a look in force; what is not given stays."""
        self._choice = self._choice if choice is None else choice
        self._density = self._density if density is None else density
        self._scale = self._scale if text_scale is None else min(2.0, max(0.8, text_scale))
        hints = self._application.styleHints()
        wanted = _COLOR_SCHEMES[self._choice]
        if wanted is Qt.ColorScheme.Unknown:
            hints.unsetColorScheme()
        elif hints.colorScheme() is not wanted:
            hints.setColorScheme(wanted)
        self._scheme = self._find_scheme()
        self._dress()
        self.changed.emit()

    def _find_scheme(self) -> Scheme:
        if self._choice is not SchemeChoice.SYSTEM:
            return Scheme(self._choice.value)
        hints = self._application.styleHints()
        if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
            return Scheme.CONTRAST
        dark = hints.colorScheme() is Qt.ColorScheme.Dark
        return Scheme.DARK if dark else Scheme.LIGHT

    def _dress(self) -> None:
        self._application.setFont(self.font())
        self._application.setPalette(palette_of(self.colors))
        body_px = QFontMetricsF(self.font()).height() / 1.18
        arrow, tick = (
            self._icons.sheet_file(one, self._scheme.value) for one in ("arrows", "ticks")
        )
        self._application.setStyleSheet(style_sheet(self.colors, body_px, arrow, tick))

    def _on_system_changed(self) -> None:
        if self._choice is SchemeChoice.SYSTEM and self._find_scheme() is not self._scheme:
            self.apply()


def set_look(widget: QWidget, **properties: str | bool) -> None:
    """Give a widget the dynamic properties the style sheet reads, and have it restyled."""
    if "ground" in properties:
        # Plain widgets paint no ground of their own otherwise.
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    for name, value in properties.items():
        widget.setProperty(name, "true" if value is True else value)
    # Who was not shown yet is styled when it is; to do it now as well would double the work.
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
