"""Custom fields of many tickets come as if each had been asked, for a fraction of the work."""

import asyncio
import json
import re

import pytest
from typing_extensions import override

from deskclient.backends.request_tracker import wire
from deskclient.backends.request_tracker.custom_fields import NO_FIELDS
from deskclient.backends.request_tracker.fields_of_many import CustomFieldsOfMany
from deskclient.backends.request_tracker.rest import Rest
from deskclient.backends.strict_json import decode

FLOOR, SERIAL, SECRET = ("2", "Floor"), ("4", "Serial"), ("9", "Secret")


class Shelf(Rest):
    """A desk with tickets that have fields; counts how many of their fields it looked for."""

    def __init__(self, tickets, values, gone=()):
        self.fields = NO_FIELDS
        self._tickets = tickets
        self._values = values
        self._gone = set(gone)
        self.looked = 0
        self.joined = []

    @override
    async def get(self, path, query=None, max_bytes=0):
        sql = query["query"]
        ids = {int(one) for one in re.findall(r"\bid = (\d+)", sql)} - self._gone
        with_value = re.findall(r"CF\.\{(\d+)\} IS NOT NULL", sql)
        if with_value:
            self.joined.append(len(with_value))
            ids = {one for one in ids if set(self._values.get(one, {})) & set(with_value)}
        items = [self._item(one) for one in sorted(ids)]
        return json.dumps({"items": items}).encode()

    def _item(self, ticket):
        fields = self._tickets[ticket]
        self.looked += len(fields)
        have = self._values.get(ticket, {})
        told = [{"id": n, "name": name, "values": have.get(n, [])} for n, name in fields]
        return {"id": ticket, "CustomFields": told}


def ticket(number, queue="3", owner="Nobody", group=None):
    cc = [] if group is None else [{"id": group, "type": "group"}]
    said = {"id": number, "Status": "open", "Queue": {"id": queue}, "Owner": {"id": owner}}
    return decode(json.dumps({**said, "Cc": cc}).encode(), wire.Ticket)


def filled(shelf, *pages):
    async def work():
        fields = CustomFieldsOfMany(shelf, "anna")
        return [one for page in pages for one in await fields.filled(page)]

    return {int(one.id): values_in(one) for one in asyncio.run(work())}


def values_in(one):
    return {field.name: field.values for field in one.custom_fields}


def test_only_tickets_with_values_and_one_of_each_sort_are_asked():
    shelf = Shelf(dict.fromkeys(range(1, 41), (FLOOR, SERIAL)), {7: {"4": ["SN-7"]}})
    found = filled(shelf, [ticket(n) for n in range(1, 21)], [ticket(n) for n in range(21, 41)])
    empty: dict[str, list[str]] = {"Floor": [], "Serial": []}
    assert found == {**dict.fromkeys(range(1, 41), empty), 7: {"Floor": [], "Serial": ["SN-7"]}}
    assert shelf.looked == 4


@pytest.mark.parametrize("ours", [ticket(2, owner="anna"), ticket(2, group="77")])
def test_a_field_that_only_some_may_see_is_not_missed(ours):
    shelf = Shelf({1: (FLOOR,), 2: (FLOOR, SECRET)}, {2: {"9": ["x"]}})
    found = filled(shelf, [ticket(1), ours])
    assert found == {1: {"Floor": []}, 2: {"Floor": [], "Secret": ["x"]}}


def test_queues_have_fields_of_their_own():
    shelf = Shelf({1: (FLOOR,), 2: (SERIAL,), 3: (SERIAL,)}, {3: {"4": ["a"]}})
    found = filled(shelf, [ticket(1), ticket(2, "5"), ticket(3, "5")])
    assert found == {1: {"Floor": []}, 2: {"Serial": []}, 3: {"Serial": ["a"]}}


def test_a_sample_that_has_just_gone_costs_no_values_of_others():
    shelf = Shelf({1: (FLOOR,), 2: (FLOOR,)}, {1: {"2": ["First"]}}, gone=[2])
    assert filled(shelf, [ticket(1), ticket(2)]) == {1: {"Floor": ["First"]}, 2: {}}


def test_a_search_joins_no_more_tables_than_databases_take():
    many = tuple((str(n), f"F{n}") for n in range(1, 101))
    shelf = Shelf({1: many, 2: many}, {1: {"100": ["x"]}})
    assert filled(shelf, [ticket(1), ticket(2)])[1]["F100"] == ["x"]
    assert max(shelf.joined) <= 40


def test_a_desk_without_custom_fields_is_asked_once():
    shelf = Shelf({1: (), 2: ()}, {})
    assert filled(shelf, [ticket(1)], [ticket(2)]) == {1: {}, 2: {}}
    assert shelf.joined == []
