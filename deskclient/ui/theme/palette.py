"""The Qt palette of a scheme."""

from PySide6.QtGui import QColor, QPalette

from deskclient.ui.theme.tokens import Colors

_Role = QPalette.ColorRole


def palette_of(colors: Colors) -> QPalette:
    """Build the palette that Fusion draws with."""
    roles = {
        _Role.Window: colors.window,
        _Role.WindowText: colors.text,
        _Role.Base: colors.surface,
        _Role.AlternateBase: colors.window,
        _Role.Text: colors.text,
        _Role.PlaceholderText: colors.muted,
        _Role.Button: colors.window,
        _Role.ButtonText: colors.text,
        _Role.BrightText: colors.danger,
        _Role.ToolTipBase: colors.raised,
        _Role.ToolTipText: colors.text,
        _Role.Highlight: colors.selection,
        _Role.HighlightedText: colors.text,
        _Role.Accent: colors.accent,
        _Role.Link: colors.accent,
        _Role.LinkVisited: colors.accent,
        _Role.Light: colors.raised,
        _Role.Midlight: colors.hover,
        _Role.Mid: colors.border,
        _Role.Dark: colors.outline,
        _Role.Shadow: colors.border,
    }
    palette = QPalette()
    for role, color in roles.items():
        palette.setColor(role, QColor(color))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colors.outline))
    return palette
