"""Files on their way: rows 53 to 56 of the failure table."""

import asyncio

from deskclient.backends.port import UploadState
from deskclient.domain.errors import RefusedError, ServerError
from deskclient.domain.events import JobProgress
from deskclient.domain.operation import OpState
from deskclient.domain.scope import Scope
from tests.fakes.unkind_desk import Fault, cut, failing
from tests.sync.rig import T1, Rig, play

CONTENT = bytes(range(256)) * 4096


def test_a_reply_leaves_when_its_file_is_there_and_both_at_once():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        entry, attached = rig.reply_with_file("See picture", CONTENT)
        await rig.quiet()
        assert rig.desk.effects == [entry.op_id, attached.op_id]
        assert list(rig.desk.state.files.values()) == [CONTENT]

    play(scenario)


def test_the_frozen_copy_is_sent_whatever_happens_to_the_original():
    """Row 53: what was attached is what arrives; a lost copy is said, not guessed."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        _, attached = rig.reply_with_file("See picture", CONTENT)
        rig.blobs.staged.clear()
        rig.engine.set_offline(False)
        await rig.until(lambda: rig.state(attached) is OpState.HELD)
        assert rig.rule(attached) == "file_refused"
        assert not rig.desk.effects

    play(scenario)


def test_an_upload_cut_fifty_times_sends_hardly_a_byte_twice():
    """Row 54: HEAD, then on from where the desk is."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        content = CONTENT * 8
        rig.line.fault("send_chunk", *[cut(after=number % 2 == 0) for number in range(50)])
        rig.reply_with_file("See picture", content)
        await rig.quiet()
        assert list(rig.desk.state.files.values()) == [content]
        assert sum(size for _, size in rig.line.chunks) <= 1.05 * len(content)

    play(scenario)


def test_a_desk_that_claims_more_than_was_sent_gets_the_file_anew():
    """Row 54: offset lies; the digest at the end decides."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.fault("send_chunk", Fault(), failing(after=True))
        states = rig.line.upload_state
        lies = [True]

        async def lying(upload_id: str) -> UploadState | None:
            state = await states(upload_id)
            if state is not None and lies.pop() if lies else False:
                return UploadState(upload_id, len(CONTENT) * 10, complete=False)
            return state

        rig.line.upload_state = lying  # type: ignore[method-assign]
        rig.reply_with_file("See picture", CONTENT)
        await rig.quiet()
        assert list(rig.desk.state.files.values()) == [CONTENT]

    play(scenario)


def test_a_forgotten_upload_starts_again():
    """Row 54: upload expired."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.fault("send_chunk", Fault(), Fault(cut().error, act=rig.desk.uploads.clear))
        rig.reply_with_file("See picture", CONTENT)
        await rig.quiet()
        assert list(rig.desk.state.files.values()) == [CONTENT]

    play(scenario)


def test_a_damaged_upload_is_sent_again_as_a_whole():
    """Row 54: digest at the end, else restart."""

    async def scenario(rig: Rig) -> None:
        await rig.online()

        def damage() -> None:
            for _, _, content in rig.desk.uploads.values():
                content[0] = 255 - content[0]

        rig.line.fault("send_chunk", Fault(), Fault(after=False, act=damage))
        rig.reply_with_file("See picture", CONTENT)
        await rig.quiet()
        assert list(rig.desk.state.files.values()) == [CONTENT]

    play(scenario)


def test_an_uploaded_file_is_not_sent_again_for_a_lost_operation():
    """Row 55: upload done, operation lost."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.fault("push", cut(), cut())
        rig.reply_with_file("See picture", CONTENT)
        await rig.quiet()
        assert sum(size for _, size in rig.line.chunks) == len(CONTENT)

    play(scenario)


def test_a_refused_file_is_held_and_its_text_goes_alone():
    """Row 56: size, type, virus."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.line.fault("start_upload", Fault(RefusedError("Refused", "The type is not allowed.")))
        entry, attached = rig.reply_with_file("See picture", CONTENT)
        await rig.until(lambda: rig.state(attached) is OpState.HELD)
        assert rig.rule(attached) == "file_refused"
        assert not rig.desk.effects
        rig.engine.discard([attached.op_id])
        await rig.quiet()
        assert rig.desk.effects == [entry.op_id]

    play(scenario)


def test_an_asked_file_is_fetched_and_goes_on_after_a_cut():
    async def scenario(rig: Rig) -> None:
        rig.engine.set_scope(Scope(attachment_bytes=0))
        digest = rig.blobs.stage(CONTENT)
        rig.blobs.staged.clear()
        rig.desk.state.files[digest] = CONTENT
        await rig.online()
        rig.line.fault("download", cut(after=True))
        rig.engine.fetch_file(digest)
        await rig.until(lambda: rig.blobs.has(digest))
        ended = [one for one in rig.events if isinstance(one, JobProgress) and one.ended]
        assert ended[-1].job_id == f"file:{digest}"
        assert ended[-1].done == 1

    play(scenario)


def test_attachments_come_by_themselves_within_the_budget():
    async def scenario(rig: Rig) -> None:
        small, large = rig.blobs.stage(b"s" * 500), rig.blobs.stage(b"l" * 5000)
        rig.desk.state.files = {**{digest: rig.blobs.staged[digest] for digest in (small, large)}}
        rig.blobs.staged.clear()
        for digest, size in ((small, 500), (large, 5000)):
            rig.desk.have(
                "attachment", f"a-{size}", ticket=T1, entry="e1", name="f", size=size, sha256=digest
            )
        rig.engine.set_scope(Scope(attachment_bytes=1000))
        await rig.online()
        await rig.until(lambda: rig.blobs.has(small))
        await asyncio.sleep(60)
        assert not rig.blobs.has(large)

    play(scenario)


