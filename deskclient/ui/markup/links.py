"""Where a link really leads, and whether it pretends to lead elsewhere. Pure."""

import ipaddress
import re
import unicodedata
from enum import StrEnum
from urllib.parse import urlsplit

from msgspec import Struct

OPENED_SCHEMES = frozenset({"http", "https", "mailto"})
_LONGEST = 4000
_HOST_IN_TEXT = re.compile(
    r"(?:^|[\s(<\[])(?P<web>https?://|(?=www\.))?(?P<host>(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24})(?=[/:?#\s)>\],]|$)",
    re.IGNORECASE,
)
# Cyrillic and Greek letters that look like Latin ones in most typefaces.
_LATIN_TWINS = frozenset("асеорхуіјѕһԁԛԝьєкмнтвгпзցοαερτυνικχγω")
# Without "www" or "http" before it, such a word is rather the name of a file.
_FILE_ENDINGS = frozenset(
    {"bat", "csv", "doc", "docx", "exe", "gif", "htm", "html", "ini", "jpg", "js", "log", "md"}
    | {"msi", "pdf", "png", "ppt", "pptx", "ps", "py", "rtf", "sh", "txt", "xls", "xlsx", "zip"}
)
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\\\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


class LinkWarning(StrEnum):
    """What is suspicious about a link."""

    OTHER_HOST = "other_host"
    """Its text names another address."""
    LOOKALIKE = "lookalike"
    """The address uses letters that imitate others."""
    USER_PART = "user_part"
    """Something that looks like an address stands before the real one."""
    BARE_ADDRESS = "bare_address"
    """It leads to a number instead of a name."""


class Link(Struct, frozen=True):
    """A link that may be opened once the person has seen its target."""

    target: str
    host: str
    """The real host in letters; for mail, the address."""
    ascii_host: str
    """The host as the network sees it; differs from ``host`` for international names."""
    warnings: frozenset[LinkWarning] = frozenset()

    @property
    def honest_host(self) -> str:
        """The form that cannot be mistaken for another host."""
        return self.ascii_host if LinkWarning.LOOKALIKE in self.warnings else self.host


def judge_link(href: str, text: str = "") -> Link | None:
    """Judge where ``href``, shown as ``text``, leads; ``None`` if it must not be opened."""
    target = href.strip()
    if not target or len(target) > _LONGEST or _UNSAFE.search(target):
        return None
    try:
        parts = urlsplit(target)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme.lower() not in OPENED_SCHEMES:
        return None
    if parts.scheme.lower() == "mailto":
        address = parts.path.strip()
        return Link(target, address, address) if "@" in address else None
    if not host:
        return None
    shown, plain = _letters_of(host), _ascii_of(host)
    found = _warnings(shown, plain, text)
    if parts.username is not None:
        found |= {LinkWarning.USER_PART}
    return Link(target, shown, plain, frozenset(found))


def _warnings(host: str, ascii_host: str, text: str) -> set[LinkWarning]:
    found: set[LinkWarning] = set()
    if any(_imitates(label) for label in host.split(".")):
        found.add(LinkWarning.LOOKALIKE)
    if _is_number(ascii_host):
        found.add(LinkWarning.BARE_ADDRESS)
    named = _HOST_IN_TEXT.search(text)
    if (
        named is not None
        and _names_host(named)
        and not _same_site(named["host"].lower(), host, ascii_host)
    ):
        found.add(LinkWarning.OTHER_HOST)
    return found


def _names_host(named: re.Match[str]) -> bool:
    return named["web"] is not None or named["host"].rpartition(".")[2].lower() not in _FILE_ENDINGS


def _same_site(named: str, host: str, ascii_host: str) -> bool:
    named = named.removeprefix("www.")
    return any(
        one == named or one.endswith(f".{named}")
        for one in (host.lower().removeprefix("www."), ascii_host.lower().removeprefix("www."))
    )


def _letters_of(host: str) -> str:
    return ".".join(_label_letters(label) for label in host.split("."))


def _label_letters(label: str) -> str:
    if not label.lower().startswith("xn--"):
        return label
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label


def _ascii_of(host: str) -> str:
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host.encode("punycode").decode("ascii")


def _imitates(label: str) -> bool:
    """Tell whether a label mixes scripts, or is made only of letters that look Latin."""
    if label.isascii():
        return False
    letters = [char for char in label.lower() if char.isalpha()]
    scripts = {unicodedata.name(char, "?").split(" ", 1)[0] for char in letters}
    if len(scripts) > 1 and not scripts <= {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"}:
        return True
    return bool(letters) and all(char in _LATIN_TWINS for char in letters)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        # Browsers also read 0x7f.1 and 2130706433 as addresses.
        return bool(re.fullmatch(r"(0x[0-9a-f]+|\d+)(\.(0x[0-9a-f]+|\d+))*", host, re.IGNORECASE))
    return True
