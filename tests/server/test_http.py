"""Over real HTTP: problems, marks, compression, limits, single records, the description."""

import asyncio
import json
import re

import httpx
import msgspec
import pytest
import zstandard

from deskclient.backends.native import wire
from deskclient.domain.clock import SeededRandomness
from deskclient.domain.fields import FieldSpec, FieldType
from deskclient.domain.kind import Kind, Reach
from deskclient.domain.kinds.standard import standard_registry
from deskclient.server.openapi import OPERATIONS, describe
from tests.server.calling import IDS, Caller, ask, create, edit
from tests.server.service import PASSWORD, mini_desk, running
from tests.server.times import Turning

UNIT = {"priority": "normal", "impact": "person", "urgency": "soon"}


@pytest.fixture
def site():
    """A desk on a real socket, as several requests at once use it."""
    mini = mini_desk()
    with running(mini) as url, httpx.Client(base_url=url, timeout=20) as client:
        asked = {"login": "anna", "password": PASSWORD, "device": "d", "client_id": "c"}
        tokens = client.post("/v1/sign-in", json=asked).json()
        client.headers["Authorization"] = f"Bearer {tokens['access_token']}"
        client.mini = mini  # type: ignore[attr-defined]
        yield client
    mini.desk.database.close()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/hello", 200),
        ("GET", "/v1/session", 200),
        ("GET", "/v1/nothing", 404),
        ("GET", "/", 404),
        ("PUT", "/v1/session", 405),
        ("DELETE", "/v1/session", 405),
        ("POST", "/v1/ops", 400),
        ("POST", "/v1/sign-in", 400),
        ("GET", "/v1/changes", 400),
        ("GET", "/v1/changes?cursor=x", 410),
        ("GET", "/v1/snapshot?limit=x", 400),
        ("GET", "/v1/snapshot?limit=-1", 400),
        ("GET", "/v1/snapshot?page=x", 410),
        ("GET", "/v1/snapshot?scope=days%3Dmany", 400),
        ("GET", "/v1/changes?cursor=x&wait=nan", 400),
        ("GET", "/v1/ids?after=x", 400),
        ("GET", "/v1/records/ticket/none", 404),
        ("GET", "/v1/records/secrets/none", 404),
        ("GET", "/v1/files/..%2F..%2Fetc%2Fpasswd", 404),
    ],
)
def test_every_answer_is_marked_and_every_refusal_is_a_problem(site, method, path, status):
    """Row 36: a client can tell the desk from anything else that may answer."""
    answer = site.request(method, path)
    assert answer.status_code == status
    assert answer.headers["deskclient-protocol"] == "1"
    assert answer.headers["deskclient-instance"] == site.get("/v1/hello").json()["instance"]
    assert "server" not in answer.headers or "litestar" not in answer.headers["server"].lower()
    if status >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert problem["status"] == status
        assert problem["title"]
        assert "Traceback" not in answer.text


def test_a_fault_of_the_desk_is_a_problem_without_its_insides(mini, anna, expected_logs):
    expected_logs.expect("A call failed")
    object.__setattr__(mini.desk, "snapshots", None)
    answer = anna.call("GET", "/v1/snapshot")
    assert (answer.status, answer.json()["rule"]) == (500, "fault")
    assert "NoneType" not in answer.body.decode()
    assert answer.headers["deskclient-protocol"] == "1"


def test_a_fault_in_one_operation_is_its_own_verdict(mini, anna, expected_logs, monkeypatch):
    """Row 13, row 21: the desk trips over one operation, the others are carried out."""
    expected_logs.expect("An operation failed")
    real = mini.desk.ops._one

    def trip(change, principal, client_id, op):
        if op.patch.set.get("name") == "poison":
            raise ZeroDivisionError
        return real(change, principal, client_id, op)

    monkeypatch.setattr(mini.desk.ops, "_one", trip)
    names = ("a", "poison", "b")
    verdicts = anna.push(*[create("tag", name=name) for name in names])
    assert [one["verdict"] for one in verdicts] == ["applied", "rejected", "applied"]
    assert verdicts[1]["problem"]["rule"] == "server_fault"


