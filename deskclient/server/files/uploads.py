"""Uploads that survive cut connections: a place on the desk, pieces, and a proof at the end."""

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from deskclient.backends.native.wire import NewUpload, Problem, Upload
from deskclient.domain.clock import Clock
from deskclient.domain.times import to_text
from deskclient.server.access.principal import Principal
from deskclient.server.config import ServerConfig
from deskclient.server.database.engine import Database
from deskclient.server.database.schema import UPLOAD
from deskclient.server.files.attachments import readable_size
from deskclient.server.files.vault import Vault
from deskclient.server.problems import CallError, bad_request, conflict, not_found, too_large
from deskclient.server.records.ledger import Ledger

_DIGEST = re.compile(r"[0-9a-f]{64}")
_ONE = select(UPLOAD).where(UPLOAD.c.id == bindparam("upload"))
_OWN = (
    select(UPLOAD.c.id)
    .where(
        UPLOAD.c.sha256 == bindparam("sha"),
        UPLOAD.c.person_id == bindparam("person"),
        UPLOAD.c.size == bindparam("length"),
        UPLOAD.c.expires_at > bindparam("now"),
    )
    .order_by(UPLOAD.c.complete.desc(), UPLOAD.c.position.desc())
    .limit(1)
)
_ADVANCE = (
    update(UPLOAD)
    .where(UPLOAD.c.id == bindparam("upload"), UPLOAD.c.position == bindparam("old"))
    .values(position=bindparam("new"), expires_at=bindparam("until"))
)
_COMPLETE = update(UPLOAD).where(UPLOAD.c.id == bindparam("upload")).values(complete=True)
_DROP = delete(UPLOAD).where(UPLOAD.c.id == bindparam("upload"))


@dataclass(frozen=True, slots=True)
class Place:
    """How far an upload has come."""

    id: str
    sha256: str
    size: int
    position: int
    complete: bool


class Uploads:
    """Takes files in."""

    def __init__(
        self, config: ServerConfig, database: Database, ledger: Ledger, vault: Vault
    ) -> None:
        self._config = config
        self._database = database
        self._ledger = ledger
        self._clock: Clock = ledger.clock
        self.vault = vault

    def start(self, principal: Principal, new: NewUpload) -> Upload:
        """Announce a file; goes on where an earlier attempt ended.

        Raises:
            CallError: the desk does not take such a file.
        """
        self._check(new)
        with self._ledger.writing() as change:
            found = self._known(change.connection, principal, new)
            if found is None:
                there = self.vault.size(new.sha256) == new.size and (
                    readable_size(change.connection, principal, new.sha256) == new.size
                )
                found = Place(change.new_id(), new.sha256, new.size, new.size * there, there)
                self._insert(change.connection, principal, new, found)
        if not found.complete and found.position == found.size:
            found = self.finish(found)
        return Upload(found.id, found.position, found.complete)

    def _check(self, new: NewUpload) -> None:
        if not _DIGEST.fullmatch(new.sha256):
            raise bad_request("The digest is not a SHA-256.", "digest", "sha256")
        if new.size < 0 or "\0" in new.name + new.media_type:
            raise bad_request("The file is not described as it should be.", field="size")
        if new.size > self._config.max_upload_bytes:
            most = self._config.max_upload_bytes
            msg = f"A file may have {most} bytes."
            raise too_large(msg, "file_size")
        if PurePosixPath(new.name.casefold()).suffix in self._config.refused_suffixes:
            detail = "This desk does not take files of this kind."
            raise CallError(Problem("The file is refused", 415, detail=detail, rule="file_type"))

    def _known(self, connection: Connection, principal: Principal, new: NewUpload) -> Place | None:
        asked = {
            "sha": new.sha256,
            "person": principal.person_id,
            "length": new.size,
            "now": to_text(self._clock.now()),
        }
        found = connection.execute(_OWN, asked).scalar()
        place = None if found is None else self._place(connection, str(found))
        if place is not None and place.complete and self.vault.size(place.sha256) != place.size:
            # The content was lost, say with a restored backup: send it again.
            connection.execute(_DROP, {"upload": place.id})
            return None
        return place

    def _insert(
        self, connection: Connection, principal: Principal, new: NewUpload, place: Place
    ) -> None:
        values = {
            "id": place.id,
            "sha256": new.sha256,
            "size": new.size,
            "name": new.name[:255],
            "media_type": new.media_type[:127],
            "person_id": principal.person_id,
            "position": place.position,
            "complete": place.complete,
            "expires_at": self._until(),
        }
        connection.execute(insert(UPLOAD), values)

    def _until(self) -> str:
        return to_text(self._clock.now() + timedelta(days=self._config.upload_days))

    def _place(self, connection: Connection, upload_id: str) -> Place | None:
        row = connection.execute(_ONE, {"upload": upload_id}).mappings().first()
        if row is None:
            return None
        return Place(row["id"], row["sha256"], row["size"], row["position"], row["complete"])

    def find(self, connection: Connection, principal: Principal, upload_id: str) -> Place:
        """Look up an upload of the person's own.

        Raises:
            CallError: there is none, or not any more.
        """
        row = connection.execute(_ONE, {"upload": upload_id}).mappings().first()
        if (
            row is None
            or row["person_id"] != principal.person_id
            or row["expires_at"] <= to_text(self._clock.now())
        ):
            raise not_found("The upload is not known, or it has expired.")
        return Place(row["id"], row["sha256"], row["size"], row["position"], row["complete"])

    def check_offset(self, place: Place, offset: int, announced: int | None) -> None:
        """Refuse bytes that do not belong where the upload stands.

        Raises:
            CallError: 409 where the offset is another, 400 where there is too much.
        """
        if place.complete or offset != place.position:
            error = conflict("The upload stands at another place.", "offset")
            error.headers |= headers_of(place)
            raise error
        if announced is not None and offset + announced > place.size:
            raise bad_request("More bytes were sent than the file has.", "offset")

    def advance(self, place: Place, count: int) -> Place:
        """Note that bytes have arrived safely.

        Raises:
            CallError: somebody else sent bytes of the same upload meanwhile.
        """
        self.vault.flush(place.id)
        new = place.position + count
        with self._database.write() as connection:
            moved = connection.execute(
                _ADVANCE,
                {"upload": place.id, "old": place.position, "new": new, "until": self._until()},
            )
            if moved.rowcount != 1:
                raise conflict("The upload stands at another place.", "offset")
        return Place(place.id, place.sha256, place.size, new, place.complete)

    def finish(self, place: Place) -> Place:
        """Prove the content and keep it.

        Raises:
            CallError: the bytes are not those that were announced; the upload is gone.
        """
        if self.vault.digest(place.id, place.size) != place.sha256:
            self.drop(place)
            detail = "The bytes that arrived are not the ones announced; send the file again."
            raise CallError(Problem("The file is damaged", 422, detail=detail, rule="digest"))
        self.vault.keep(place.id, place.sha256, place.size)
        with self._database.write() as connection:
            connection.execute(_COMPLETE, {"upload": place.id})
        return Place(place.id, place.sha256, place.size, place.size, complete=True)

    def drop(self, place: Place) -> None:
        """Forget an upload; a content it has become stays as long as it is used."""
        with self._database.write() as connection:
            connection.execute(_DROP, {"upload": place.id})
        self.vault.discard(place.id)


def headers_of(place: Place) -> dict[str, str]:
    """Tell in headers how far an upload has come."""
    return {
        "Upload-Offset": str(place.position),
        "Upload-Complete": "?1" if place.complete else "?0",
    }
