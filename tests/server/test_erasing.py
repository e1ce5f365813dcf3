"""The order to erase the copy on a device: who hears it, who can prove it, what is noted."""

from dataclasses import replace

import pytest
from sqlalchemy import text, update

from deskclient.domain.clock import SystemClock, SystemRandomness
from deskclient.domain.erasure import order_proof, receipt_proof
from deskclient.server.commands import main
from deskclient.server.database.migrate import prepare
from deskclient.server.database.schema import DEVICE
from tests.server.calling import Caller
from tests.server.service import PASSWORD, cheap_config, mini_desk


class Device:
    """A caller that has kept what the desk told at sign-in."""

    def __init__(self, mini, login="anna", name="laptop", client_id=""):
        self.caller = Caller(mini, login, client_id or f"client of {name}")
        self.name = name
        self.sign_in()

    def sign_in(self):
        caller = self.caller
        asked = {"login": caller.login, "password": PASSWORD}
        more = {"device": self.name, "client_id": caller.client_id}
        caller.token = ""
        answer = caller.call("POST", "/v1/sign-in", {**asked, **more})
        assert answer.status == 200, answer.body
        told = answer.json()
        caller.token, caller.refresh_token = told["access_token"], told["refresh_token"]
        self.id, self.secret = told["device"], bytes.fromhex(told["device_secret"])
        self.instance = answer.headers["deskclient-instance"]

    def asks(self):
        """Ask as a device nobody is signed in on."""
        caller, token = self.caller, self.caller.token
        caller.token = ""
        answer = caller.call("POST", "/v1/erasure", {"device": self.id})
        caller.token = token
        assert answer.status == 200, answer.body
        return answer.json()

    def tells(self, order, receipt):
        told = {"device": self.id, "order": order, "receipt": receipt}
        return self.caller.call("POST", "/v1/erasure/done", told).status

    def proof(self, order):
        return order_proof(self.secret, self.instance, self.id, order)

    def receipt(self, order):
        return receipt_proof(self.secret, self.instance, self.id, order)


def ordered(mini, login="anna", name=""):
    """Order what an operator would, and give the devices of the person by name afterwards."""
    desk = mini.desk
    with desk.database.read() as connection:
        every = desk.devices.of(connection, mini.people[login])
    desk.devices.order([one for one in every if name in {"", one.name}])
    return stored(mini, login)


def stored(mini, login="anna"):
    with mini.desk.database.read() as connection:
        return {one.name: one for one in mini.desk.devices.of(connection, mini.people[login])}


def test_each_sign_in_gives_the_device_a_secret_of_its_own(mini):
    """Row 35."""
    laptop, other = Device(mini), Device(mini, name="workshop")
    assert len(laptop.secret) == 32
    assert laptop.secret != other.secret
    again = laptop.secret
    laptop.sign_in()
    assert laptop.secret != again
    refreshed = laptop.caller.call(
        "POST", "/v1/refresh", {"refresh_token": laptop.caller.refresh_token}
    ).json()
    assert not refreshed["device"]
    assert not refreshed["device_secret"]


@pytest.mark.parametrize("way", ["disabled", "ended", "revoked", "signed in"])
def test_an_order_is_heard_whatever_became_of_the_session(any_mini, way):
    """Row 35: account disabled, access token ended, refresh token revoked."""
    laptop = Device(any_mini)
    if way == "disabled":
        any_mini.desk.accounts.set_rights(laptop.caller.person_id, disabled=True)
    elif way == "ended":
        laptop.caller.token = "long gone"
    elif way == "revoked":
        any_mini.desk.tokens.end_all(laptop.caller.person_id)
    assert laptop.asks() == {"order": "", "proof": ""}
    ordered(any_mini)
    told = laptop.asks()
    assert told["proof"] == laptop.proof(told["order"])


def test_the_order_ends_the_session_so_that_the_device_asks(mini, anna):
    """Row 35: the very next call is refused, and so is the refresh token."""
    laptop, other = Device(mini), Device(mini, name="workshop")
    ordered(mini, name="laptop")
    caller = laptop.caller
    assert caller.call("GET", "/v1/session").status == 401
    asked = {"refresh_token": caller.refresh_token}
    assert caller.call("POST", "/v1/refresh", asked).status == 401
    assert other.caller.call("GET", "/v1/session").status == 200
    assert anna.call("GET", "/v1/session").status == 200


def test_only_the_named_device_is_told(mini):
    """Row 35: not another device of the same person, nobody else's, not an unknown one."""
    laptop, other = Device(mini), Device(mini, name="workshop")
    boris = Device(mini, "boris")
    ordered(mini, name="laptop")
    assert laptop.asks()["order"]
    assert not other.asks()["order"]
    assert not boris.asks()["order"]
    laptop.id = "nothing of ours"
    assert not laptop.asks()["order"]


def test_an_order_replayed_to_another_device_proves_nothing_there(mini):
    """Row 35: nor on another desk, nor for another order."""
    laptop, other = Device(mini), Device(mini, name="workshop")
    ordered(mini, name="laptop")
    told = laptop.asks()
    order, proof = told["order"], told["proof"]
    assert proof == laptop.proof(order)
    assert proof != other.proof(order)
    assert proof != order_proof(laptop.secret, "another desk", laptop.id, order)
    assert proof != order_proof(laptop.secret, laptop.instance, laptop.id, "another order")
    assert proof != laptop.receipt(order)
    laptop.sign_in()
    assert proof != laptop.proof(order)


