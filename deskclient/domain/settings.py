"""Every setting of the client, declared once; page, checks and manual read this.

Secrets are never settings.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from msgspec import Struct

from deskclient.domain.fields import Choice

SettingValue: TypeAlias = "str | int | bool"


class SettingKind(StrEnum):
    """What a setting holds, and so how it is edited."""

    FLAG = "flag"
    NUMBER = "number"
    CHOICE = "choice"


class SettingSpec(Struct, frozen=True, kw_only=True):
    """One setting. Labels and helps are English, translated in the context ``domain``."""

    key: str
    kind: SettingKind
    default: SettingValue
    label: str
    section: str
    """Key of one of :data:`SECTIONS`."""
    help: str = ""
    choices: tuple[Choice, ...] = ()
    minimum: int = 0
    maximum: int = 0
    unit: str = ""
    """``s``, ``%``, ``days``, ``MB`` … for a number."""
    restart: bool = False
    """Takes effect at the next start only."""

    def accepts(self, value: object) -> bool:
        """Tell whether ``value`` may stand under this setting."""
        if self.kind is SettingKind.FLAG:
            return isinstance(value, bool)
        if self.kind is SettingKind.NUMBER:
            return (
                isinstance(value, int)
                and not isinstance(value, bool)
                and self.minimum <= value <= self.maximum
            )
        return isinstance(value, str) and any(one.value == value for one in self.choices)


SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "look": "Appearance",
        "writing": "Writing",
        "offline": "Kept offline",
        "sync": "Synchronisation",
        "notifications": "Notifications",
        "support": "Diagnostics",
    }
)
"""Section keys with their labels, in the order of the page."""


def _flag(key: str, label: str, section: str, *, default: bool, about: str = "") -> SettingSpec:
    return SettingSpec(
        key=key, kind=SettingKind.FLAG, default=default, label=label, section=section, help=about
    )


_LOOK = (
    SettingSpec(
        key="language",
        kind=SettingKind.CHOICE,
        default="system",
        label="Language",
        section="look",
        choices=(
            Choice("system", "As the system", rank=0),
            Choice("en", "English", rank=1),
            Choice("ru", "Русский", rank=2),
        ),
    ),
    SettingSpec(
        key="theme",
        kind=SettingKind.CHOICE,
        default="system",
        label="Theme",
        section="look",
        choices=(
            Choice("system", "As the system", rank=0),
            Choice("light", "Light", rank=1),
            Choice("dark", "Dark", rank=2),
            Choice("contrast", "High contrast", rank=3),
        ),
    ),
    SettingSpec(
        key="density",
        kind=SettingKind.CHOICE,
        default="comfortable",
        label="Density of lists",
        section="look",
        help="Comfortable shows two lines for each ticket, compact shows one.",
        choices=(
            Choice("comfortable", "Comfortable", rank=0),
            Choice("compact", "Compact", rank=1),
        ),
    ),
    SettingSpec(
        key="text_size",
        kind=SettingKind.NUMBER,
        default=100,
        label="Text size",
        section="look",
        help="In percent of the system's text size.",
        minimum=80,
        maximum=200,
        unit="%",
    ),
)

_WRITING = (
    SettingSpec(
        key="undo_send_s",
        kind=SettingKind.NUMBER,
        default=10,
        label="Time to undo sending",
        section="writing",
        help="A public reply waits this long before it goes, also offline. 0 sends at once.",
        minimum=0,
        maximum=120,
        unit="s",
    ),
    _flag(
        "hold_if_moved_on",
        "Hold a reply if the requester wrote again meanwhile",
        "writing",
        default=True,
        about="You are asked before a reply is sent that does not answer the newest message.",
    ),
    _flag(
        "check_replies",
        "Check replies before they are sent",
        "writing",
        default=True,
        about="Warns of placeholders left unfilled and of files mentioned but not attached.",
    ),
)

_OFFLINE = (
    _flag(
        "scope_mine",
        "Always keep my tickets",
        "offline",
        default=True,
        about="Tickets you own or watch, whatever their queue and age.",
    ),
    SettingSpec(
        key="scope_days",
        kind=SettingKind.NUMBER,
        default=0,
        label="Keep tickets changed in the last",
        section="offline",
        help="Open tickets are kept in any case. 0 keeps all. For new profiles.",
        minimum=0,
        maximum=3650,
        unit="days",
    ),
    SettingSpec(
        key="attachment_mb",
        kind=SettingKind.NUMBER,
        default=200,
        label="Room for attachments",
        section="offline",
        help="How much of attached files is kept on this computer. For new profiles.",
        minimum=0,
        maximum=100_000,
        unit="MB",
    ),
)

_REST = (
    _flag(
        "start_offline",
        "Start offline",
        "sync",
        default=False,
        about="Nothing is sent or fetched until you go online.",
    ),
    _flag("notify", "Show notifications", "notifications", default=True),
    _flag(
        "notify_content",
        "Show who wrote and the subject in notifications",
        "notifications",
        default=True,
    ),
    _flag(
        "notify_mine_only",
        "Only for tickets I own or watch",
        "notifications",
        default=True,
    ),
    _flag(
        "notify_decisions", "When a change of mine needs a decision", "notifications", default=True
    ),
    SettingSpec(
        key="log_level",
        kind=SettingKind.CHOICE,
        default="info",
        label="Detail of the log",
        section="support",
        help="The log never holds passwords or the text of tickets.",
        choices=(
            Choice("debug", "Everything", rank=0),
            Choice("info", "What happens", rank=1),
            Choice("warning", "Only troubles", rank=2),
        ),
    ),
)

SETTINGS: tuple[SettingSpec, ...] = (*_LOOK, *_WRITING, *_OFFLINE, *_REST)
"""All settings, by section and in the order of the page."""


def setting_specs() -> Mapping[str, SettingSpec]:
    """Give all settings by key."""
    return MappingProxyType({spec.key: spec for spec in SETTINGS})
