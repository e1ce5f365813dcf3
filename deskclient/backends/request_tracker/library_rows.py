"""Articles and assets of Request Tracker in the words of our kinds. Pure."""

import html
import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from deskclient.backends.port import RemoteRow, RowKind
from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.custom_fields import value_of
from deskclient.backends.request_tracker.mapping import moment, number, person_ref, seconds
from deskclient.domain.fields import Value
from deskclient.domain.ids import ServerId
from deskclient.domain.kinds.library import ASSET_STATUSES

_STATUSES = frozenset(one.value for one in ASSET_STATUSES)
_SERIAL = frozenset({"serial", "serial number", "s/n", "sn", "серийный номер"})
_TAG = frozenset({"tag", "asset tag", "inventory number", "инвентарный номер"})
_TAGS = re.compile(
    r"</(p|div|ul|ol|li|h[1-6]|table|b|i|strong|em|a|span|pre|code)>|<br\s*/?>", re.IGNORECASE
)
_DELETED = "deleted"


class Named(Struct, frozen=True):
    """What an article or asset belongs to."""

    id: wire.Id = ""
    name: str = field(name="Name", default="")


class Article(Struct, frozen=True, rename="pascal"):
    """An article in a list."""

    id: wire.Id = field(name="id")
    name: str | None = ""
    summary: str | None = ""
    belongs: Named = field(name="Class", default=Named())
    created: str | None = ""
    last_updated: str | None = ""
    custom_fields: list[wire.CustomValues] | str = field(default_factory=list)


class Asset(Struct, frozen=True, rename="pascal"):
    """An asset in a list."""

    id: wire.Id = field(name="id")
    name: str | None = ""
    description: str | None = ""
    status: str | None = ""
    belongs: Named = field(name="Catalog", default=Named())
    owner: wire.Ref = wire.Ref()
    held_by: list[wire.Ref] = field(default_factory=list)
    created: str | None = ""
    last_updated: str | None = ""
    custom_fields: list[wire.CustomValues] | str = field(default_factory=list)


class Articles(Struct, frozen=True):
    """A page of articles; ``total`` is missing where some are hidden."""

    items: list[Article]
    total: int | None = None


class Assets(Struct, frozen=True):
    """A page of assets."""

    items: list[Asset]
    total: int | None = None


ARTICLE_FIELDS = "Name,Summary,Class,Created,LastUpdated,CustomFields"
ASSET_FIELDS = "Name,Description,Status,Catalog,Owner,HeldBy,Created,LastUpdated,CustomFields"


def article_row(article: Article) -> RemoteRow:
    """Read an article; its text is what its custom fields hold, with their names if there are some.

    To agents RT does not tell the type of a field: that a text is HTML shows in it.
    """
    texts = _texts(article.custom_fields)
    is_html = any(_TAGS.search(text) for _, text in texts)
    doc: dict[str, Value] = {
        "number": number(article.id),
        "title": article.name or f"#{article.id}",
        "section": article.belongs.name or None,
        "summary": article.summary or None,
        "body": _as_html(texts) if is_html else _as_text(texts),
        "body_format": "html" if is_html else "plain",
        "created_at": moment(article.created),
        "updated_at": moment(article.last_updated),
    }
    return _row("article", article, doc)


def asset_row(asset: Asset) -> RemoteRow:
    """Read an asset; serial number and tag are fields that the administrators have named so."""
    if asset.status == _DELETED:
        return RemoteRow("asset", ServerId(str(asset.id)), 0, 0, RowKind.LEFT_SCOPE)
    state = (asset.status or "").replace("-", "_")
    texts = _texts(asset.custom_fields)
    holders = [name for one in asset.held_by if (name := person_ref(one))]
    doc: dict[str, Value] = {
        "number": number(asset.id),
        "name": asset.name or f"#{asset.id}",
        "status": state if state in _STATUSES else asset.status or None,
        "catalog": asset.belongs.name or None,
        "holder": holders[0] if holders else None,
        "owner": person_ref(asset.owner),
        "serial": _first(texts, _SERIAL),
        "tag": _first(texts, _TAG),
        "description": asset.description or None,
        "details": "\n".join(
            f"{name}: {text}" for name, text in texts if name.lower() not in _SERIAL | _TAG
        )
        or None,
        "created_at": moment(asset.created),
        "updated_at": moment(asset.last_updated),
    }
    return _row("asset", asset, doc)


def _row(kind: str, one: Article | Asset, doc: Mapping[str, Value]) -> RemoteRow:
    # Lists tell no number of the last change, so its moment counts.
    ver = seconds(one.last_updated) or 1
    return RemoteRow(kind, ServerId(str(one.id)), ver, 0, RowKind.PUT, doc)


def _texts(fields: list[wire.CustomValues] | str) -> Sequence[tuple[str, str]]:
    """Give names and values of the custom fields that hold something, in a stable order."""
    some = [] if isinstance(fields, str) else fields
    found = []
    for one in sorted(some, key=lambda one: number(one.id)):
        value = value_of(one.spec, one.values)
        text = ", ".join(str(part) for part in value) if isinstance(value, list) else value
        if text:
            found.append((one.name, str(text)))
    return found


def _as_text(texts: Sequence[tuple[str, str]]) -> str:
    if len(texts) == 1:
        return texts[0][1]
    return "\n\n".join(f"{name}\n{text}" for name, text in texts)


def _as_html(texts: Sequence[tuple[str, str]]) -> str:
    parts = [text if _TAGS.search(text) else _lines(text) for _, text in texts]
    if len(parts) == 1:
        return parts[0]
    return "".join(
        f"<h4>{html.escape(name)}</h4>{part}" for (name, _), part in zip(texts, parts, strict=True)
    )


def _lines(text: str) -> str:
    return f"<p>{html.escape(text, quote=False)}</p>".replace("\n", "<br>")


def _first(texts: Sequence[tuple[str, str]], names: frozenset[str]) -> str | None:
    return next((text for name, text in texts if name.lower() in names), None)
