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


def test_the_first_paint_of_a_window_has_all_the_rows_that_are_in_sight(qtbot, tools):
    """The list is read before anything is laid out, when it is still a few pixels high."""
    memory = BriefMemory()
    memory.set("view", "work:open")
    window = MainWindow(FakeDesk(), tools, memory)
    window.resize(1024, 700)
    found: list[tuple[int, int]] = []
    rows = window.panel.list
    window.painted.connect(
        lambda: found.append((window.panel.model.rowCount(), rows.rows_in_sight()))
    )
    with qtbot.waitSignal(window.painted):
        window.show()
    ((there, in_sight),) = found
    assert there >= in_sight > 5
    window.close()
    window.deleteLater()


def test_at_twice_the_text_size_a_small_window_shows_the_list_alone(window, theme, qtbot):
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: window.panes.detail_shown)
    theme.apply(text_scale=2.0)
    qtbot.waitUntil(lambda: not window.panes.detail_shown)
