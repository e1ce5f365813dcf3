"""A desk without a digest: what it lists is compared by name, rarely and carefully."""

import asyncio

from deskclient.backends.port import Caps
from tests.sync.rig import T1, T2, T3, Rig, play

POOR = Caps(swept=("ticket",), client_ids=False, long_poll=False)


def test_a_ticket_that_went_without_a_word_goes_here_with_its_conversation():
    async def scenario(rig: Rig) -> None:
        rig.use(POOR)
        rig.desk.have("entry", "e1", ticket=T3, type="note", body="Seen")
        await rig.online()
        assert "e1" in rig.everything()["entry"]
        rig.desk.state.records.pop(("ticket", T3))
        rig.desk.state.records.pop(("entry", "e1"))
        await asyncio.sleep(rig.settings.sweep_after_s + 120)
        assert set(rig.everything()["ticket"]) == {T1, T2}
        assert "e1" not in rig.everything()["entry"]

    play(scenario)


def test_a_ticket_that_came_without_a_word_comes_with_its_conversation():
    async def scenario(rig: Rig) -> None:
        rig.use(POOR)
        await rig.online()
        for key in (("ticket", "t9"), ("entry", "e9")):
            rig.line.hidden.add(key)
        rig.desk.have("ticket", "t9", subject="Nobody told")
        rig.desk.have("entry", "e9", ticket="t9", type="note", body="Seen")
        rig.desk.have("ticket", T2, subject="Told")
        await asyncio.sleep(rig.settings.sweep_after_s + 120)
        assert rig.view("ticket", "t9")["subject"] == "Nobody told"
        assert rig.view("entry", "e9")["body"] == "Seen"

    play(scenario)


def test_it_is_not_compared_at_the_start_and_then_only_now_and_then():
    async def scenario(rig: Rig) -> None:
        rig.use(POOR)
        await rig.online()
        await asyncio.sleep(rig.settings.sweep_after_s / 2)
        assert rig.line.calls.count("ids") == 0
        await asyncio.sleep(rig.settings.digest_every_s)
        assert rig.line.calls.count("ids") == 1

    play(scenario)


def test_a_list_that_lacks_suspiciously_much_removes_nothing():
    async def scenario(rig: Rig) -> None:
        rig.use(POOR)
        for number in range(60):
            rig.desk.have("ticket", f"m{number}", subject="Many")
        await rig.online()
        kept = set(rig.everything()["ticket"])
        for number in range(60):
            rig.desk.state.records.pop(("ticket", f"m{number}"))
        await asyncio.sleep(rig.settings.sweep_after_s + 600)
        assert set(rig.everything()["ticket"]) == kept
        assert "brake" in rig.problems()

    play(scenario)
