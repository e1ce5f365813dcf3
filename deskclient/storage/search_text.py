"""The words of a document as the search index takes them. Pure."""

import re

from deskclient.domain.fields import Doc, FieldSpec, FieldType, Value

FIELD_LIMIT = 100_000
"""Characters of one field that are found; a longer text is a log file, not a message."""

_UNSEEN = re.compile(
    r"<(script|style|head|template)\b.*?(</\1\s*>|\Z)|<!--.*?(-->|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<[^>]{0,10000}>")


def index_form(text: str) -> str:
    """Give the text with ё as е; the tokenizer folds case and the other marks itself."""
    return text.replace("ё", "е").replace("Ё", "Е")


def words_of(spec: FieldSpec, doc: Doc) -> str:
    """Give the searchable text of one field; empty if it has none."""
    value = doc.get(spec.name)
    if not isinstance(value, str):
        return _words_in(value)
    text = value[:FIELD_LIMIT]
    if spec.type is FieldType.MARKUP and doc.get("body_format") == "html":
        text = plain_text(text)
    return text


def _words_in(value: Value) -> str:
    if isinstance(value, list):
        return " ".join(one for one in value if isinstance(one, str))
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def plain_text(markup: str) -> str:
    """Give the visible words of HTML: no tags, comments, scripts or styles."""
    # Here: its table of names is large, and nothing is searched before the first rows.
    import html  # noqa: PLC0415 - not before the first rows

    return html.unescape(_TAG.sub(" ", _UNSEEN.sub(" ", markup)))
