"""Tokens, contrast, text size."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox

from deskclient.ui.icons import IconSource
from deskclient.ui.theme.tokens import (
    COLORS,
    EDGE_PAIRS,
    TEXT_PAIRS,
    Density,
    Scheme,
    SchemeChoice,
    contrast,
)


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_every_text_stands_out_from_its_ground(scheme, ink, ground):
    colors = COLORS[scheme]
    assert contrast(getattr(colors, ink), getattr(colors, ground)) >= 4.5


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_every_edge_of_a_control_can_be_seen(scheme, edge, ground):
    colors = COLORS[scheme]
    assert contrast(getattr(colors, edge), getattr(colors, ground)) >= 3


def test_contrast_of_black_on_white_is_the_largest_there_is():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_a_change_of_scheme_changes_the_palette_and_tells(theme, qtbot, qapp):
    with qtbot.waitSignal(theme.changed):
        theme.apply(SchemeChoice.DARK)
    assert qapp.palette().window().color().name().upper() == COLORS[Scheme.DARK].window


def test_larger_text_makes_rows_grow(theme):
    normal = theme.row_height()
    theme.apply(text_scale=2.0)
    assert theme.row_height() >= 2 * normal - 2


def test_compact_rows_are_lower_than_comfortable_ones(theme):
    comfortable = theme.row_height()
    theme.apply(density=Density.COMPACT)
    assert theme.row_height() < comfortable


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize(("folder", "ink"), [("arrows", "muted"), ("ticks", "on_accent")])
def test_pictures_of_the_style_sheet_are_in_the_ink_of_their_scheme(scheme, folder, ink):
    """Style sheets take files only, so nobody tints them: a changed colour must be changed here."""
    drawn = Path(IconSource.sheet_file(folder, scheme.value)).read_text(encoding="utf-8")
    assert f'stroke="{getattr(COLORS[scheme], ink)}"' in drawn


@pytest.mark.parametrize("choice", [SchemeChoice.LIGHT, SchemeChoice.DARK, SchemeChoice.CONTRAST])
def test_a_checked_box_stands_out_from_its_ground(theme, qtbot, choice):
    """Its tick alone would say little; in a dark window its frame was black on black."""
    theme.apply(choice)
    box = QCheckBox("Shown")
    qtbot.addWidget(box)
    box.setChecked(True)
    box.show()
    picture = box.grab().toImage()
    seen = {picture.pixelColor(x, box.height() // 2).name() for x in range(24)}
    assert theme.colors.accent.lower() in seen


def test_the_program_has_an_icon_of_its_own_in_every_usual_size():
    icon = IconSource().program()
    assert {(one.width(), one.height()) for one in icon.availableSizes()} >= {(16, 16), (48, 48)}
    # The slip in its middle is light, the ground around it is not.
    image = icon.pixmap(64, 64).toImage()
    assert image.pixelColor(20, 20).lightness() > image.pixelColor(32, 8).lightness()
    assert image.pixelColor(0, 0).alpha() == 0
