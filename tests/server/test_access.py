"""Signing in and what rights allow: enforced on every call, told in words."""

import pytest

from deskclient.server.access.accounts import AccountError, NewAccount
from deskclient.server.access.principal import Role
from deskclient.server.config import ServerConfig
from tests.server.calling import Caller, create, edit, remove
from tests.server.service import PASSWORD, cheap_config, mini_desk
from tests.server.times import Turning

UNIT = {"priority": "normal", "impact": "person", "urgency": "soon"}
READING = [
    "/v1/session",
    "/v1/changes?cursor=x",
    "/v1/snapshot",
    "/v1/size",
    "/v1/ids",
    "/v1/digest",
    "/v1/records/ticket/x",
    "/v1/tickets/x/entries",
    "/v1/ops/x",
    "/v1/files/" + "0" * 64,
]


@pytest.fixture
def turning():
    return Turning()


@pytest.fixture
def timed(turning):
    mini = mini_desk(threads=False, clock=turning)
    yield mini
    mini.desk.database.close()


@pytest.mark.parametrize("path", READING)
@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", "Basic eDp5", "Bearer Ω"])
def test_nothing_is_read_without_signing_in(mini, path, header):
    caller = Caller(mini)
    headers = {"Authorization": header.encode("latin-1", "replace").decode()} if header else {}
    path, _, query = path.partition("?")
    answer = caller.call(
        "GET", path, headers=headers, query=dict([query.split("=")]) if query else {}
    )
    assert answer.status == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    ("method", "path", "value"),
    [
        ("POST", "/v1/ops", {"client_id": "c", "person_id": "p", "ops": []}),
        ("POST", "/v1/ops/status", {"op_ids": []}),
        ("POST", "/v1/uploads", {"sha256": "0" * 64, "size": 1}),
        ("HEAD", "/v1/uploads/x", None),
        ("PATCH", "/v1/uploads/x", None),
        ("DELETE", "/v1/uploads/x", None),
        ("PATCH", "/v1/records/ticket/x", {}),
        ("POST", "/v1/sign-out", None),
    ],
)
def test_nothing_is_written_without_signing_in(mini, method, path, value):
    assert Caller(mini).call(method, path, value).status == 401


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(mini):
    wrong, unknown = Caller(mini, "anna"), Caller(mini, "nobody")
    first, second = wrong.sign_in("not the password"), unknown.sign_in("not the password")
    assert first.status == second.status == 401
    assert first.body == second.body


def test_sign_in_names_know_no_capitals_or_spaces(mini):
    assert Caller(mini, " ANNA ").sign_in().status == 200


def test_guessing_is_slowed_down_by_name_and_says_how_long(timed, turning):
    """Row 44: 429 with Retry-After."""
    anna = Caller(timed)
    for _ in range(8):
        assert anna.sign_in("guess").status == 401
    answer = anna.sign_in()
    assert answer.status == 429
    wait = int(answer.headers["retry-after"])
    assert 0 < wait <= 300
    assert Caller(timed, "lena").sign_in().status == 200
    turning.turn(seconds=wait + 1)
    assert anna.sign_in().status == 200


def test_guessing_many_names_from_one_address_is_slowed_down_too(timed):
    for number in range(40):
        Caller(timed, f"guess{number}").sign_in("guess")
    assert Caller(timed, "anna").sign_in().status == 429


def test_a_session_in_too_much_of_a_hurry_is_asked_to_wait(turning):
    """Row 44."""
    config = ServerConfig(password_time_cost=1, password_memory_kib=8, requests_per_minute=60)
    mini = mini_desk(threads=False, clock=turning, config=config)
    anna = Caller(mini)
    anna.sign_in()
    statuses = [anna.call("GET", "/v1/session").status for _ in range(12)]
    assert statuses == [200] * 10 + [429] * 2
    answer = anna.call("GET", "/v1/session")
    assert answer.headers["retry-after"] == "1"
    turning.turn(seconds=1)
    assert anna.call("GET", "/v1/session").status == 200
    mini.desk.database.close()


@pytest.mark.parametrize("at_hand", [False, True])
def test_a_question_for_news_counts_once_however_it_is_answered(turning, tmp_path, at_hand):
    config = ServerConfig(password_time_cost=1, password_memory_kib=8, requests_per_minute=60)
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    mini = mini_desk(url, threads=False, clock=turning, config=config)
    anna = Caller(mini)
    anna.sign_in()
    anna.pull()
    anna.push(create("tag", name="new"))
    statuses = [anna.changes(500 if at_hand else 100 + n).status for n in range(10)]
    # The pull and the push have taken two of the ten.
    assert statuses == [200] * 8 + [429] * 2
    mini.desk.database.close()


