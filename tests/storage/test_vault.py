"""Keys and tokens: only where they are safe, read back, and never made anew by mistake."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import (
    InitError,
    KeyringError,
    KeyringLocked,
    NoKeyringError,
    PasswordDeleteError,
    PasswordSetError,
)
from typing_extensions import override

from deskclient.domain.errors import DamagedError, KeyMissingError
from deskclient.storage.vault import (
    SessionVault,
    StoreKeys,
    Vault,
    forget_cache_key,
    key_from_text,
    key_to_text,
    load_key,
    load_keys,
    make_cache_key,
    make_key,
)
from deskclient.storage.vault_keyring import KeyringVault, QuickVault, system_vault
from deskclient.storage.vault_passphrase import PassphraseVault
from tests.fakes.memory_keyring import MemoryKeyring
from tools.domain_texts import texts

MEMORY = frozenset({"tests.fakes.memory_keyring.MemoryKeyring"})
QUICK_COST = 10
RAW = "Raw words of the system"


class LockedKeyring(MemoryKeyring):
    @override
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("locked")

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("locked")


class ForgetfulKeyring(MemoryKeyring):
    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        return


@pytest.fixture(params=["session", "keyring", "passphrase"])
def vault(request: pytest.FixtureRequest, home: Path, memory_keyring: MemoryKeyring) -> Vault:
    if request.param == "session":
        return SessionVault()
    if request.param == "keyring":
        return KeyringVault(memory_keyring)
    return PassphraseVault(home / "vault.bin", "correct horse", cost_log=QUICK_COST)


def test_a_vault_keeps_replaces_and_forgets(vault):
    assert vault.get("p/token") is None
    vault.put("p/token", "one")
    vault.put("p/token", "два")
    vault.put("q/token", "other")
    assert vault.get("p/token") == "два"
    vault.delete("p/token")
    vault.delete("p/token")
    assert vault.get("p/token") is None
    assert vault.get("q/token") == "other"


def test_a_key_is_made_once(vault):
    key = make_key(vault, "p1")
    assert make_key(vault, "p1") == load_key(vault, "p1") == key
    assert len(key) == 32
    assert make_key(vault, "p2") != key


def test_the_cache_has_a_key_of_its_own_that_can_be_forgotten(vault):
    """Row 35: the key of what only this person has is the same before, meanwhile and after."""
    key = make_key(vault, "p1")
    assert load_keys(vault, "p1") == StoreKeys(key, key)
    make_cache_key(vault, "p1")
    made = load_keys(vault, "p1")
    assert made.store == key
    assert len(made.cache) == 32
    assert made.cache != key
    make_cache_key(vault, "p1")
    assert load_keys(vault, "p1") == made
    assert make_key(vault, "p1") == load_key(vault, "p1") == key
    forget_cache_key(vault, "p1")
    assert load_keys(vault, "p1") == StoreKeys(key, key)
    make_cache_key(vault, "p1")
    assert load_keys(vault, "p1").cache not in {key, made.cache}
    assert key_to_text(made.cache) not in repr(made)


def test_no_key_is_made_for_the_cache_of_a_profile_whose_key_is_lost(vault):
    """Row 61."""
    for act in (make_cache_key, forget_cache_key, load_keys):
        with pytest.raises(KeyMissingError):
            act(vault, "p1")
    assert vault.get("p1/store-key") is None


def test_a_lost_key_is_asked_for_and_not_made_anew(vault):
    """Row 61: nothing is made in its place; the recovery key says the same as it did."""
    key = make_key(vault, "p1")
    vault.delete("p1/store-key")
    with pytest.raises(KeyMissingError):
        load_key(vault, "p1")
    assert vault.get("p1/store-key") is None
    typed = key_to_text(key).lower().replace("-", " ")
    assert key_from_text(f"  {typed} \n") == key


@pytest.mark.parametrize("place", [0, 7, 30, 51, 54])
def test_a_wrong_letter_in_a_recovery_key_is_noticed(place):
    letters = list(key_to_text(bytes(range(32))).replace("-", ""))
    letters[place] = "A" if letters[place] != "A" else "C"
    with pytest.raises(KeyMissingError):
        key_from_text("".join(letters))


@pytest.mark.parametrize("typed", ["", "AAAA", "not a key!", "A" * 56, "Ё" * 56])
def test_what_is_no_recovery_key_is_refused(typed):
    with pytest.raises(KeyMissingError):
        key_from_text(typed)


def test_letters_that_look_like_digits_are_understood():
    key = bytes([104]) * 32
    assert key_from_text(key_to_text(key).replace("O", "0").replace("I", "1")) == key


@pytest.mark.parametrize("backend", [null.Keyring(), fail.Keyring(), MemoryKeyring()])
def test_a_backend_that_does_not_encrypt_is_refused(backend):
    keyring.set_keyring(backend)
    with pytest.raises(KeyMissingError):
        system_vault()


def test_a_known_backend_is_found_also_within_a_chain(memory_keyring):
    assert system_vault(allowed=MEMORY).lasting

    class Chain(KeyringBackend):
        priority = 1
        backends = (fail.Keyring(), memory_keyring)

        @override
        def get_password(self, service: str, username: str) -> str | None:
            return None

        @override
        def set_password(self, service: str, username: str, password: str) -> None:
            raise AssertionError

        @override
        def delete_password(self, service: str, username: str) -> None:
            raise PasswordDeleteError

    keyring.set_keyring(Chain())
    system_vault(allowed=MEMORY).put("a", "b")
    assert memory_keyring.passwords == {("deskclient", "a"): "b"}


@pytest.mark.parametrize("backend", [ForgetfulKeyring(), LockedKeyring()])
def test_a_keyring_that_does_not_keep_says_so(backend):
    """Row 61: locked, or only pretending."""
    with pytest.raises(KeyMissingError):
        KeyringVault(backend).put("a", "b")


def test_a_locked_keyring_is_not_an_empty_one():
    """Row 61: locked is told; nobody takes it for a lost key."""
    with pytest.raises(KeyMissingError):
        KeyringVault(LockedKeyring()).get("a")


class ForeignError(Exception):
    """What the library beneath a keyring raises, and the keyring lets through."""


class FailingKeyring(MemoryKeyring):
    """Fails with a given error, in the words of whoever made it."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    @override
    def get_password(self, service: str, username: str) -> str | None:
        raise self._error

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        raise self._error

    @override
    def delete_password(self, service: str, username: str) -> None:
        raise self._error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (KeyringLocked(RAW), "The keyring of this system is locked."),
        (InitError(RAW), "The keyring of this system cannot be reached."),
        (NoKeyringError(RAW), "The keyring of this system cannot be reached."),
        (OSError(errno.EPIPE, RAW), "The keyring of this system cannot be reached."),
        (PasswordSetError(RAW), "The keyring of this system refused what was asked of it."),
        (KeyringError(RAW), "The keyring of this system refused what was asked of it."),
        (ForeignError(RAW), "The keyring of this system refused what was asked of it."),
    ],
)
def test_what_a_keyring_says_is_told_in_a_sentence_and_logged_in_its_words(error, said, caplog):
    """Row 61: whoever looks after the computer finds what it said in the log."""
    vault = KeyringVault(FailingKeyring(error))
    for act in (lambda: vault.get("a"), lambda: vault.put("a", "b"), lambda: vault.delete("a")):
        caplog.clear()
        with pytest.raises(KeyMissingError) as told:
            act()
        assert told.value.detail == said
        assert told.value.__cause__ is error
        assert RAW in caplog.text
    assert said in texts()


