"""Takes secrets out of text that leaves the program: logs, crash reports, diagnostics. Pure."""

import re

HIDDEN = "‹hidden›"

_UUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
_NAMED = re.compile(
    r"""(?P<name>["']?\b[\w-]*(?:pass(?:word|phrase|wd)?|secret|token|api[_-]?key|recovery[_-]?key
        |credential|cookie)s?["']?\s*[:=]\s*)
        (?P<value>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s,;&}\])]+)""",
    re.IGNORECASE | re.VERBOSE,
)
_HEADER = re.compile(r"\b(authorization|proxy-authorization)(\W{1,4})[^\r\n,'\"]+", re.IGNORECASE)
_SCHEME = re.compile(r"\b(bearer|basic)\s+[\w.~+/=-]{6,}", re.IGNORECASE)
_USERINFO = re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+@")
_IDENTIFIER = r"[a-z_]+"
_OPAQUE = re.compile(
    rf"(?<![\w-])(?!(?:{_UUID}|{_IDENTIFIER})(?![\w-]))[A-Za-z0-9_-]{{32,}}={{0,2}}(?![\w-])"
)
"""Keys, tokens and digests look alike: long and without a space. Names of records and functions
stay readable."""
_GROUPED = re.compile(r"(?<![\w-])(?:[A-Z0-9]{4,8}-){5,}[A-Z0-9]{4,8}(?![\w-])")
"""A recovery key as it is shown."""


def redact(text: str) -> str:
    """Replace everything that looks like a secret; applying it twice changes nothing more."""
    text = _HEADER.sub(rf"\1\2{HIDDEN}", text)
    text = _SCHEME.sub(rf"\1 {HIDDEN}", text)
    text = _NAMED.sub(rf"\g<name>{HIDDEN}", text)
    text = _USERINFO.sub(f"{HIDDEN}@", text)
    text = _GROUPED.sub(HIDDEN, text)
    return _OPAQUE.sub(HIDDEN, text)
