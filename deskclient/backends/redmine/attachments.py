"""Files of issues: as records, as bytes that come, and as uploads that wait for their message.

Redmine keeps the files of an issue in one list that everybody who sees the issue sees. Which
message brought one is told by the journals; whatever none speaks of came with the issue itself.
"""

import re
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from urllib.parse import quote

from msgspec import Struct

from deskclient.backends.http import HttpResponse
from deskclient.backends.other_desks.sending import digest_of
from deskclient.backends.port import RemoteRow, RowKind
from deskclient.backends.redmine import wire
from deskclient.backends.redmine.mapping import entry_of, moment
from deskclient.backends.redmine.rest import Rest
from deskclient.backends.strict_json import broken_answer, decode
from deskclient.domain.errors import RefusedError
from deskclient.domain.fields import Value
from deskclient.domain.file_names import number_in, numbered
from deskclient.domain.ids import ServerId
from deskclient.domain.operation import Operation

_FOLDER = re.compile(r"\A.*[\\/]", re.DOTALL)
_FORBIDDEN = re.compile(r"[/?%*:|\"'<>\n\r]+")
"""Redmine keeps names without what stands before a slash, and with an underscore for these."""
_THERE, _GONE = 1, 2
"""Versions: a file is never changed, only taken away."""


def attachment_rows(
    issue: wire.Issue, history: Sequence[wire.Journal], desk: str
) -> Sequence[RemoteRow]:
    """Read the files of an issue, and that some are there no more.

    Args:
        issue: The issue.
        history: Its journals.
        desk: What tells this desk apart from others.
    """
    came: dict[str, wire.Journal] = {}
    went: dict[str, None] = {}
    for journal in history:
        for one in journal.details:
            if one.property == "attachment" and one.new_value:
                came[one.name] = journal
            elif one.property == "attachment":
                went[one.name] = None
    there = {str(one.id): one for one in issue.attachments}
    rows = [_row(issue, one, came.get(name), desk) for name, one in there.items()]
    lost = [name for name in went if name not in there]
    return rows + [
        RemoteRow("attachment", _name(issue.id, name), _GONE, _GONE, RowKind.TOMBSTONE)
        for name in lost
    ]


def brought_by(
    issue: wire.Issue, history: Sequence[wire.Journal], journal: wire.Journal | None
) -> Sequence[wire.Attachment]:
    """Give the files that came with a journal, or with the issue itself, as they came."""
    some = history if journal is None else [journal]
    told = {one.name for each in some for one in each.details if one.property == "attachment"}
    wanted = [one for one in issue.attachments if (str(one.id) in told) is (journal is not None)]
    return sorted(wanted, key=lambda one: one.id)


def is_of(op: Operation, file: wire.Attachment) -> bool:
    """Tell whether a file is the one that an attachment of ours was to become."""
    wanted = op.patch.set
    name = _FORBIDDEN.sub("_", _FOLDER.sub("", str(wanted.get("name") or "file")))
    return (file.filename, file.filesize) == (name, wanted.get("size"))


def claimed(file: wire.Attachment) -> str:
    """Name a file apart from all that was said."""
    return f"file-{file.id}"


def sent_row(op: Operation, entry: RemoteRow, file: wire.Attachment) -> RemoteRow:
    """Tell what an attachment of ours became; its bytes stay known by what they are."""
    doc: dict[str, Value] = dict(op.patch.set)
    doc["entry"] = entry.server_id
    doc["ticket"] = ticket = (entry.doc or {}).get("ticket")
    return RemoteRow("attachment", _name(ticket, file.id), _THERE, _THERE, RowKind.PUT, doc)


def _name(issue: object, file: object) -> ServerId:
    return ServerId(f"{issue}-{file}")


def _row(
    issue: wire.Issue, file: wire.Attachment, journal: wire.Journal | None, desk: str
) -> RemoteRow:
    doc: dict[str, Value] = {
        "ticket": str(issue.id),
        "entry": entry_of(issue, journal),
        "name": file.filename or str(file.id),
        "media_type": (file.content_type or "").partition(";")[0] or None,
        "size": file.filesize,
        "sha256": numbered(desk, file.id),
        "created_at": moment(file.created_on),
    }
    return RemoteRow("attachment", _name(issue.id, file.id), _THERE, _THERE, RowKind.PUT, doc)


async def download(rest: Rest, name: str, desk: str, offset: int) -> AsyncGenerator[bytes, None]:
    """Stream a file's bytes from ``offset`` on; Redmine begins at the start whatever is asked.

    Raises:
        RefusedError: it is not a file of this desk.
        ServerError: what came is not as long as the file.
    """
    number = number_in(name, desk)
    if number is None:
        raise RefusedError("The desk does not have this file", "It is known here alone.")
    file = decode(await rest.get(f"/attachments/{number}"), wire.AttachmentAnswer).attachment
    path = f"/attachments/download/{number}/{quote(file.filename, safe='')}"
    position = 0
    async with rest.download(path) as answer, aclosing(answer.chunks) as chunks:
        async for chunk in chunks:
            rest_of_it = chunk[max(0, offset - position) :]
            position += len(chunk)
            if rest_of_it:
                yield rest_of_it
    if position != file.filesize:
        raise broken_answer("the file is not as long as it should be")


class Brought(Struct, frozen=True):
    """Files that wait for their message, or the one that the desk refused."""

    uploads: tuple[Mapping[str, object], ...] = ()
    """As an issue takes them."""
    refused: Operation | None = None
    answer: HttpResponse | None = None
    """What was said then."""


async def bring(rest: Rest, files: Sequence[Operation], contents: Mapping[str, bytes]) -> Brought:
    """Bring the files of a message to the desk, where they belong to nothing yet.

    Nobody sees such a file, and the desk throws it away after a day: it may be brought once more.
    """
    uploads: list[Mapping[str, object]] = []
    for op in files:
        name = str(op.patch.set.get("name") or "file")
        answer = await rest.upload(name, contents[digest_of(op)])
        if answer.status != 201:
            return Brought(refused=op, answer=answer)
        token = decode(answer.body, wire.UploadAnswer).upload.token
        media_type = str(op.patch.set.get("media_type") or "")
        uploads.append({"token": token, "filename": name, "content_type": media_type})
    return Brought(tuple(uploads))