def _attach(rig: Rig, name: str, content: bytes) -> str:
    """Put a file on the desk that is not here."""
    digest = rig.blobs.stage(content)
    rig.desk.state.files = {**rig.desk.state.files, digest: rig.blobs.staged.pop(digest)}
    rig.desk.have(
        "attachment", name, ticket=T1, entry="e1", name="f", size=len(content), sha256=digest
    )
    return digest


def test_a_larger_budget_fetches_what_did_not_fit_before():
    async def scenario(rig: Rig) -> None:
        digests = [_attach(rig, f"a{number}", bytes([number]) * 3000) for number in range(4)]
        rig.engine.set_scope(Scope(attachment_bytes=4000))
        await rig.online()
        await asyncio.sleep(60)
        assert len(rig.blobs.fetched) == 1
        rig.engine.set_scope(Scope(attachment_bytes=100_000))
        await rig.until(lambda: all(rig.blobs.has(one) for one in digests), within_s=60)

    play(scenario)


def test_what_was_wanted_is_fetched_although_the_program_was_killed():
    async def scenario(rig: Rig) -> None:
        rig.engine.set_scope(Scope(attachment_bytes=0))
        digest = _attach(rig, "a1", b"x" * 3000)
        await rig.online()
        await rig.stop()
        rig.engine.set_scope(Scope(attachment_bytes=100_000))
        await rig.online()
        await rig.until(lambda: rig.blobs.has(digest), within_s=60)

    play(scenario)


def test_a_smaller_budget_drops_fetched_files_but_none_that_waits_to_be_sent():
    async def scenario(rig: Rig) -> None:
        rig.engine.set_scope(Scope(attachment_bytes=100_000))
        for number in range(4):
            _attach(rig, f"a{number}", bytes([number]) * 3000)
        await rig.online()
        await rig.until(lambda: len(rig.blobs.fetched) == 4)
        outgoing = rig.blobs.stage(b"o" * 9000)
        rig.engine.set_scope(Scope(attachment_bytes=7000))
        await rig.until(lambda: len(rig.blobs.fetched) == 2, within_s=60)
        assert rig.blobs.has(outgoing)

    play(scenario)


def test_a_file_that_was_asked_for_makes_room_for_itself():
    async def scenario(rig: Rig) -> None:
        rig.engine.set_scope(Scope(attachment_bytes=7000))
        for number in range(2):
            _attach(rig, f"a{number}", bytes([number]) * 3000)
        await rig.online()
        await rig.until(lambda: len(rig.blobs.fetched) == 2)
        digest = _attach(rig, "a9", b"9" * 5000)
        rig.engine.fetch_file(digest)
        await rig.until(lambda: rig.blobs.has(digest), within_s=60)
        await rig.until(lambda: rig.blobs.used_bytes() <= 7000, within_s=60)
        assert rig.blobs.has(digest)

    play(scenario)


def test_a_file_the_desk_cannot_give_costs_neither_the_line_nor_the_others():
    """Row 21: one poison file."""

    async def scenario(rig: Rig) -> None:
        rig.engine.set_scope(Scope(attachment_bytes=100_000))
        for number in range(3):
            _attach(rig, f"a{number}", bytes([number]) * 3000)
        rig.line.fault("download", *[failing(after=False)])
        await rig.online()
        await rig.until(lambda: len(rig.blobs.fetched) >= 2)
        assert rig.line.calls.count("session") == 1

    play(scenario)


def test_a_stopped_upload_goes_on_when_the_person_asks_to_sync():
    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        _, attached = rig.reply_with_file("See picture", CONTENT)
        rig.engine.cancel_job(f"upload:{attached.patch.set['sha256']}")
        rig.engine.set_offline(False)
        await asyncio.sleep(60)
        assert not rig.desk.effects
        rig.engine.sync_now()
        await rig.quiet()
        assert list(rig.desk.state.files.values()) == [CONTENT]

    play(scenario)


def test_a_file_the_desk_fails_at_lets_the_others_pass():
    """Row 21: one poison file on its way out."""

    async def scenario(rig: Rig) -> None:
        await rig.online()
        rig.engine.set_offline(True)
        _, poison = rig.reply_with_file("Poison", b"p" * 5000)
        rig.reply_with_file("Good", b"g" * 5000)
        start = rig.line.start_upload
        broken = [True]

        async def failing_at_one(sha256: str, size: int, name: str, media_type: str) -> UploadState:
            if broken and sha256 == poison.patch.set["sha256"]:
                raise ServerError("The desk failed (500)")
            return await start(sha256, size, name, media_type)

        rig.line.start_upload = failing_at_one  # type: ignore[method-assign]
        rig.engine.set_offline(False)
        await rig.until(lambda: list(rig.desk.state.files.values()) == [b"g" * 5000], within_s=30)
        sessions = rig.line.calls.count("session")
        await asyncio.sleep(600)
        assert rig.line.calls.count("session") == sessions
        broken.clear()
        await rig.quiet()
        assert len(rig.desk.effects) == 4

    play(scenario)
