"""How the panes share the window."""

from deskclient.ui.main_window import MainWindow
from deskclient.ui.memory import BriefMemory
from tests.fakes.fake_desk import FakeDesk


def test_a_sidebar_of_icons_leaves_the_rest_to_the_list(qtbot, tools):
    window = MainWindow(FakeDesk(), tools, BriefMemory())
    window.resize(1024, 700)
    with qtbot.waitSignal(window.painted):
        window.show()
    qtbot.waitUntil(lambda: window.panes.outer.sizes()[0] == window.sidebar.width())
    window.close()
    window.deleteLater()


def test_at_twice_the_text_size_a_small_window_shows_the_list_alone(window, theme, qtbot):
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: window.panes.detail_shown)
    theme.apply(text_scale=2.0)
    qtbot.waitUntil(lambda: not window.panes.detail_shown)
