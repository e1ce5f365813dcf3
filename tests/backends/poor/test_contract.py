"""The contract suite against a desk that promises little: what it does promise holds."""

from collections.abc import Iterator

import pytest
from typing_extensions import override

from deskclient.domain.fields import Value
from deskclient.domain.operation import Action, Patch, VerdictKind
from tests.backends.contract import AdapterContract, make, note, ready
from tests.backends.poor.poor_office import PoorOffice, poor_office


@pytest.fixture
def desk() -> Iterator[PoorOffice]:
    with poor_office() as made:
        yield made


class TestPoorContract(AdapterContract):
    """Every case of the suite; it keeps no files, and says so."""

    @override
    async def test_a_file_goes_up_in_pieces_and_comes_down_from_any_byte(self, desk):
        async with self.signed_in(desk) as adapter:
            words = note(desk.tickets()[0], "See the file")
            doc: dict[str, Value] = {
                "entry": words.record_id,
                "name": "a.log",
                "size": 1,
                "sha256": "0" * 64,
            }
            patch, after = Patch(set=doc), (words.op_id,)
            file = make("attachment", Action.CREATE, patch=patch, depends_on=after)
            found = await adapter.push(await ready(adapter, words, file), "contract")
        assert [one.kind for one in found] == [VerdictKind.REJECTED, VerdictKind.BLOCKED]
        assert found[0].problem is not None
        assert "keeps no files" in found[0].problem.message
        assert all(one["text"] != "See the file" for one in messages(desk, 0))

    @pytest.mark.parametrize("way", ["cut_up_after", "cut_down_after"])
    @pytest.mark.parametrize("spared", [1, 2, 3, 4])
    async def test_a_cut_of_a_later_request_neither_loses_nor_doubles(self, desk, way, spared):
        """Row 5, row 10: of the write itself, and of the look at what came of it."""
        await self.cut(desk, way, 40, spared)


def messages(desk, place):
    return desk.server.tickets[int(desk.tickets()[place])].messages
