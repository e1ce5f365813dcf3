"""Wiki pages of a Redmine's projects, as articles: with a first pull, and with each sweep.

Nothing but the index of each wiki tells of changes, and a poll shall cost nothing: so pages are
compared by their versions when the issues are compared by name. Texts are shown as they are
written, in Textile or Markdown: Redmine does not tell which of them it is.
"""

from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import quote

from msgspec import Struct, field

from deskclient.backends.port import RemoteRow, RowKind
from deskclient.backends.redmine.mapping import moment
from deskclient.backends.redmine.reading import lost_row
from deskclient.backends.redmine.rest import Rest
from deskclient.backends.strict_json import decode
from deskclient.domain.errors import ServerError
from deskclient.domain.fields import Value
from deskclient.domain.ids import ServerId

KIND = "article"
_ABSENT = frozenset({403, 404})


class Page(Struct, frozen=True):
    """A page; its text comes only with itself, not in the index."""

    title: str
    """As it stands in addresses."""
    version: int = 1
    text: str | None = ""
    created_on: str = ""
    updated_on: str = ""


class _Index(Struct, frozen=True):
    wiki_pages: list[Page] = field(default_factory=list)


class _Answer(Struct, frozen=True):
    wiki_page: Page


def page_name(project: int, title: str) -> ServerId:
    """Name a page among those of all projects."""
    return ServerId(f"{project}-{title}")


def place_of(name: ServerId) -> tuple[int, str]:
    """Give project and title of a page; the project is 0 if this is no name of one."""
    project, _, title = name.partition("-")
    return (int(project), title) if project.isdecimal() and title else (0, "")


async def index(rest: Rest, project: int) -> Sequence[Page]:
    """List the pages of a project; none where it has no wiki, or shows us none."""
    with suppress(ServerError):
        # A fault of the desk in its wiki must not keep the issues away.
        answer = await rest.send(f"/projects/{project}/wiki/index", also=_ABSENT)
        if answer.status not in _ABSENT:
            return decode(answer.body, _Index).wiki_pages
    return ()


async def pages(rest: Rest, project: int, section: str) -> Sequence[RemoteRow]:
    """Read all pages of a project that are there and can be read."""
    rows: list[RemoteRow] = []
    for one in await index(rest, project):
        with suppress(ServerError):
            row = await page(rest, page_name(project, one.title), section)
            rows += [row] if row.what is RowKind.PUT else []
    return rows


async def page(rest: Rest, name: ServerId, section: str) -> RemoteRow:
    """Read one page.

    Args:
        rest: Makes the call.
        name: As :func:`page_name` gives it.
        section: What its project is called.
    """
    project, title = place_of(name)
    if not project:
        return lost_row(KIND, name, 404)
    path = f"/projects/{project}/wiki/{quote(title, safe='')}"
    answer = await rest.send(path, also=_ABSENT)
    if answer.status in _ABSENT:
        return lost_row(KIND, name, answer.status)
    found = decode(answer.body, _Answer).wiki_page
    doc: dict[str, Value] = {
        "title": found.title.replace("_", " "),
        "section": section or None,
        "body": (found.text or "").replace("\r\n", "\n"),
        "body_format": "plain",
        "created_at": moment(found.created_on),
        "updated_at": moment(found.updated_on),
    }
    return RemoteRow(KIND, name, found.version, 0, RowKind.PUT, doc)
