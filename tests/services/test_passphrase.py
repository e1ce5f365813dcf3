"""A passphrase is changed by who knows it, or who has the recovery key in its place."""

from pathlib import Path

import pytest

from deskclient.domain.errors import KeyMissingError
from deskclient.services.keys import SystemVault
from deskclient.services.profile_api import KeyPlace
from deskclient.storage.vault import SessionVault

PLACE = KeyPlace.PASSPHRASE


def a_run(folder: Path) -> SystemVault:
    """A program started anew on the same folder."""
    return SystemVault(folder, SessionVault, lambda: None, cost_log=4)


@pytest.fixture
def key(tmp_path):
    vault = a_run(tmp_path)
    made = vault.make_key("p1", PLACE, "open sesame")
    vault.put_tokens("p1", PLACE, ("access", "refresh"))
    return made


def test_a_passphrase_is_changed_by_who_knows_it(tmp_path, key):
    vault = a_run(tmp_path)
    with pytest.raises(KeyMissingError):
        vault.change_passphrase("p1", "wrong", "second one")
    vault.change_passphrase("p1", "open sesame", "second one")
    vault = a_run(tmp_path)
    with pytest.raises(KeyMissingError):
        vault.unlock("p1", PLACE, "open sesame")
    vault.unlock("p1", PLACE, "second one")
    assert vault.key("p1", PLACE) == key
    assert vault.tokens("p1", PLACE) == ("access", "refresh")


def test_a_forgotten_passphrase_is_replaced_by_who_has_the_recovery_key(tmp_path, key):
    """Row 61: forgotten is not lost; what the session got since is kept too."""
    vault = a_run(tmp_path)
    vault.put_key("p1", PLACE, key)
    vault.put_tokens("p1", PLACE, ("new", "tokens"))
    vault.change_passphrase("p1", "", "third one")
    assert vault.key("p1", PLACE) == key
    vault = a_run(tmp_path)
    vault.unlock("p1", PLACE, "third one")
    assert vault.key("p1", PLACE) == key
    assert vault.tokens("p1", PLACE) == ("new", "tokens")


def test_the_key_of_the_cache_is_locked_by_the_passphrase_too(tmp_path, key):
    """Row 35: and the recovery key of a profile that is open does not take it away."""
    vault = a_run(tmp_path)
    vault.unlock("p1", PLACE, "open sesame")
    vault.make_cache_key("p1", PLACE)
    vault.put_key("p1", PLACE, key)
    vault.change_passphrase("p1", "open sesame", "second one")
    vault = a_run(tmp_path)
    vault.unlock("p1", PLACE, "second one")
    keys = vault.keys("p1", PLACE)
    assert keys.store == key
    assert keys.cache != key
    vault.forget_cache_key("p1", PLACE)
    assert vault.keys("p1", PLACE).cache == key


def test_nobody_changes_it_without_either(tmp_path, key):
    vault = a_run(tmp_path)
    with pytest.raises(KeyMissingError):
        vault.change_passphrase("p1", "", "mine now")
    vault.unlock("p1", PLACE, "open sesame")
    assert vault.key("p1", PLACE) == key
