"""Files in both directions, cut and lied about."""

import pytest

from deskclient.backends.native import wire
from deskclient.domain.errors import NetworkError, RefusedError, ServerError
from tests.backends.native.scripted_desk import refusal, said, scripted
from tests.backends.rude_server import DESK_MARKS, answer, reset, says_and_resets

CONTENT = bytes(range(256)) * 40


def offset(value: object, complete: str = "?0") -> dict[str, str]:
    return {**DESK_MARKS, "Upload-Offset": str(value), "Upload-Complete": complete}


async def test_an_upload_is_announced_and_its_state_asked():
    """Row 54."""
    async with scripted() as desk:
        desk.script.on("POST /v1/uploads", said(wire.Upload("u1", 0, False), 201))
        desk.script.on("HEAD /v1/uploads/u1", answer(200, b"", offset(7)))
        state = await desk.adapter.start_upload("s", 9, "a.png", "image/png")
        assert (state.upload_id, state.offset) == ("u1", 0)
        again = await desk.adapter.upload_state("u1")
        assert again is not None
        assert (again.offset, again.complete) == (7, False)


async def test_an_expired_upload_is_forgotten():
    """Row 54: else restart."""
    async with scripted() as desk:
        assert await desk.adapter.upload_state("u1") is None


async def test_a_chunk_moves_the_offset():
    async with scripted() as desk:
        desk.script.on("PATCH /v1/uploads/u1", answer(204, b"", offset(6, "?1")))
        state = await desk.adapter.send_chunk("u1", 3, b"abc")
        assert (state.offset, state.complete) == (6, True)
        assert desk.server.asked[0].headers["upload-offset"] == "3"
        assert desk.server.asked[0].body == b"abc"


async def test_a_desk_that_stands_elsewhere_says_where_to_go_on():
    """Row 54: the offset here was wrong; the desk's counts."""
    async with scripted() as desk:
        desk.script.on("PATCH /v1/uploads/u1", refusal(409, "Wrong offset"))
        desk.script.on("HEAD /v1/uploads/u1", answer(200, b"", offset(1)))
        assert (await desk.adapter.send_chunk("u1", 3, b"abc")).offset == 1


@pytest.mark.parametrize("lie", ["7", "-1", "many", "", "9" * 30])
async def test_an_offset_that_cannot_be_is_not_believed(lie):
    """Row 54: the offset lies."""
    async with scripted() as desk:
        desk.script.on("PATCH /v1/uploads/u1", answer(204, b"", offset(lie)))
        with pytest.raises(ServerError):
            await desk.adapter.send_chunk("u1", 3, b"abc")


async def test_a_cut_upload_is_a_network_error():
    """Row 54."""
    async with scripted() as desk:
        desk.script.on("PATCH /v1/uploads/u1", says_and_resets(b""))
        with pytest.raises(NetworkError) as caught:
            await desk.adapter.send_chunk("u1", 3, b"abc")
        assert caught.value.maybe_sent


def serving(cut: int = 0, *, ranges: bool = True, shift: int = 0):
    """Serve ``CONTENT``; each answer breaks off after ``cut`` bytes, if that is set."""

    async def behave(asked, writer):
        start = 0
        if ranges and "range" in asked.headers:
            start = int(asked.headers["range"][6:-1])
        rest = CONTENT[start:]
        if not rest:
            writer.write(answer(416, b"", DESK_MARKS))
            return
        part = f"bytes {start + shift}-{len(CONTENT) - 1}/{len(CONTENT)}"
        headers = {**DESK_MARKS, "Content-Range": part} if start else dict(DESK_MARKS)
        sent = rest[:cut] if cut else rest
        writer.write(answer(206 if start else 200, sent, headers, length=len(rest)))
        await writer.drain()
        if sent != rest:
            writer.close()

    return behave


async def fetched(desk, start=0):
    return b"".join([chunk async for chunk in desk.adapter.download("s", start)])


@pytest.mark.parametrize("start", [0, 1, 9999, len(CONTENT)])
async def test_a_download_goes_on_from_any_byte(start):
    async with scripted() as desk:
        desk.script.on("GET /v1/files/s", serving())
        assert await fetched(desk, start) == CONTENT[start:]


async def test_breaks_are_bridged_by_asking_for_the_rest():
    """Row 40, row 59."""
    async with scripted() as desk:
        desk.script.on("GET /v1/files/s", serving(cut=1000))
        assert await fetched(desk) == CONTENT
        assert len(desk.server.asked) == 11


async def test_a_desk_without_ranges_is_read_from_the_start():
    async with scripted() as desk:
        desk.script.on("GET /v1/files/s", serving(ranges=False))
        assert await fetched(desk, 5000) == CONTENT[5000:]


async def test_another_part_than_asked_for_is_not_taken():
    async with scripted() as desk:
        desk.script.on("GET /v1/files/s", serving(shift=1))
        with pytest.raises(ServerError):
            await fetched(desk, 5000)


async def test_a_download_that_brings_nothing_gives_up():
    async def breaks(asked, writer):
        reset(writer)

    async with scripted() as desk:
        desk.script.on("GET /v1/files/s", breaks)
        with pytest.raises(NetworkError):
            await fetched(desk)
        # Each try may have met a dead connection once.
        assert 3 <= len(desk.server.asked) <= 6


async def test_a_file_the_desk_does_not_have_is_refused():
    async with scripted() as desk:
        with pytest.raises(RefusedError):
            await fetched(desk)


async def test_a_download_renews_the_session_first():
    """Row 33."""
    async with scripted() as desk:
        desk.script.token = "a2"
        desk.script.on("POST /v1/refresh", said(wire.Tokens("a2", "r2", 900)))
        desk.script.on("GET /v1/files/s", serving())
        assert await fetched(desk) == CONTENT
