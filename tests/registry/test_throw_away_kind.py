"""A kind declared in one test module lives like any other: stored, synced, listed, merged, shown.

Our own service over HTTP on loopback, the real engine, encrypted stores, the real forms and lists.
"""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from deskclient.domain.clock import SystemClock
from deskclient.domain.fields import Value
from deskclient.domain.ids import RecordId
from deskclient.domain.operation import OpState
from deskclient.domain.query import ListQuery
from deskclient.services.api import Decision, Desk, Refusal
from deskclient.ui.bridge import Bridge
from deskclient.ui.decisions.conflict_card import ConflictCard
from deskclient.ui.forms.record_form import RecordForm
from deskclient.ui.icons import IconSource
from deskclient.ui.list.columns import standard_columns
from deskclient.ui.list.record_list import RecordList
from deskclient.ui.models.window_model import WindowModel
from deskclient.ui.outbox.words import OpWords
from deskclient.ui.parts import Parts
from deskclient.ui.text import Texts
from deskclient.ui.theme.theme import Theme
from deskclient.ui.theme.tokens import Density, SchemeChoice
from tests.e2e.person import Person, is_settled, until, wait
from tests.fakes.loopback import Cable, serving
from tests.registry.loan_device import LOAN_DEVICE, wider_registry
from tests.server.service import PASSWORD, MiniDesk, cheap_config, mini_desk
from tests.ui.detail.rig import RecordingHost

KIND = LOAN_DEVICE.name
REMARKS = "first line\nsecond line\nthird line\nfourth line\n"


@dataclass
class World:
    """A desk, and two people who know the further kind; anna's network cable can be pulled."""

    mini: MiniDesk
    anna: Desk
    lena: Desk
    cable: Cable

    def doc(self, desk: Desk, record_id: RecordId) -> dict[str, Value]:
        found = desk.reads.record(KIND, record_id)
        return {} if found is None else dict(found.doc)

    def new(self, **more: Value) -> dict[str, Value]:
        return {"name": "Ноутбук Lenovo", "queue": self.mini.queues[0], "remarks": REMARKS, **more}

    def make(self, **more: Value) -> RecordId:
        """Let anna make a device, and wait until lena has it."""
        (made,) = wait(self.anna.writes.create(KIND, self.new(**more))).record_ids
        until(self.anna, lambda: is_settled(self.anna))
        until(self.lena, lambda: self.doc(self.lena, made) != {})
        return made


@pytest.fixture
def world(home: Path, expected_logs) -> Iterator[World]:
    # Long polls of clients that have gone are ended with the service.
    expected_logs.expect("timeout graceful shutdown exceeded")
    kinds = wider_registry()
    mini = mini_desk(config=cheap_config(home / "files"), registry=kinds)
    with serving(mini.app) as url, Cable(url) as cable:
        anna, lena = Person(home / "anna", kinds), Person(home / "lena", kinds)
        try:
            yield World(
                mini,
                anna.sign_in(cable.url, "anna", PASSWORD).open_synced(),
                lena.sign_in(url, "lena", PASSWORD).open_synced(),
                cable,
            )
        finally:
            anna.quit()
            lena.quit()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, IconSource())
    made.apply(SchemeChoice.LIGHT, Density.COMFORTABLE, 1.0)
    yield made
    made.deleteLater()


def parts_of(desk: Desk, theme) -> tuple[Parts, Bridge]:
    clock, bridge = SystemClock(), Bridge()
    return Parts(desk, bridge, theme, Texts(clock), clock, RecordingHost()), bridge


def test_it_is_stored_by_our_own_desk_and_reaches_a_colleague(world):
    made = world.make(extras=["dock", "bag"], wear="broken")
    found = world.doc(world.lena, made)
    assert found["name"] == "Ноутбук Lenovo"
    assert found["state"] == "in_stock"
    assert found["number"] == 1
    assert found["extras"] == ["bag", "dock"]
    assert found["lendable"] is False, "derived, by the desk as well"
    assert str(found["created_at"]).endswith("Z")


def test_rights_and_required_fields_hold_for_it(world):
    with pytest.raises(Refusal) as refused:
        wait(world.anna.writes.create(KIND, {"queue": world.mini.queues[0]}))
    assert [one.field for one in refused.value.troubles] == ["name"]
    made = world.make()
    check = world.anna.writes.check_change
    assert [(t.field, t.rule) for t in check(KIND, made, {"state": "lent"})] == [
        ("borrower", "required")
    ]
    wait(world.anna.writes.edit(KIND, [made], {"state": "scrapped"}))
    assert [t.rule for t in check(KIND, made, {"state": "in_stock"})] == ["transition"]


def test_it_lists_sorts_and_answers_the_search_line(world):
    borrower = world.mini.requesters[3]
    lent = world.make(
        name="Projector", state="lent", borrower=borrower, back_at="2026-01-05T00:00:00.000Z"
    )
    stock = world.make(name="Beamer", remarks="стоит в шкафу")
    reads = world.lena.reads

    def find(typed: str) -> list[RecordId]:
        parsed = reads.parse(typed, KIND)
        assert parsed.unknown == ()
        assert reads.parse(reads.format(parsed.query), KIND).query == parsed.query
        return [row.record_id for row in reads.first_rows(parsed.query, 10)]

    assert find("state:lent") == [lent]
    assert find("состояние:склад") == [stock]
    assert find('borrower:"Requester 3"') == [lent]
    assert find("back:<2026-02-01") == [lent]
    assert set(find("queue:network is:open")) == {lent, stock}
    until(world.lena, lambda: find("шкаф") == [stock])
    until(world.lena, lambda: find("proj") == [lent])
    assert find("#1")[0] == lent
    by_name = reads.first_rows(ListQuery(KIND, sort="name"), 10)
    assert [row.record_id for row in by_name] == [stock, lent]


