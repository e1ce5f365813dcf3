"""The tokens of one profile, asked of the vault off the engine's loop."""

import asyncio

from deskclient.backends.tokens import SessionTokens
from deskclient.services.profile_api import KeyPlace
from deskclient.services.vault_port import Vault

_KEYRING_S = 20.0
"""A keyring may ask the person to unlock it; the engine waits that long and no longer."""


class VaultTokens:
    """A :class:`deskclient.backends.tokens.TokenStore` over the vault."""

    def __init__(self, vault: Vault, profile_id: str, place: KeyPlace) -> None:
        self._vault = vault
        self._profile_id = profile_id
        self._place = place

    async def get(self) -> SessionTokens | None:
        """Give the tokens; ``None`` after a sign-out."""
        async with asyncio.timeout(_KEYRING_S):
            found = await asyncio.to_thread(self._vault.tokens, self._profile_id, self._place)
        return None if found is None else SessionTokens(*found[:4])

    async def set(self, tokens: SessionTokens | None) -> None:
        """Keep these in place of the old ones; ``None`` forgets them."""
        kept = None if tokens is None else tokens.kept
        await asyncio.to_thread(self._vault.put_tokens, self._profile_id, self._place, kept)
