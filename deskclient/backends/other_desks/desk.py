"""The part of an adapter that is the same for all desks without sessions of their own."""

from typing import NoReturn

from deskclient.backends.other_desks.calls import DeskCalls
from deskclient.backends.other_desks.held_files import HeldFiles
from deskclient.backends.port import EraseOrder, UploadState
from deskclient.backends.tokens import TokenStore
from deskclient.domain.errors import RefusedError, WrongDeskError
from deskclient.domain.scope import Scope


class OtherDesk:
    """What such a desk does not know, and what needs no request.

    Args:
        calls: Makes the calls; closed with the adapter.
        tokens: Where the person's proof is kept.
        instance: Who answered when the profile was made; empty: whoever does.
    """

    def __init__(self, calls: DeskCalls, tokens: TokenStore, instance: str) -> None:
        self._calls = calls
        self._tokens = tokens
        self._instance = instance
        self._held = HeldFiles()

    async def start_upload(
        self,
        sha256: str,
        size: int,
        name: str,  # noqa: ARG002 - the port's signature
        media_type: str,  # noqa: ARG002 - the port's signature
    ) -> UploadState:
        """Hold a file until its message goes: none of these desks goes on with half of one."""
        return self._held.start(sha256, size)

    async def upload_state(self, upload_id: str) -> UploadState | None:
        """Tell how much of a file is held."""
        return self._held.state(upload_id)

    async def send_chunk(self, upload_id: str, offset: int, chunk: bytes) -> UploadState:
        """Hold the next bytes of a file."""
        return self._held.take(upload_id, offset, chunk)

    async def digest(self, scope: Scope) -> NoReturn:  # noqa: ARG002 - the port's signature
        """Such desks tell none; see ``swept`` in their capabilities."""
        raise RefusedError("This desk tells no digest")

    async def erase_order(self) -> EraseOrder | None:
        """Such desks order nothing erased."""
        return None

    async def confirm_erased(self, order_id: str, receipt: str) -> None:
        """Such desks are told nothing."""

    async def sign_out(self) -> None:
        """Forget the proof; the desk knows of no session."""
        await self._tokens.set(None)

    async def close(self) -> None:
        """Close connections."""
        await self._calls.close()

    async def drop_connections(self) -> None:
        """Forget every connection."""
        await self._calls.drop_connections()

    def _meet(self, instance: str) -> None:
        """Note who answers.

        Raises:
            WrongDeskError: another desk than the one of this profile.
        """
        if self._instance not in {"", instance}:
            raise WrongDeskError(
                "Another desk answers at this address",
                "This profile belongs to a different desk, so nothing was exchanged.",
                "Check the address with your administrator, or add the other desk as a profile.",
            )
        self._instance = instance