def test_an_access_token_ends_after_an_hour_and_is_renewed(timed, turning):
    """Row 33."""
    anna = Caller(timed)
    anna.sign_in()
    turning.turn(minutes=61)
    assert anna.call("GET", "/v1/session").json()["rule"] == "expired"
    fresh = anna.call("POST", "/v1/refresh", {"refresh_token": anna.refresh_token})
    anna.token = fresh.json()["access_token"]
    assert anna.call("GET", "/v1/session").status == 200


def test_a_refresh_whose_answer_was_lost_can_be_repeated_at_once(timed, turning):
    """Row 33: single use, with a short grace."""
    anna = Caller(timed)
    anna.sign_in()
    asked = {"refresh_token": anna.refresh_token}
    assert anna.call("POST", "/v1/refresh", asked).status == 200
    turning.turn(seconds=30)
    again = anna.call("POST", "/v1/refresh", asked)
    assert again.status == 200
    turning.turn(seconds=120)
    stolen = anna.call("POST", "/v1/refresh", asked)
    assert (stolen.status, stolen.json()["rule"]) == (401, "reused")
    # The whole session is over, whoever held it.
    anna.token = again.json()["access_token"]
    assert anna.call("GET", "/v1/session").status == 401


def test_a_refresh_token_is_no_access_token_and_the_other_way_round(anna):
    access, anna.token = anna.token, anna.refresh_token
    assert anna.call("GET", "/v1/session").status == 401
    assert anna.call("POST", "/v1/refresh", {"refresh_token": access}).status == 401


def test_a_refresh_token_ends_after_thirty_days(timed, turning):
    anna = Caller(timed)
    anna.sign_in()
    turning.turn(days=30, seconds=1)
    assert anna.call("POST", "/v1/refresh", {"refresh_token": anna.refresh_token}).status == 401


def test_signing_out_ends_this_session_only(mini, anna):
    other = Caller(mini)
    other.sign_in()
    assert anna.call("POST", "/v1/sign-out").status == 204
    assert anna.call("GET", "/v1/session").status == 401
    assert anna.call("POST", "/v1/refresh", {"refresh_token": anna.refresh_token}).status == 401
    assert other.call("GET", "/v1/session").status == 200


def test_a_disabled_account_can_neither_read_nor_write_nor_sign_in(anna, mini):
    """Row 35."""
    mini.desk.accounts.set_rights(anna.person_id, disabled=True)
    assert anna.call("GET", "/v1/session").json()["rule"] == "disabled"
    batch = {"client_id": "c", "person_id": anna.person_id, "ops": [create("tag", name="x")]}
    assert anna.call("POST", "/v1/ops", batch).status == 401
    assert anna.call("POST", "/v1/refresh", {"refresh_token": anna.refresh_token}).status == 401
    assert anna.sign_in().json()["rule"] == "disabled"


def test_tokens_and_passwords_are_not_in_the_database(tmp_path):
    mini = mini_desk(f"sqlite:///{tmp_path / 'desk.db'}", threads=False)
    anna = Caller(mini)
    anna.sign_in()
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    mini.desk.database.close()
    assert b"$argon2id$" in raw
    for secret in (anna.token, anna.refresh_token, PASSWORD):
        assert secret.encode() not in raw


def test_who_sees_what_is_told_by_the_session(anna, boris, root, mini):
    assert anna.call("GET", "/v1/session").json()["queues"] == dict.fromkeys(mini.queues, "work")
    assert boris.call("GET", "/v1/session").json()["queues"] == {mini.queues[0]: "work"}
    session = root.call("GET", "/v1/session").json()
    assert session["role"] == "administrator"
    assert session["queues"] == dict.fromkeys(mini.queues, "manage")


def test_what_a_person_may_not_see_is_not_there_for_them(boris, mini):
    """Row 47: reading, listing, counting, writing."""
    hidden = mini.tickets[1]
    assert boris.call("GET", f"/v1/records/ticket/{hidden}").status == 404
    assert boris.call("GET", f"/v1/tickets/{hidden}/entries").status == 404
    assert ("ticket", hidden) not in boris.ids()
    size = boris.call("GET", "/v1/size").json()
    assert size["tickets"] == 7
    assert size["records"] == len(boris.ids())
    boris.scope = f"mine=1;queues={mini.queues[1]};days=0"
    assert not [name for name in boris.ids() if name[0] == "ticket"]
    ops = [
        edit(hidden, UNIT, ver=1, priority="high"),
        create("entry", ticket=hidden, type="note", body="let me in"),
        remove(hidden, 1),
    ]
    verdicts = boris.push(*ops)
    assert [one["verdict"] for one in verdicts] == ["forbidden"] * 3
    assert all("doc" not in one for one in verdicts)
    headers = {"If-Match": '"1"'}
    answer = boris.call(
        "PATCH", f"/v1/records/ticket/{hidden}", {"set": {"subject": "x"}}, headers=headers
    )
    assert answer.status == 404


