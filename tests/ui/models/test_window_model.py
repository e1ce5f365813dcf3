"""The list's model: first rows, the keys behind them, rows by the page, changes."""

from array import array

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from deskclient.domain.query import ListQuery
from deskclient.ui.models.row_cache import KEPT_PAGES, PAGE_ROWS
from deskclient.ui.models.window_model import ROW_ROLE, WindowModel
from deskclient.ui.text import Texts
from tests.fakes.desk_content import make_content
from tests.fakes.fake_desk import FakeDesk

ALL = ListQuery("ticket", sort="-created_at")


@pytest.fixture
def model(qapp, desk, clock):
    made = WindowModel(desk.registry["ticket"], desk.reads, Texts(clock))
    yield made
    made.deleteLater()


def every_key(desk, query=ALL):
    found: list[array[int]] = []
    desk.reads.keys(query, found.append)
    return found[0]


def show_first(model, desk, count):
    keys = every_key(desk)[:count]
    model.show_first(keys, desk.reads.rows("ticket", keys))


def test_it_keeps_the_rules_of_item_models(model, desk, qtmodeltester):
    show_first(model, desk, 60)
    qtmodeltester.check(model)
    model.grow(every_key(desk))
    qtmodeltester.check(model)


def test_the_keys_behind_the_first_rows_only_add_rows(model, desk, qtbot):
    show_first(model, desk, 200)
    keys = every_key(desk)
    assert model.continues_with(keys)
    with qtbot.waitSignal(model.rowsInserted):
        model.grow(keys)
    assert [model.row(at).key for at in range(300)] == list(keys)


def test_the_first_rows_of_a_list_are_never_read_twice(model, desk):
    show_first(model, desk, PAGE_ROWS)
    model.grow(every_key(desk))
    desk.reads.row_reads = 0
    for position in range(PAGE_ROWS):
        model.data(model.index(position, 1))
    assert desk.reads.row_reads == 0


def test_rows_that_are_here_are_not_read_again_with_the_rest_of_their_page(model, desk):
    keys = every_key(desk)
    model.show_first(keys[:PAGE_ROWS], desk.reads.rows("ticket", keys[:20]))
    desk.reads.keys_read.clear()
    model.prefetch(0, 19)
    model.prefetch(0, 19)
    assert desk.reads.keys_read == list(keys[20:PAGE_ROWS])
    assert [model.row(at).key for at in range(PAGE_ROWS)] == list(keys[:PAGE_ROWS])


def test_of_rows_to_be_shown_only_those_are_read_that_are_not_here(model, desk):
    keys = every_key(desk)
    model.show_first(keys, desk.reads.rows("ticket", keys[:10]))
    desk.reads.keys_read.clear()
    model.ensure(5, 24)
    assert desk.reads.keys_read == list(keys[10:25])
    desk.reads.row_reads = 0
    model.ensure(120, 140)
    assert desk.reads.row_reads == 1
    assert [model.row(at).key for at in range(120, 141)] == list(keys[120:141])
    assert desk.reads.row_reads == 1


def test_rows_beyond_the_end_are_not_asked_for(model, desk):
    model.grow(every_key(desk))
    model.ensure(290, 500)
    model.ensure(-1, -1)
    model.prefetch(290, 500)
    assert model.row(299) is not None


def test_another_order_is_not_taken_for_growth(model, desk):
    show_first(model, desk, 200)
    assert not model.continues_with(every_key(desk, replace(ALL, sort="created_at")))


def test_showing_thirty_rows_reads_one_page(model, desk):
    model.grow(every_key(desk))
    desk.reads.row_reads = 0
    for position in range(30):
        model.data(model.index(position, 1))
    assert desk.reads.row_reads == 1


def test_a_jump_reads_only_the_page_it_lands_on(model, desk):
    model.grow(every_key(desk))
    desk.reads.row_reads = 0
    model.data(model.index(290, 1))
    assert desk.reads.row_reads == 1


def test_pages_far_away_are_forgotten(qapp, clock):
    desk = FakeDesk(make_content(PAGE_ROWS * 3))
    model = WindowModel(desk.registry["ticket"], desk.reads, Texts(clock))
    model.grow(every_key(desk))
    for number in range(KEPT_PAGES + 1):
        model._rows._pages[100 + number] = {}
    model.row(0)
    assert len(model._rows._pages) == KEPT_PAGES
    assert model.row(0) is not None


def test_a_changed_record_is_read_anew_and_redrawn(model, desk, qtbot):
    show_first(model, desk, 60)
    one = model.row(5).record_id
    view = desk.records.by_kind["ticket"][one]
    desk.records.put("ticket", one, {**view.doc, "subject": "Changed"})
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.refresh([one])
    assert changed.args[0].row() == 5
    assert model.index(5, model.column_of("subject")).data() == "Changed"


def test_for_a_changed_record_its_row_alone_is_read(model, desk):
    show_first(model, desk, 60)
    one = model.row(5)
    desk.reads.keys_read.clear()
    model.refresh([one.record_id])
    model.ensure(0, 20)
    assert desk.reads.keys_read == [one.key]


def test_a_record_that_is_not_in_the_window_costs_nothing(model, desk, qtbot):
    show_first(model, desk, 10)
    with qtbot.assertNotEmitted(model.dataChanged):
        model.refresh(["unknown"])


def test_a_vanished_record_leaves_a_row_that_says_so_in_place_of_its_title(model, desk):
    model.grow(every_key(desk))
    gone = model.row(3).record_id
    del desk.records.by_kind["ticket"][gone]
    model.refresh([gone])
    assert model.row(3) is None
    title = model.column_of("subject")
    assert model.index(3, title).data() == "No longer here"
    assert [model.index(3, at).data() for at in range(model.columnCount()) if at != title] == [
        None
    ] * (model.columnCount() - 1)


def test_roles_nobody_needs_are_answered_without_reading(model, desk):
    model.grow(every_key(desk))
    desk.reads.row_reads = 0
    assert model.index(0, 0).data(Qt.ItemDataRole.FontRole) is None
    assert desk.reads.row_reads == 0


def test_the_row_itself_is_there_for_painters(model, desk):
    show_first(model, desk, 10)
    assert model.index(0, 0).data(ROW_ROLE) is model.row(0)


def test_cells_are_written_for_people(model, desk):
    show_first(model, desk, 10)
    row = model.row(0)
    texts = {spec.name: model.text(row, at) for at, spec in enumerate(model.columns)}
    assert texts["number"] == "#1300"
    assert texts["queue"] == "Printing"
    assert texts["created_at"].endswith("min")


def test_a_million_rows_cost_no_more_than_their_keys(model, qtbot):
    model.grow(array("q", range(1_000_000)))
    assert model.rowCount() == 1_000_000
    assert model.position_of(999_999) == 999_999
