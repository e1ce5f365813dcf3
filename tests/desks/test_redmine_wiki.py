"""Wiki pages of a real Redmine, read as articles."""

import pytest

from deskclient.backends.port import RowKind
from deskclient.domain.scope import Scope

# The first test makes the desk.
pytestmark = [pytest.mark.desks, pytest.mark.xdist_group("redmine"), pytest.mark.timeout(600)]


def articles(rows):
    return {row.server_id: row for row in rows if row.kind == "article"}


def test_a_pull_brings_the_pages_that_a_sweep_lists(redmine):
    async def work(reading):
        rows, _ = await reading.pull()
        listed = [one async for page in reading.adapter.ids(Scope()) for one in page]
        return articles(rows), {one for one in listed if one[0] == "article"}

    found, listed = redmine.run(work, redmine.reading())
    assert {("article", name, row.ver) for name, row in found.items()} == listed
    titles = {name.partition("-")[2] for name in found}
    assert set(redmine.marks.pages) <= titles
    assert all(row.doc["section"] and row.doc["body"] for row in found.values())


def test_one_page_can_be_asked_for_and_one_that_never_was_is_gone(redmine):
    async def work(reading):
        rows, _ = await reading.pull()
        name, row = next(iter(articles(rows).items()))
        again = await reading.adapter.record("article", name)
        return row, again, await reading.adapter.record("article", f"{name}_never_was")

    row, again, gone = redmine.run(work, redmine.reading())
    assert again == row
    assert gone.what is RowKind.TOMBSTONE
