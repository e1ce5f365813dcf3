"""Books of exchanges: what every answer says, and what only some rows of a listing do."""

import json

from tests.fakes.desks.transcript import Transcript, write_book


def test_members_and_values_of_some_rows_are_by_chance(tmp_path):
    told = Transcript()
    told.exchanges["GET /issues -> 200"] |= {
        ".rows: list",
        ".rows[].id: str",
        ".rows[].owner: null",
        ".rows[].owner: str",
        ".rows[].nosy: list",
        ".rows[].nosy[]: str",
    }
    write_book(tmp_path / "book.json", {"test_one": told})
    (exchange,) = json.loads((tmp_path / "book.json").read_text())["exchanges"]
    assert exchange["always"] == [".rows: list", ".rows[].id: str", ".rows[].nosy: list"]
    assert exchange["sometimes"] == [
        ".rows[].nosy[]: str",
        ".rows[].owner: null",
        ".rows[].owner: str",
    ]