def test_the_receipt_is_noted_once_it_is_proved(any_mini):
    """Row 35: the desk records when the device confirmed; repeating it changes nothing."""
    laptop, other = Device(any_mini), Device(any_mini, name="workshop")
    ordered(any_mini)
    order = laptop.asks()["order"]
    for wrong in ("", "0" * 64, laptop.proof(order), other.receipt(order), "\u20ac"):
        assert laptop.tells(order, wrong) == 404
    assert laptop.tells("another order", laptop.receipt("another order")) == 404
    assert not stored(any_mini)["laptop"].erased_at
    assert laptop.tells(order, laptop.receipt(order)) == 204
    noted = stored(any_mini)["laptop"].erased_at
    assert noted
    assert laptop.tells(order, laptop.receipt(order)) == 204
    assert stored(any_mini)["laptop"].erased_at == noted
    assert not stored(any_mini)["workshop"].erased_at
    assert not laptop.asks()["order"]


def test_nobody_gets_out_of_an_order_by_signing_in_again(mini):
    """Row 35: the same order waits for the new sign-in, and the session tells it."""
    laptop = Device(mini)
    ordered(mini)
    order = laptop.asks()["order"]
    laptop.sign_in()
    told = laptop.caller.call("GET", "/v1/session").json()["erase"]
    assert told == {"order": order, "proof": laptop.proof(order)}
    assert laptop.tells(order, laptop.receipt(order)) == 204
    assert laptop.caller.call("GET", "/v1/session").json()["erase"] is None


def test_a_new_order_can_follow_one_that_was_carried_out(mini):
    """Row 35."""
    laptop = Device(mini)
    ordered(mini)
    first = laptop.asks()["order"]
    ordered(mini)
    assert laptop.asks()["order"] == first
    laptop.tells(first, laptop.receipt(first))
    laptop.sign_in()
    assert not laptop.asks()["order"]
    ordered(mini)
    assert laptop.asks()["order"] not in {"", first}


def test_a_sign_in_from_before_has_no_secret_and_gets_no_proof(mini):
    """Row 35: the order is told, but nobody can prove it until the next sign-in."""
    laptop = Device(mini)
    with mini.desk.database.write() as connection:
        connection.execute(update(DEVICE).values(secret=b""))
    ordered(mini)
    told = laptop.asks()
    assert told["order"]
    assert not told["proof"]
    forged = receipt_proof(b"", laptop.instance, laptop.id, told["order"])
    assert laptop.tells(told["order"], forged) == 404


@pytest.mark.parametrize("database_url", ["file", "postgres"], indirect=True)
def test_sessions_from_before_are_known_as_devices(database_url):
    """Row 35: the migration finds them in the tokens."""
    mini = mini_desk(database_url, threads=False)
    Device(mini)
    with mini.desk.database.write() as connection:
        connection.execute(text("DROP TABLE device"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    prepare(mini.desk.database, SystemClock(), SystemRandomness())
    found = stored(mini)["laptop"]
    assert (found.client_id, found.secret, found.order_id) == ("client of laptop", b"", "")
    mini.desk.database.close()


def test_asking_too_often_is_slowed_down():
    """Row 35: nobody is signed in, so the address is counted."""
    config = replace(cheap_config(), requests_per_minute=60)
    mini = mini_desk(threads=False, config=config)
    nobody = Caller(mini)
    asked = {"device": "x"}
    statuses = {nobody.call("POST", "/v1/erasure", asked).status for _ in range(20)}
    assert statuses == {200, 429}
    mini.desk.database.close()


class TestCommand:
    """``deskclient serve order-wipe``."""

    @pytest.fixture
    def filed(self, tmp_path):
        self.url = f"sqlite:///{tmp_path / 'desk.db'}"
        desk = mini_desk(self.url, threads=False)
        yield desk
        desk.desk.database.close()

    def run(self, *words):
        return main(["order-wipe", "--database", self.url, *words])

    def test_one_device_is_ordered_by_name_or_id_and_the_receipt_is_listed(self, filed, capsys):
        """Row 35."""
        laptop, other = Device(filed), Device(filed, name="workshop")
        assert self.run("anna", "--device", "LAPTOP") == 0
        assert "laptop  signed in" in (said := capsys.readouterr().out)
        assert "not confirmed" in said
        assert "workshop" not in said
        assert not other.asks()["order"]
        order = laptop.asks()["order"]
        laptop.tells(order, laptop.receipt(order))
        assert self.run("anna", "--list") == 0
        said = capsys.readouterr().out
        assert "erased 20" in said
        assert "in use" in said
        assert self.run("anna", "--device", other.id) == 0
        assert other.asks()["order"]

    def test_without_a_device_all_of_the_person_are_ordered(self, filed):
        """Row 35."""
        hers = Device(filed), Device(filed, name="workshop")
        his = Device(filed, "boris")
        assert self.run("anna") == 0
        assert all(one.asks()["order"] for one in hers)
        assert not his.asks()["order"]

    def test_a_name_that_is_unknown_or_not_unique_orders_nothing_and_lists(self, filed, capsys):
        """Row 35."""
        twins = Device(filed, client_id="one"), Device(filed, client_id="two")
        for name in ("laptop", "lamp"):
            assert self.run("anna", "--device", name) == 1
            said = capsys.readouterr().err
            assert all(one.id in said for one in twins)
        assert self.run("boris") == 1
        assert self.run("nobody") == 1
        assert not any(one.asks()["order"] for one in twins)

    def test_a_sign_in_from_before_is_listed_as_not_provable(self, filed, capsys):
        """Row 35."""
        Device(filed)
        with filed.desk.database.write() as connection:
            connection.execute(update(DEVICE).values(secret=b""))
        assert self.run("anna") == 0
        assert "cannot be proved before the next sign-in" in capsys.readouterr().out
