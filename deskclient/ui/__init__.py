"""The window: Qt widgets, models and actions."""

from deskclient.ui.binding import load_qt

# Before any module of the window: each would be read as text too.
load_qt()