def test_reading_is_not_writing(boris, mini):
    """Row 47: the right to read does not let anything through."""
    rights = {mini.queues[0]: "read"}
    mini.desk.accounts.set_rights(boris.person_id, queues=rights)
    name = mini.tickets[0]
    assert boris.call("GET", f"/v1/records/ticket/{name}").status == 200
    ops = [
        edit(name, UNIT, ver=1, priority="high"),
        create("entry", ticket=name, type="note", body="x"),
        create("ticket", subject="x", queue=mini.queues[0], requester=mini.requesters[0]),
    ]
    assert [one["verdict"] for one in boris.push(*ops)] == ["forbidden"] * 3


def test_a_ticket_is_not_handed_over_to_a_queue_one_cannot_see(boris, mini):
    op = edit(mini.tickets[0], {"queue": mini.queues[0]}, ver=1, queue=mini.queues[1])
    assert boris.push(op)[0]["verdict"] == "forbidden"


def test_the_answer_to_a_repeated_operation_tells_nothing_one_may_no_longer_see(boris, mini):
    """Row 47: rights went between the operation and its repetition."""
    op = edit(mini.tickets[0], UNIT, ver=1, priority="high")
    boris.push(op)
    mini.desk.accounts.set_rights(boris.person_id, queues={})
    again = boris.push(op)[0]
    assert again["verdict"] == "duplicate"
    assert "doc" not in again


def test_references_do_not_reveal_hidden_records(boris, anna, mini):
    view = create("saved_view", name="Mine", query="x")
    anna.push(view)
    assert (
        boris.push(edit(view["id"], {"name": "Mine"}, kind="saved_view", name="Yours"))[0][
            "verdict"
        ]
        == "forbidden"
    )


@pytest.mark.parametrize(
    ("login", "kind", "verdict"),
    [
        ("anna", "queue", "forbidden"),
        ("lena", "queue", "forbidden"),
        ("root", "queue", "applied"),
        ("anna", "category", "forbidden"),
        ("lena", "category", "applied"),
        ("boris", "person", "applied"),
        ("boris", "organisation", "applied"),
    ],
)
def test_the_order_of_the_desk_belongs_to_those_who_lead_it(sign_in, login, kind, verdict):
    values = {"name": "New"} | ({"slug": "new"} if kind == "queue" else {})
    assert sign_in(login).push(create(kind, **values))[0]["verdict"] == verdict


def test_nobody_makes_themselves_an_agent_or_changes_a_colleague(anna, boris, lena):
    mine = edit(anna.person_id, {"phone": None}, kind="person", phone="123")
    assert anna.push(mine)[0]["verdict"] == "applied"
    other = edit(boris.person_id, {"phone": None}, kind="person", phone="123")
    assert anna.push(other)[0]["verdict"] == "forbidden"
    agent = edit(anna.person_id, {"is_agent": True}, kind="person", is_agent=False)
    assert anna.push(agent)[0]["problem"]["rule"] == "server_only"


def test_accounts_are_made_with_care(mini):
    accounts = mini.desk.accounts
    with pytest.raises(AccountError, match="taken"):
        accounts.create(NewAccount(login="Anna", password=PASSWORD, name="x"))
    with pytest.raises(AccountError, match="password"):
        accounts.create(NewAccount(login="new", password="short", name="x"))
    with pytest.raises(AccountError, match="right"):
        accounts.create(
            NewAccount(login="new", password=PASSWORD, name="x", queues={"q": "everything"})
        )
    with pytest.raises(AccountError):
        accounts.set_rights("nobody", role=Role.LEAD)


def test_one_desk_does_not_take_the_tokens_of_another(anna):
    """Row 19, row 34."""
    other = mini_desk(threads=False, config=cheap_config())
    stranger = Caller(other, token="x" + anna.token[1:])
    assert stranger.call("GET", "/v1/session").status == 401
    assert (
        stranger.call("GET", "/v1/hello").headers["deskclient-instance"]
        != anna.call("GET", "/v1/hello").headers["deskclient-instance"]
    )
    other.desk.database.close()
