"""While one page of a first pull is stored, the desk already writes the next one."""

import asyncio
from typing import cast

from deskclient.backends.port import Adapter, SnapshotPage
from deskclient.domain.scope import Scope
from deskclient.sync.page_ahead import PageAhead


class PagesOnTheirWay:
    """A desk of three pages; like a real transport it takes some turns until a request is out."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.silent_about = "no page"

    async def snapshot(self, scope: Scope, page: str) -> SnapshotPage:
        del scope
        for _ in range(5):
            await asyncio.sleep(0)
        self.sent.append(page)
        if page == self.silent_about:
            await asyncio.Event().wait()
        following = {"": "two", "two": "three"}
        return SnapshotPage((), following.get(page, ""), "cursor", 0, 0)


def test_the_request_for_the_next_page_has_left_when_a_page_is_given():
    async def pull() -> None:
        desk = PagesOnTheirWay()
        ahead = PageAhead(cast("Adapter", desk))
        page = await ahead.page(Scope(), "")
        # From here on a page would be stored, in steps that let nothing else run.
        assert (page.next_page, desk.sent) == ("two", ["", "two"])
        page = await ahead.page(Scope(), "two")
        assert (page.next_page, desk.sent) == ("three", ["", "two", "three"])
        assert (await ahead.page(Scope(), "three")).next_page == ""
        assert desk.sent == ["", "two", "three"]

    asyncio.run(pull())


def test_a_page_is_given_although_the_desk_does_not_answer_for_the_next_one():
    async def pull() -> None:
        desk = PagesOnTheirWay()
        desk.silent_about = "two"
        ahead = PageAhead(cast("Adapter", desk))
        assert (await ahead.page(Scope(), "")).next_page == "two"
        await ahead.drop()

    asyncio.run(pull())