def test_large_answers_are_compressed_only_for_those_who_ask(site):
    plain = site.get("/v1/snapshot", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with site.stream("GET", "/v1/snapshot", headers={"Accept-Encoding": "zstd"}) as answer:
        assert answer.headers["content-encoding"] == "zstd"
        raw = b"".join(answer.iter_raw())
    assert len(raw) < len(plain.content)
    rows = json.loads(zstandard.ZstdDecompressor().decompressobj().decompress(raw))["rows"]
    assert rows == plain.json()["rows"]
    refused = site.get("/v1/snapshot", headers={"Accept-Encoding": "gzip, zstd;q=0"})
    assert "content-encoding" not in refused.headers


def test_a_body_that_is_too_large_is_refused(site):
    """Row 41."""
    body = b'{"ops": "' + b"x" * (4 << 20) + b'"}'
    answer = site.post("/v1/ops", content=body)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"


def test_many_waiting_requests_all_hear_of_one_change(site):
    scope = "mine=1;queues=*;days=0"
    page = site.get("/v1/snapshot", params={"scope": scope, "limit": 1000}).json()
    assert page["page"] == ""

    async def run() -> list[int]:
        headers = {"Authorization": site.headers["Authorization"]}
        query = {"scope": scope, "cursor": page["cursor"], "wait": 20}
        limits = httpx.Limits(max_connections=100)
        async with httpx.AsyncClient(
            base_url=site.base_url, headers=headers, timeout=30, limits=limits
        ) as client:
            waiting = [
                asyncio.ensure_future(client.get("/v1/changes", params=query)) for _ in range(50)
            ]
            op = create("tag", name="news")
            person = site.mini.people["anna"]
            batch = {"client_id": "c", "person_id": person, "ops": [op]}
            await client.post("/v1/ops", json=batch)
            answers = await asyncio.wait_for(asyncio.gather(*waiting), 10)
        return [len(answer.json()["rows"]) for answer in answers]

    assert asyncio.run(run()) == [1] * 50


def test_writers_and_readers_at_once_get_along(site):
    """Row 20: 8 writers, one reader that follows; nothing is missed."""
    scope = "mine=1;queues=*;days=0"

    async def write(client: httpx.AsyncClient, number: int) -> set[str]:
        made = set()
        for _ in range(15):
            op = create("tag", name=f"w{number}")
            batch = {"client_id": "c", "person_id": site.mini.people["anna"], "ops": [op]}
            answer = await client.post("/v1/ops", json=batch)
            assert answer.json()["verdicts"][0]["verdict"] == "applied"
            made.add(op["id"])
        return made

    async def follow(client: httpx.AsyncClient, cursor: str, done: asyncio.Event) -> set[str]:
        seen = set()
        while True:
            last = done.is_set()
            query = {"scope": scope, "cursor": cursor, "limit": "7"}
            found = (await client.get("/v1/changes", params=query)).json()
            seen |= {row["id"] for row in found["rows"]}
            cursor = found["next"]
            if last and not found["more"]:
                return seen

    async def run() -> tuple[set[str], set[str]]:
        headers = {"Authorization": site.headers["Authorization"]}
        async with httpx.AsyncClient(base_url=site.base_url, headers=headers, timeout=30) as client:
            query = {"scope": scope, "limit": "1000"}
            cursor = (await client.get("/v1/snapshot", params=query)).json()["cursor"]
            done = asyncio.Event()
            reader = asyncio.ensure_future(follow(client, cursor, done))
            made = await asyncio.gather(*[write(client, number) for number in range(8)])
            done.set()
            return set().union(*made), await reader

    made, seen = asyncio.run(run())
    assert made <= seen


def test_a_script_changes_a_record_only_as_it_read_it(anna, lena, mini):
    path = f"/v1/records/ticket/{mini.tickets[0]}"
    etag = anna.call("GET", path).headers["etag"]
    change = {"set": {"priority": "high"}}
    assert anna.call("PATCH", path, change).status == 428
    lena.push(edit(mini.tickets[0], UNIT, priority="low"))
    stale = anna.call("PATCH", path, change, headers={"If-Match": etag})
    assert (stale.status, stale.json()["rule"]) == (412, "changed")
    etag = anna.call("GET", path).headers["etag"]
    done = anna.call("PATCH", path, change, headers={"If-Match": etag})
    assert (done.status, done.json()["doc"]["priority"]) == (200, "high")
    assert done.headers["etag"] == '"3"'
    bad = anna.call("PATCH", path, {"set": {"priority": "x"}}, headers={"If-Match": '"3"'})
    assert (bad.status, bad.json()["field"]) == (422, "priority")


def test_a_script_repeats_a_change_without_doing_it_twice(anna, mini):
    """Row 11."""
    path = f"/v1/records/ticket/{mini.tickets[0]}"
    headers = {"If-Match": '"1"', "Idempotency-Key": "any text at all"}
    change = {"incr": {"minutes_spent": 5}}
    for _ in range(3):
        answer = anna.call("PATCH", path, change, headers=headers)
        assert (answer.status, answer.json()["doc"]["minutes_spent"]) == (200, 5)
    other = anna.call("PATCH", path, {"incr": {"minutes_spent": 6}}, headers=headers)
    assert (other.status, other.json()["rule"]) == (422, "op_id_reuse")


def test_the_description_names_every_call_and_nothing_else(mini):
    told = json.loads(describe("Desk"))
    assert told["openapi"] == "3.1.0"
    served = {
        (re.sub(r":str", "", route.path), method)
        for route in mini.app.routes
        for method in route.methods
        if method != "OPTIONS"
    }
    described = {
        (path, method.upper()) for path, methods in told["paths"].items() for method in methods
    }
    assert described == served
    promised = set(re.findall(r"(GET|POST|HEAD|PATCH|DELETE)\s+(/v1/[\w./{}-]+)", wire.__doc__))
    named = {(method, re.sub(r"\{\w+\}", "{}", path)) for path, method in described}
    assert {(method, re.sub(r"\{\w+\}", "{}", path)) for method, path in promised} <= named


def test_the_description_describes_every_wire_record_it_uses():
    told = json.loads(describe("Desk"))
    schemas = told["components"]["schemas"]
    for reference in re.findall(r'"#/components/schemas/(\w+)"', json.dumps(told)):
        assert reference in schemas
    for operation in OPERATIONS:
        for struct in (operation.body, operation.answer):
            if struct is not None:
                fields = {field.encode_name for field in msgspec.structs.fields(struct)}
                schema = schemas[struct.__name__]
                assert set(schema.get("properties", fields)) == fields


def test_real_answers_fit_the_described_records(anna, mini):
    anna.push(edit(mini.tickets[0], UNIT, priority="high"))
    for path, struct in (
        ("/v1/hello", wire.Hello),
        ("/v1/session", wire.Session),
        ("/v1/snapshot", wire.SnapshotPage),
        ("/v1/size", wire.ScopeSize),
        ("/v1/ids", wire.IdPage),
        ("/v1/digest", wire.Digest),
        (f"/v1/records/ticket/{mini.tickets[0]}", wire.Row),
        (f"/v1/tickets/{mini.tickets[0]}/entries", wire.Rows),
    ):
        msgspec.json.decode(anna.call("GET", path).body, type=struct)
    answer = anna.call("GET", "/v1/openapi.json")
    assert answer.json()["info"]["title"] == "Mini desk"


def test_a_kind_nobody_thought_of_needs_no_change_of_the_desk():
    """The registry is all the desk knows of kinds."""
    lamp = Kind(
        name="lamp",
        label="Lamp",
        label_plural="Lamps",
        title_field="name",
        reach=Reach.QUEUE,
        fields=(
            FieldSpec(name="name", type=FieldType.TEXT, label="Name", required=True),
            FieldSpec(name="queue", type=FieldType.REF, label="Queue", ref="queue", required=True),
        ),
    )
    mini = mini_desk(threads=False, registry=standard_registry().with_kinds(lamp))
    anna = Caller(mini)
    anna.sign_in()
    op = create("lamp", name="Desk lamp", queue=mini.queues[1])
    assert anna.push(op)[0]["verdict"] == "applied"
    anna.pull()
    assert anna.rows["lamp", op["id"]]["doc"]["name"] == "Desk lamp"
    assert anna.push(create("lamp", queue=mini.queues[1]))[0]["problem"]["field"] == "name"
    boris = Caller(mini, "boris")
    boris.sign_in()
    boris.pull()
    assert ("lamp", op["id"]) not in boris.rows
    mini.desk.database.close()


def test_the_same_seed_gives_the_same_bytes():
    """The simulator replays histories: nothing may depend on the wall clock or on chance."""

    def story() -> list[bytes]:
        mini = mini_desk(threads=False, clock=Turning(), randomness=SeededRandomness(5))
        anna = Caller(mini)
        told = [anna.sign_in().body]
        for number in range(3):
            op = {**create("tag", f"0000000{number}-0000-7000-8000-000000000000", name="x")}
            op["op_id"] = f"1000000{number}-0000-7000-8000-000000000000"
            batch = {"client_id": "c", "person_id": anna.person_id, "ops": [op]}
            told.append(anna.call("POST", "/v1/ops", batch).body)
        told.append(anna.call("GET", "/v1/snapshot").body)
        mini.desk.database.close()
        return told

    assert story() == story()


def test_an_id_of_an_operation_may_be_asked_with_any_text(anna):
    for text in ("x", "%00", IDS.new(), "a" * 300):
        assert anna.call("GET", f"/v1/ops/{text}").status == 404


def test_the_app_serves_without_a_lifespan(mini):
    assert asyncio.run(ask(mini.app, "GET", "/v1/hello")).status == 200
