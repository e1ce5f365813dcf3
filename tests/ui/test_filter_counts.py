"""The choices of a filter say how many tickets each would leave."""

from PySide6.QtWidgets import QListWidget

from deskclient.ui.choice_popup import ChoicePopup
from deskclient.ui.views import find_view


def test_each_choice_counts_beside_the_other_conditions(window, qtbot):
    window.show_view(find_view(window.parts.desk, "work:open"))
    # At once: before the chips say it, the popup counts by the new view's conditions.
    window.panel.chips.offer_fields()
    (fields,) = window.panel.chips.findChildren(ChoicePopup)
    fields.chosen.emit("queue")
    popup = next(one for one in window.panel.chips.findChildren(ChoicePopup) if one is not fields)
    rows = popup.findChild(QListWidget)
    texts = [rows.item(at).text() for at in range(rows.count())]
    qtbot.waitUntil(lambda: "Printing    22" in [rows.item(at).text() for at in range(len(texts))])
    popup.close()
    fields.close()


def test_a_closed_popup_is_told_nothing(window, qtbot):
    window.panel.chips.offer_fields()
    (fields,) = window.panel.chips.findChildren(ChoicePopup)
    fields.chosen.emit("priority")
    popup = next(one for one in window.panel.chips.findChildren(ChoicePopup) if one is not fields)
    fields.close()
    popup.close()
    qtbot.waitUntil(lambda: window.panel.chips.findChildren(ChoicePopup) == [])
