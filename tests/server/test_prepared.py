"""Statements that go straight to the driver behave as all others do."""

import pytest
from sqlalchemy import bindparam, column, select, table
from sqlalchemy.exc import DBAPIError

from deskclient.server.database.engine import Database
from deskclient.server.database.prepared import ONE, Prepared, at_most
from deskclient.server.database.schema import META, METADATA

_NAMED = Prepared(select(META.c.v).where(META.c.k == bindparam("key", "")))
_SOME = Prepared(select(META.c.k).where(META.c.k.in_(["a", "b"])).order_by(META.c.k))


@pytest.fixture
def database(database_url):
    found = Database(database_url)
    with found.write() as connection:
        METADATA.create_all(connection)
        connection.execute(META.insert(), [{"k": k, "v": k.upper()} for k in "abc"])
    yield found
    found.close()


def test_values_are_given_at_each_run_and_lists_stay(database):
    with database.read() as connection:
        assert _NAMED.first(connection, {"key": "b"})[0] == "B"
        assert _NAMED.first(connection, {"key": "c"})[0] == "C"
        assert _NAMED.first(connection, {"key": "d"}) is None
        assert [row[0] for row in _SOME.all(connection, {})] == ["a", "b"]


def test_a_read_sees_one_state_from_its_first_statement_to_its_last(database):
    with database.read() as reading:
        assert _NAMED.first(reading, {"key": "a"})[0] == "A"
        if database.path is None and database.is_sqlite:
            return  # in memory there is one connection, and one call at a time
        with database.write() as writing:
            writing.execute(META.update().values(v="changed"))
        assert _NAMED.first(reading, {"key": "b"})[0] == "B"
    with database.read() as later:
        assert _NAMED.first(later, {"key": "b"})[0] == "changed"


def test_a_limit_is_kept_and_does_not_cost_a_new_plan_at_each_run(database):
    limited = Prepared(
        at_most(select(META.c.k).order_by(META.c.k), bindparam("most", 0)),
    )
    first = Prepared(at_most(select(META.c.k).order_by(META.c.k.desc()), ONE))
    with database.read() as connection:
        assert [row[0] for row in limited.all(connection, {"most": 2})] == ["a", "b"]
        assert [row[0] for row in limited.all(connection, {"most": 1})] == ["a"]
        assert [row[0] for row in first.all(connection, {})] == ["c"]
        if not database.is_sqlite:
            return
        plans: list[object] = []

        def note(*asked: object) -> int:
            plans.append(asked)
            return 0

        driver = connection.connection.driver_connection
        # Asked whenever a statement is planned; being set, it has all of them planned once more.
        driver.set_authorizer(note)
        try:
            for statement, given in ((limited, {"most": 2}), (first, {})):
                statement.all(connection, given)
                assert plans
                plans.clear()
                statement.all(connection, given)
                assert not plans
        finally:
            driver.set_authorizer(None)


def test_a_fault_is_told_as_any_other_fault_of_the_database_and_without_the_values(database):
    nowhere = Prepared(select(column("x")).select_from(table("nowhere")))
    with database.read() as connection, pytest.raises(DBAPIError) as told:
        nowhere.first(connection, {"secret": "word"})
    assert "nowhere" in str(told.value)
    assert "word" not in str(told.value)
