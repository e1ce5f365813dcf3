"""Chains of questions at the same time end together."""

import asyncio

import pytest

from deskclient.backends.other_desks.together import together


def test_what_each_gives_comes_in_their_order():
    async def work():
        begun = asyncio.Event()

        async def first():
            await begun.wait()
            return "first"

        async def second():
            begun.set()
            return "second"

        return await together([first(), second()])

    assert list(asyncio.run(work())) == ["first", "second"]


def test_if_one_fails_no_other_goes_on():
    ended = []

    async def waits():
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("waits")

    async def fails():
        await asyncio.sleep(0)
        raise ValueError("it failed")

    async def work():
        with pytest.raises(ValueError, match="it failed"):
            await together([waits(), fails()])
        return list(ended)

    assert asyncio.run(work()) == ["waits"]
