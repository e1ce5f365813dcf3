"""Articles and assets of our own desk reach a client, are found there by words, and only read.

Our own service over HTTP on loopback, the real engine, encrypted stores.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskclient.domain.fields import Value
from deskclient.domain.ids import RecordId
from deskclient.domain.kinds.standard import standard_registry
from deskclient.domain.lacking import kept_names
from deskclient.server.demo.world import SeedRecord
from deskclient.services.api import Desk
from tests.e2e.person import Person, until
from tests.fakes.loopback import serving
from tests.server.service import PASSWORD, MiniDesk, cheap_config, mini_desk

AT = "2026-10-01T09:00:00.000Z"
STAMPS = {"created_at": AT, "updated_at": AT}


def keep(mini: MiniDesk, *records: SeedRecord) -> None:
    """Let the desk itself write records, as its administrators' tools do."""
    with mini.desk.ledger.writing() as change:
        for one in records:
            kind = change.registry[one.kind]
            change.create(kind, one.id, {**one.doc, **STAMPS}, mini.requesters[0], None)


@pytest.fixture
def mini(home: Path) -> MiniDesk:
    made = mini_desk(config=cheap_config(home / "files"))
    body = "<p>Снимите <b>защитную</b> ленту.</p><script>secret()</script>"
    article: dict[str, Value] = {
        "number": 1,
        "title": "Замена картриджа",
        "body": body,
        "body_format": "html",
    }
    asset: dict[str, Value] = {
        "number": 1,
        "name": "NB-1001",
        "serial": "PT436",
        "holder": made.requesters[3],
    }
    keep(made, SeedRecord("article", "a" * 32, {**article, "section": "Печать"}))
    keep(made, SeedRecord("asset", "b" * 32, {**asset, "status": "in_use"}))
    return made


@pytest.fixture
def anna(mini: MiniDesk, home: Path, expected_logs) -> Iterator[Desk]:
    # Long polls of clients that have gone are ended with the service.
    expected_logs.expect("timeout graceful shutdown exceeded")
    with serving(mini.app) as url:
        person = Person(home / "anna", standard_registry())
        try:
            yield person.sign_in(url, "anna", PASSWORD).open_synced()
        finally:
            person.quit()


def found(desk: Desk, kind: str, typed: str) -> list[RecordId]:
    return [row.record_id for row in desk.reads.first_rows(desk.reads.parse(typed, kind).query, 10)]


def test_they_come_and_are_found_by_words_fields_and_people(anna):
    until(anna, lambda: found(anna, "article", "лент") == ["a" * 32])
    assert found(anna, "article", "secret") == []
    assert found(anna, "article", "раздел:Печать") == ["a" * 32]
    until(anna, lambda: found(anna, "asset", "pt436") == ["b" * 32])
    assert found(anna, "asset", 'holder:"Requester 3"') == ["b" * 32]
    assert found(anna, "asset", "status:new") == []


def test_what_is_written_later_comes_with_the_feed(anna, mini):
    doc: dict[str, Value] = {"number": 2, "title": "Added later", "body": "Words."}
    keep(mini, SeedRecord("article", "c" * 32, doc))
    anna.sync.sync_now()
    until(anna, lambda: found(anna, "article", "added") == ["c" * 32])


def test_nobody_can_write_them(anna):
    names = set(kept_names(anna.registry))
    assert not {one for one in names if one.partition(".")[0] in {"article", "asset"}}
