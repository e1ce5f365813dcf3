"""The single table of everything that can be seen: colours, distances, type sizes, row heights.

Every colour of the program is here. All pairs in :data:`TEXT_PAIRS` have a contrast of 4.5 : 1 or
better in every scheme; a test computes it.
"""

from enum import StrEnum

from msgspec import Struct


class Scheme(StrEnum):
    """A set of colours."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"
    """Black and white for people who need it."""


class SchemeChoice(StrEnum):
    """What the person asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Density(StrEnum):
    """How much stands on one screen."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


class Step(StrEnum):
    """Steps of the type scale."""

    SMALL = "small"
    BODY = "body"
    TITLE = "title"
    PAGE = "page"


TYPE_SCALE = {Step.SMALL: 0.9, Step.BODY: 1.0, Step.TITLE: 1.2, Step.PAGE: 1.45}


class Colors(Struct, frozen=True):
    """The colours of one scheme, as ``#RRGGBB``."""

    window: str
    """Ground of bars and side panes."""
    surface: str
    """Ground of lists, texts and fields."""
    raised: str
    """Ground of popups, toasts and dialogs."""
    hover: str
    """A row or button under the mouse."""
    border: str
    """Hairlines between panes; decoration, carries no text."""
    outline: str
    """Edges of fields and check boxes; 3 : 1 on the grounds they stand on."""
    text: str
    muted: str
    note_ground: str
    own_ground: str
    """What we wrote to the requester."""
    accent: str
    on_accent: str
    accent_hover: str
    selection: str
    mark_ground: str
    """Found words."""
    danger: str
    danger_ground: str
    warning: str
    warning_ground: str
    success: str
    success_ground: str


LIGHT = Colors(
    window="#F4F5F7",
    surface="#FFFFFF",
    raised="#FFFFFF",
    hover="#EBEEF2",
    border="#D9DEE4",
    outline="#848E9A",
    text="#1A1D21",
    muted="#59636E",
    note_ground="#FFF6DF",
    own_ground="#EEF4FD",
    accent="#1F5FBF",
    on_accent="#FFFFFF",
    accent_hover="#184F9F",
    selection="#DCE8FA",
    mark_ground="#FFE9A8",
    danger="#B42318",
    danger_ground="#FDECEA",
    warning="#8A5A00",
    warning_ground="#FFF6DF",
    success="#1B6F37",
    success_ground="#E6F4EA",
)

DARK = Colors(
    window="#16191D",
    surface="#1D2126",
    raised="#262B32",
    hover="#282E35",
    border="#343B44",
    outline="#6E7883",
    text="#E7EAEE",
    muted="#A1AAB5",
    note_ground="#33301F",
    own_ground="#1F2A3A",
    accent="#7AA7F0",
    on_accent="#10141A",
    accent_hover="#9CBEF5",
    selection="#263B5C",
    mark_ground="#4D4318",
    danger="#F28B82",
    danger_ground="#3A2020",
    warning="#E5B567",
    warning_ground="#33301F",
    success="#7BC796",
    success_ground="#1D3326",
)

CONTRAST = Colors(
    window="#000000",
    surface="#000000",
    raised="#000000",
    hover="#262626",
    border="#FFFFFF",
    outline="#FFFFFF",
    text="#FFFFFF",
    muted="#E6E6E6",
    note_ground="#2B2600",
    own_ground="#001B33",
    accent="#FFD60A",
    on_accent="#000000",
    accent_hover="#FFE766",
    selection="#003A75",
    mark_ground="#5C4A00",
    danger="#FFA198",
    danger_ground="#330500",
    warning="#FFD27A",
    warning_ground="#2B2600",
    success="#8CF2AE",
    success_ground="#002B10",
)

COLORS = {Scheme.LIGHT: LIGHT, Scheme.DARK: DARK, Scheme.CONTRAST: CONTRAST}

_GROUNDS = ("window", "surface", "raised", "hover", "selection", "note_ground", "own_ground")
_INKS = ("text", "muted", "accent", "danger", "warning", "success")
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ground in _GROUNDS for ink in _INKS),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("text", "mark_ground"),
    ("danger", "danger_ground"),
    ("text", "danger_ground"),
    ("warning", "warning_ground"),
    ("text", "warning_ground"),
    ("success", "success_ground"),
    ("text", "success_ground"),
)
"""Every ink that stands on a ground somewhere in the program."""
EDGE_PAIRS: tuple[tuple[str, str], ...] = (
    ("outline", "surface"),
    ("outline", "window"),
    ("outline", "raised"),
    ("accent", "surface"),
    ("accent", "window"),
)
"""Edges of controls and focus rings: 3 : 1 or better."""


class Metrics(Struct, frozen=True):
    """Distances in pixels at the normal text size."""

    xs: int = 4
    s: int = 8
    m: int = 12
    l: int = 16  # noqa: E741 - the row of sizes is xs s m l xl
    xl: int = 24
    radius: int = 6
    focus: int = 2
    icon: int = 16
    control: int = 32
    row_comfortable: int = 52
    row_compact: int = 32
    sidebar_row: int = 32


METRICS = Metrics()


def luminance(color: str) -> float:
    """Give the relative luminance of ``#RRGGBB`` after WCAG 2."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours after WCAG 2, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
