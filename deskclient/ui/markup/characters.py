"""Characters that would hang a layout or turn a text around, made harmless."""

import re

RUN_LIMIT = 300
"""Longest run without a place to break; longer ones cost the layout more than linear time."""
_BREAK = "\u200b"
_LONG_RUN = re.compile(rf"\S{{{RUN_LIMIT}}}(?=\S)")
_MARKS = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
# Overrides reverse what is read; isolates and marks, which right-to-left scripts need, stay.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a\u202b\u202d\u202e\ufff9-\ufffb]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def harmless(text: str) -> str:
    """Drop control characters and direction overrides, thin out stacked marks."""
    text = _SURROGATES.sub("\ufffd", _UNWANTED.sub("", text))
    return _MARKS.sub(r"\1", text)


def breakable(text: str) -> str:
    """Give very long runs places where a line may break; plain text, no entities."""
    return _LONG_RUN.sub(rf"\g<0>{_BREAK}", text)
