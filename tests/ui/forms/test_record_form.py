"""Forms made from declarations: every type of field, troubles at the field, nothing lost."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from deskclient.domain.fields import Choice, FieldSpec, FieldType
from deskclient.domain.kind import Kind, Reach, Trouble
from deskclient.domain.kinds.common import created_at
from deskclient.domain.kinds.standard import standard_registry
from deskclient.ui.forms.builder import build_editor, is_shown
from deskclient.ui.forms.cell import FieldCell
from deskclient.ui.forms.choice_editors import ChoiceEditor, RefListEditor
from deskclient.ui.forms.record_dialog import RecordDialog
from deskclient.ui.forms.record_form import RecordForm
from deskclient.ui.forms.ref_editor import SUBTITLE_ROLE, NameFinder, RefEditor
from deskclient.ui.forms.set_editor import SetEditor
from deskclient.ui.forms.text_editors import LongTextEditor, ShownText
from deskclient.ui.theme.theme import Theme
from tests.ui.detail.rig import Rig

VEHICLE = Kind(
    name="vehicle",
    label="Vehicle",
    label_plural="Vehicles",
    title_field="plate",
    reach=Reach.REFERENCE,
    fields=(
        FieldSpec(name="plate", type=FieldType.TEXT, label="Plate", required=True),
        FieldSpec(name="about", type=FieldType.LONG_TEXT, label="About", max_length=5000),
        FieldSpec(
            name="fuel",
            type=FieldType.CHOICE,
            label="Fuel",
            choices=(Choice("petrol", "Petrol"), Choice("none", "None")),
            default="petrol",
        ),
        FieldSpec(name="driver", type=FieldType.REF, label="Driver", ref="person"),
        FieldSpec(name="queue", type=FieldType.REF, label="Queue", ref="queue"),
        FieldSpec(name="crew", type=FieldType.REF_SET, label="Crew", ref="person"),
        FieldSpec(name="marks", type=FieldType.TEXT_SET, label="Marks"),
        FieldSpec(name="checked_at", type=FieldType.MOMENT, label="Checked at"),
        FieldSpec(name="bought", type=FieldType.DATE, label="Bought"),
        FieldSpec(name="seats", type=FieldType.INTEGER, label="Seats"),
        FieldSpec(name="trips", type=FieldType.COUNTER, label="Trips", default=0),
        FieldSpec(name="lent", type=FieldType.BOOLEAN, label="Lent"),
        FieldSpec(
            name="lent_to",
            type=FieldType.TEXT,
            label="Lent to",
            required_when=lambda doc: doc.get("lent") is True,
        ),
        FieldSpec(name="rows", type=FieldType.ROWS, label="Rows"),
        created_at(),
    ),
)
WHOLE = {
    "plate": "A 123",
    "about": "Two\nlines",
    "fuel": "none",
    "driver": "r-1",
    "queue": "q-net",
    "crew": ["p-a2", "r-1"],
    "marks": ["old", "red"],
    "checked_at": "2026-11-20T08:30:00.000Z",
    "bought": "2020-02-29",
    "seats": 4,
    "trips": 17,
    "lent": True,
    "lent_to": "Somebody",
}


@pytest.fixture
def vehicles(theme: Theme) -> Rig:
    return Rig(theme, standard_registry().with_kinds(VEHICLE))


@pytest.fixture
def form(qtbot, vehicles):
    made = RecordForm(VEHICLE, vehicles.parts)
    qtbot.addWidget(made)
    return made


def type_into(line, text):
    for char in text:
        event = QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, char)
        QApplication.sendEvent(line, event)


def test_a_new_kind_gets_a_form_from_its_declaration(form):
    assert set(form.names()) == set(WHOLE)


def test_every_type_of_field_gives_back_what_it_was_given(form):
    form.set_doc(WHOLE)
    assert {name: form.doc()[name] for name in WHOLE} == WHOLE
    assert form.changes() == {}
    assert not form.is_dirty()


def test_every_type_of_field_can_be_empty(form):
    form.set_doc({})
    assert form.changes() == {}
    assert form.editor("seats").value() is None
    assert form.editor("checked_at").value() is None


@pytest.mark.parametrize("kind", list(standard_registry()), ids=lambda kind: kind.name)
def test_every_kind_of_the_program_has_a_form(qtbot, rig, kind):
    form = RecordForm(kind, rig.parts)
    qtbot.addWidget(form)
    assert form.names() == tuple(spec.name for spec in kind.fields if is_shown(spec))
    assert form.changes() == {}


def test_only_what_was_changed_is_told(qtbot, form):
    form.set_doc(WHOLE)
    with qtbot.waitSignal(form.changed):
        type_into(form.editor("plate").line, "!")
    assert form.changes() == {"plate": "!A 123"}


def test_cyrillic_is_typed_like_anything_else(form):
    type_into(form.editor("plate").line, "Щ 5")
    assert form.changes() == {"plate": "Щ 5"}


def test_a_required_field_is_told_at_its_place(form):
    troubles = form.check()
    assert [one.field for one in troubles] == ["plate"]
    assert not form._cells["plate"].trouble.isHidden()
    assert form._cells["plate"].label.text() == "Plate (required)"


def test_a_trouble_goes_when_the_field_is_changed(form):
    form.check()
    type_into(form.editor("plate").line, "x")
    assert form._cells["plate"].trouble.isHidden()


def test_a_field_becomes_required_by_another_one(form):
    form.set_doc({"plate": "x"})
    assert form.check() == ()
    form.editor("lent").box.click()
    assert form._cells["lent_to"].label.text() == "Lent to (required)"
    assert [one.field for one in form.check()] == ["lent_to"]


def test_a_trouble_of_a_field_that_is_not_shown_stands_on_top(form):
    form.show_troubles(
        [Trouble("created_at", "x", "This is odd."), Trouble("", "y", "All is odd.")]
    )
    assert form._whole_text.text() == "Created: This is odd.\nAll is odd."


def test_news_from_the_desk_leave_what_was_typed(form):
    form.set_doc(WHOLE)
    type_into(form.editor("plate").line, "!")
    form.refresh({**WHOLE, "plate": "B 9", "seats": 5})
    assert form.changes() == {"plate": "!A 123"}
    assert form.editor("seats").value() == 5


def test_the_resolution_is_shown_only_where_it_matters(qtbot, rig):
    form = RecordForm(rig.desk.registry["ticket"], rig.parts)
    qtbot.addWidget(form)
    assert form._cells["resolution"].isHidden()
    form.put({"status": "solved"})
    assert not form._cells["resolution"].isHidden()


def test_the_priority_follows_impact_and_urgency(qtbot, rig):
    form = RecordForm(rig.desk.registry["ticket"], rig.parts)
    qtbot.addWidget(form)
    form.put({"impact": "site"})
    editor = form.editor("urgency")
    assert isinstance(editor, ChoiceEditor)
    editor.box.setCurrentIndex(editor.box.findData("now"))
    editor.box.activated.emit(editor.box.currentIndex())
    assert form.doc()["priority"] == "critical"


def spec(kind, name):
    return kind.field_map[name]


def made_editor(qtbot, rig, field):
    made = build_editor(field, rig.parts)
    qtbot.addWidget(made)
    return made


def test_people_are_looked_up_and_small_kinds_listed(qtbot, rig):
    ticket = rig.desk.registry["ticket"]
    kinds = {
        "requester": RefEditor,
        "queue": RefListEditor,
        "status": ChoiceEditor,
        "tags": SetEditor,
    }
    for name, wanted in kinds.items():
        editor = made_editor(qtbot, rig, spec(ticket, name))
        assert isinstance(editor, wanted)


@pytest.mark.parametrize("typed", ["Марина", "user03", "Королёва Марина", "+7 495 555-003"])
def test_a_person_is_found_by_any_of_their_names(qtbot, rig, typed):
    editor = made_editor(qtbot, rig, spec(rig.desk.registry["ticket"], "requester"))
    editor.show()
    editor.line.setText(typed)
    assert editor.finder.look_up(typed) >= 1
    with qtbot.waitSignal(editor.committed):
        editor.finder._on_activated()
    assert editor.value() == "r-3"
    assert editor.line.text() == "Марина Королёва"


@pytest.mark.parametrize(("name", "found"), [("requester", 0), ("crew", 1)])
def test_a_group_may_be_a_member_and_is_no_single_person(qtbot, rig, name, found):
    group = {"name": "Night shift", "is_group": True, "is_agent": False, "active": True}
    rig.desk.records.put("person", "g-1", group)
    kind = rig.desk.registry["ticket"] if name == "requester" else VEHICLE
    editor = made_editor(qtbot, rig, spec(kind, name))
    finder = next(iter(editor.findChildren(NameFinder)))
    assert finder.look_up("Night") == found
    if found:
        assert finder.model().index(0, 0).data(SUBTITLE_ROLE) == "Group"


def test_half_a_name_is_no_choice(qtbot, rig):
    editor = made_editor(qtbot, rig, spec(rig.desk.registry["ticket"], "requester"))
    editor.set_value("r-1")
    editor.line.setText("Nobody at a")
    editor.commit()
    assert editor.line.text() == "Сергей Ёлкин"
    assert editor.value() == "r-1"


def test_an_emptied_reference_is_none(qtbot, rig):
    editor = made_editor(qtbot, rig, spec(rig.desk.registry["ticket"], "owner"))
    editor.set_value("p-a2")
    editor.line.clear()
    editor.line.textEdited.emit("")
    assert editor.value() is None


def test_a_choice_this_version_does_not_know_stays(qtbot, rig):
    editor = made_editor(qtbot, rig, spec(rig.desk.registry["ticket"], "status"))
    editor.set_value("merged_elsewhere")
    assert editor.value() == "merged_elsewhere"


def test_members_are_added_and_removed_by_keyboard(qtbot, rig):
    editor = made_editor(qtbot, rig, spec(rig.desk.registry["ticket"], "tags"))
    editor.set_value(["vip"])
    editor.line.setText("new one")
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == ["new one", "vip"]
    qtbot.keyClick(editor.line, Qt.Key.Key_Backspace)
    qtbot.keyClick(editor.line, Qt.Key.Key_Backspace)
    assert editor.value() == []


@pytest.fixture
def open_dialog(qtbot, owner):
    def make(rig, **how):
        return open_vehicle(qtbot, rig, owner, **how)

    return make


def open_vehicle(qtbot, rig, owner, **how):
    made = RecordDialog("vehicle", rig.parts, owner, **how)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    return made


def test_a_generic_record_is_made_and_changed(open_dialog, qtbot, vehicles):
    dialog = open_dialog(vehicles)
    dialog.form.put({"plate": "N 1"})
    with qtbot.waitSignal(dialog.saved) as saved:
        dialog.save()
    record = vehicles.desk.reads.record("vehicle", saved.args[0])
    assert record.doc["plate"] == "N 1"
    again = open_dialog(vehicles, record_id=saved.args[0])
    again.form.put({"seats": 7})
    with qtbot.waitSignal(again.saved):
        again.save()
    assert vehicles.desk.reads.record("vehicle", saved.args[0]).doc["seats"] == 7


def test_a_half_filled_form_comes_back(open_dialog, qtbot, vehicles):
    dialog = open_dialog(vehicles)
    type_into(dialog.form.editor("plate").line, "HALF")
    dialog.reject()
    again = open_dialog(vehicles)
    assert again.form.doc()["plate"] == "HALF"


def test_a_refused_record_keeps_the_dialog_open(open_dialog, qtbot, vehicles):
    dialog = open_dialog(vehicles)
    dialog.show()
    dialog.save()
    assert dialog.isVisible()
    assert not dialog.form._cells["plate"].trouble.isHidden()
    assert vehicles.desk.outbox.ops == []


def test_a_form_that_was_only_looked_at_changes_nothing(form):
    """Row 42: untouched fields are never sent again changed."""
    text = " A line\r\nand another, with a blank at the end \n"
    form.set_doc({**WHOLE, "about": text, "plate": " A 123 "})
    assert form.changes() == {}
    assert form.doc()["about"] == text


def test_a_field_stands_only_where_the_queue_of_the_record_has_it(rig):
    kind = replace(
        VEHICLE,
        fields=(
            *VEHICLE.fields,
            FieldSpec(name="cf_1", type=FieldType.TEXT, label="Этаж", queues=("q-1", "q-2")),
        ),
    )
    form = RecordForm(kind, rig.parts)
    cells = {cell.editor.spec.name: cell for cell in form.findChildren(FieldCell)}
    form.set_doc({"queue": "q-2"})
    assert not cells["cf_1"].isHidden()
    form.set_doc({"queue": "q-3", "cf_1": "kept"})
    assert cells["cf_1"].isHidden()
    assert form.doc()["cf_1"] == "kept"
    assert form.changes() == {}


def test_what_only_the_desk_writes_is_shown_as_plain_text_if_there_is_any(rig):
    spec = FieldSpec(name="cf_8", type=FieldType.LONG_TEXT, label="Report", server_only=True)
    form = RecordForm(replace(VEHICLE, fields=(*VEHICLE.fields, spec)), rig.parts)
    cell = next(one for one in form.findChildren(FieldCell) if one.editor.spec.name == "cf_8")
    assert cell.isHidden()
    form.set_doc({"cf_8": "<img src='file:///etc/passwd'> & so on"})
    assert not cell.isHidden()
    assert isinstance(cell.editor, ShownText)
    assert cell.editor.words.text() == "<img src='file:///etc/passwd'> & so on"
    assert cell.editor.words.textFormat() is Qt.TextFormat.PlainText
    assert form.changes() == {}


def test_the_beginning_of_a_member_that_there_can_be_is_enough(qtbot, rig):
    floors = tuple(Choice(one, one) for one in ("Ground", "First", "First aid", "Подвал"))
    spec = FieldSpec(name="cf_3", type=FieldType.TEXT_SET, label="Affected", choices=floors)
    editor = SetEditor(spec, rig.parts)
    qtbot.addWidget(editor)
    assert "Ground" in editor.line.placeholderText()
    for typed in ("под", "first", "fi", "own"):
        editor.line.setText(typed)
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == ["First", "fi", "own", "Подвал"]


def test_a_text_that_may_have_lines_begins_with_one_and_grows_with_what_is_written(qtbot):
    editor = LongTextEditor(FieldSpec(name="cf_1", type=FieldType.TEXT, label="X", max_length=4000))
    qtbot.addWidget(editor)
    editor.set_value("SN-1")
    heights = [editor.text.height()]
    for lines in (3, 4, 40):
        editor.text.setPlainText("\n".join("line" for _ in range(lines)))
        heights.append(editor.text.height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_a_text_that_shows_all_its_lines_has_no_bar_also_where_a_line_is_broken(qtbot, theme):
    editor = LongTextEditor(FieldSpec(name="cf_1", type=FieldType.TEXT, label="X", max_length=4000))
    qtbot.addWidget(editor)
    editor.resize(240, 60)
    editor.show()
    bar = editor.text.verticalScrollBar()
    long = "the sender was blocked at the gateway, all copies removed"
    for text in ("", "SN-1", "SN-1\nSN-2", long):
        editor.set_value(text)
        qtbot.waitUntil(lambda: (bar.isVisible(), bar.maximum()) == (False, 0))
    broken = editor.text.height()
    editor.set_value("SN-1")
    assert editor.text.height() < broken
    editor.set_value("\n".join("line" for _ in range(40)))
    qtbot.waitUntil(bar.isVisible)