def test_a_passphrase_opens_the_vault_again_and_another_does_not(home):
    path = home / "vault.bin"
    vault = PassphraseVault(path, "верный конь", cost_log=QUICK_COST)
    vault.put("p1/token", "CanaryToken")
    assert PassphraseVault(path, "верный конь").get("p1/token") == "CanaryToken"
    before = path.read_bytes()
    assert b"CanaryToken" not in before
    with pytest.raises(KeyMissingError):
        PassphraseVault(path, "другой")
    assert path.read_bytes() == before
    vault.change_passphrase("new")
    assert PassphraseVault(path, "new").get("p1/token") == "CanaryToken"
    with pytest.raises(KeyMissingError):
        PassphraseVault(path, "верный конь")


def test_a_vault_nobody_can_open_is_made_anew_with_what_is_known(home):
    path = home / "vault.bin"
    PassphraseVault(path, "forgotten", cost_log=QUICK_COST).put("p1/token", "old")
    PassphraseVault(path, "new", cost_log=QUICK_COST, anew={"p1/store-key": "KEY"})
    opened = PassphraseVault(path, "new")
    assert (opened.get("p1/store-key"), opened.get("p1/token")) == ("KEY", None)
    with pytest.raises(KeyMissingError):
        PassphraseVault(path, "forgotten")


def test_the_real_cost_of_a_guess_is_high(home):
    PassphraseVault(home / "vault.bin", "x")
    assert (home / "vault.bin").read_bytes()[8] >= 17


@pytest.mark.parametrize(
    "content", [b"", b"DCVAULT1", b"something else entirely, long enough ....."]
)
def test_a_damaged_vault_is_named_and_kept(home, content):
    (home / "vault.bin").write_bytes(content)
    with pytest.raises(DamagedError):
        PassphraseVault(home / "vault.bin", "x")
    assert (home / "vault.bin").read_bytes() == content


def test_a_changed_byte_does_not_open(home):
    path = home / "vault.bin"
    PassphraseVault(path, "x", cost_log=QUICK_COST).put("a", "b")
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(KeyMissingError):
        PassphraseVault(path, "x")


def test_without_a_bus_the_quick_vault_falls_back_to_keyring(memory_keyring):
    keyring.set_keyring(fail.Keyring())
    with pytest.raises(KeyMissingError):
        QuickVault().get("a")


REAL = """
import sys
from deskclient.storage.vault_keyring import QuickVault, system_vault
from deskclient.storage.vault import make_key, load_key
slow = system_vault(service="deskclient test")
key = make_key(slow, "p1")
assert load_key(slow, "p1") == key
slow.put("p1/token", "тайна")
print(type(slow._backend).__module__)
"""
QUICK = """
import sys
from deskclient.storage.vault_keyring import QuickVault
vault = QuickVault(service="deskclient test")
assert vault.get("p1/token") == "тайна", vault.get("p1/token")
assert not {"keyring", "secretstorage", "cryptography"} & set(sys.modules)
assert vault.get("p1/none") is None
vault.delete("p1/token")
assert QuickVault(service="deskclient test").get("p1/token") is None
"""
NEEDED = ("dbus-run-session", "gnome-keyring-daemon")


@pytest.mark.skipif(
    any(shutil.which(one) is None for one in NEEDED), reason="No Secret Service is installed."
)
def test_the_real_secret_service_keeps_secrets_and_the_quick_way_finds_them(home):
    env = {name: value for name, value in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"}
    run = f'"{sys.executable}" -c "$1" && "{sys.executable}" -c "$2"'
    unlock = "printf %s test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1"
    done = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", f"{unlock}; {run}", "_", REAL, QUICK],
        env=env,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "keyring.backends.SecretService" in done.stdout
