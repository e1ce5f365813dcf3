"""A keyring that forgets everything when the test ends."""

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError
from typing_extensions import override


class MemoryKeyring(KeyringBackend):
    """Keeps passwords in a dictionary; as strict about deleting as the real ones."""

    # keyring reads the priority of a class before it makes an object.
    priority = 0.1

    def __init__(self) -> None:
        super().__init__()
        self.passwords: dict[tuple[str, str], str] = {}

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return self.passwords.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self.passwords[service, username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        if self.passwords.pop((service, username), None) is None:
            raise PasswordDeleteError("There is no such password.")