def test_the_list_and_the_form_show_it(world, theme, qtbot):
    made = world.make(extras=["dock"], state="lent", borrower=world.mini.requesters[3])
    parts, _bridge = parts_of(world.anna, theme)
    model = WindowModel(LOAN_DEVICE, world.anna.reads, parts.texts)
    start = world.anna.reads.start_at_once(ListQuery(KIND), 10)
    model.show_first(start.keys, start.rows)
    view = RecordList(model, theme)
    qtbot.addWidget(view)
    shown = [one.name for one in standard_columns(model.columns)]
    assert shown == ["name", "state", "borrower", "back_at", "updated_at"]
    texts = [model.data(model.index(0, model.column_of(name))) for name in shown[:3]]
    assert texts == ["Ноутбук Lenovo", "Lent", "Requester 3"]
    head = model.headerData(model.column_of("borrower"), Qt.Orientation.Horizontal)
    assert head == "Borrower"

    form = RecordForm(LOAN_DEVICE, parts)
    qtbot.addWidget(form)
    form.set_doc(world.doc(world.anna, made))
    assert form.changes() == {}
    form.editor("extras").set_value(["bag", "dock"])
    form.editor("wear").set_value("broken")
    form.editor("wear").changed.emit()
    assert form.changes() == {"extras": ["bag", "dock"], "wear": "broken", "lendable": False}
    wait(world.anna.writes.edit(KIND, [made], form.changes(), "form"))
    until(world.lena, lambda: world.doc(world.lena, made).get("wear") == "broken")
    form.deleteLater()
    model.deleteLater()


def test_changes_that_do_not_collide_merge_field_by_field(world):
    made = world.make(extras=["dock"])
    world.cable.pull()
    wait(world.anna.writes.edit(KIND, [made], {"times_lent": 2, "extras": ["bag", "dock"]}))
    longer = REMARKS.replace("first line", "first line, by anna")
    wait(world.anna.writes.edit(KIND, [made], {"remarks": longer, "name": "Renamed by anna"}))
    theirs = REMARKS.replace("fourth line", "fourth line, by lena")
    wait(world.lena.writes.edit(KIND, [made], {"times_lent": 3, "extras": [], "remarks": theirs}))
    wait(world.lena.writes.edit(KIND, [made], {"wear": "used"}))
    until(world.lena, lambda: is_settled(world.lena))
    world.cable.plug()
    world.anna.sync.sync_now()
    until(world.anna, lambda: is_settled(world.anna))
    until(world.lena, lambda: world.doc(world.lena, made).get("name") == "Renamed by anna")
    found = world.doc(world.lena, made)
    assert found["times_lent"] == 5
    assert found["extras"] == ["bag"]
    assert "by anna" in str(found["remarks"])
    assert "by lena" in str(found["remarks"])
    assert found["wear"] == "used"
    until(world.anna, lambda: world.doc(world.anna, made) == found)


def test_a_collision_stands_as_data_is_shown_and_decided(world, theme, qtbot):
    made = world.make()
    world.cable.pull()
    wait(world.anna.writes.edit(KIND, [made], {"name": "Anna's name"}))
    wait(world.lena.writes.edit(KIND, [made], {"name": "Lena's name"}))
    until(world.lena, lambda: is_settled(world.lena))
    world.cable.plug()
    world.anna.sync.sync_now()
    until(world.anna, lambda: any(item.conflicts for item in world.anna.outbox.items()))
    (item,) = world.anna.outbox.items()
    (conflict,) = item.conflicts
    assert (conflict.field, conflict.base) == ("name", "Ноутбук Lenovo")
    assert (conflict.mine, conflict.theirs) == ("Anna's name", "Lena's name")
    assert item.ops[0].state is OpState.CONFLICT

    parts, _bridge = parts_of(world.anna, theme)
    card = ConflictCard(item.ops[0].op_id, LOAN_DEVICE, conflict, parts)
    qtbot.addWidget(card)
    words = OpWords(world.anna, parts.texts).what(item.ops[0])
    assert words == "Device: Ноутбук Lenovo → Anna's name"

    world.anna.outbox.decide([Decision(item.ops[0].op_id, {"name": "Our name"})])
    until(world.anna, lambda: is_settled(world.anna))
    until(world.lena, lambda: world.doc(world.lena, made).get("name") == "Our name")


def test_its_unsent_work_is_exported_in_words_and_as_data(world, home):
    made = world.make()
    world.cable.pull()
    wait(world.anna.writes.edit(KIND, [made], {"name": "Not on the desk", "times_lent": 2}))
    wait(world.anna.writes.create(KIND, world.new(name="New and unsent")))
    target = home / "unsent.zip"
    assert wait(world.anna.outbox.export(target)) == 2
    with zipfile.ZipFile(target) as archive:
        words = archive.read("unsent.txt").decode()
        changes = json.loads(archive.read("changes.json"))
    assert "Device: Not on the desk (was: Ноутбук Lenovo)" in words
    assert "Times lent: +2" in words
    assert "Loan device “New and unsent”" in words
    assert {one["kind"] for one in changes} == {KIND}
