"""The service as it runs: real processes, several at once, on SQLite and PostgreSQL."""

import io
import re
import signal
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from deskclient.server.commands import main
from tests.server.calling import create
from tests.server.service import PASSWORD, mini_desk

SCOPE = "mine=1;queues=*;days=0"
RUN = "import sys; from deskclient.server.commands import main; sys.exit(main(sys.argv[1:]))"


@contextmanager
def serving(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the command; give the process and the address it tells."""
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        found = re.fullmatch(r"listening (https?://\S+)\n", line)
        if found is None:
            process.kill()
            pytest.fail(f"{line!r} {process.communicate()[1]}")
        yield process, found[1]
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=30)


@dataclass
class Done:
    code: int
    out: str
    err: str


@pytest.fixture
def command(monkeypatch, capsys):
    """Run an administrator's command in this process."""

    def run(*arguments: str, words: str = "") -> Done:
        monkeypatch.setattr(sys, "stdin", io.StringIO(words))
        capsys.readouterr()
        code = main(arguments)
        return Done(code, *capsys.readouterr())

    return run


class Client:
    """Somebody signed in over HTTP; knows several addresses of one desk."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, timeout=30)
        asked = {"login": "anna", "password": PASSWORD, "device": "d", "client_id": "c"}
        token = self.http.post("/v1/sign-in", json=asked).json()["access_token"]
        self.http.headers["Authorization"] = f"Bearer {token}"
        self.person = self.http.get("/v1/session").json()["person_id"]

    def cursor(self) -> str:
        query = {"scope": SCOPE, "limit": "1000"}
        return str(self.http.get("/v1/snapshot", params=query).json()["cursor"])

    def write(self, number: int) -> list[str]:
        ops = [create("tag", name=f"t{number}") for _ in range(1 + number % 3)]
        batch = {"client_id": "c", "person_id": self.person, "ops": ops}
        answer = self.http.post("/v1/ops", json=batch)
        assert answer.status_code == 200, answer.text
        assert {one["verdict"] for one in answer.json()["verdicts"]} == {"applied"}
        return [op["id"] for op in ops]

    def page(self, cursor: str, wait: float = 0) -> dict[str, Any]:
        query = {"scope": SCOPE, "cursor": cursor, "limit": "5", "wait": str(wait)}
        answer = self.http.get("/v1/changes", params=query)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


class Crowd:
    """Writers and readers at several processes of one desk."""

    def __init__(self, urls: list[str]) -> None:
        self.urls = urls
        self.written: list[str] = []
        self.faults: list[BaseException] = []
        self._lock, self._done = threading.Lock(), threading.Event()

    def write(self, url: str, shift: int, rounds: int) -> None:
        client = Client(url)
        for number in range(rounds):
            made = client.write(number + shift)
            with self._lock:
                self.written += made
        client.http.close()

    def follow(self, url: str, cursor: str, seen: dict[str, int]) -> None:
        client, last = Client(url), 0
        while True:
            ending = self._done.is_set()
            found = client.page(cursor)
            for row in found["rows"]:
                assert row["id"] not in seen
                assert row["seq"] > last
                last = seen[row["id"]] = row["seq"]
            cursor = found["next"]
            if ending and not found["more"]:
                client.http.close()
                return

    def guard(self, target: Callable[..., None], *arguments: object) -> threading.Thread:
        def run() -> None:
            try:
                target(*arguments)
            except BaseException as error:  # noqa: BLE001 - told by the test's own thread
                self.faults.append(error)

        return threading.Thread(target=run)

    def run(self, rounds: int) -> None:
        """Every reader sees every write, once, in one order."""
        first = Client(self.urls[0])
        cursor = first.cursor()
        first.http.close()
        views: list[dict[str, int]] = [{} for _ in self.urls]
        readers = [
            self.guard(self.follow, url, cursor, seen)
            for url, seen in zip(self.urls, views, strict=True)
        ]
        writers = [
            self.guard(self.write, url, shift, rounds) for shift, url in enumerate(self.urls * 2)
        ]
        for thread in [*readers, *writers]:
            thread.start()
        for thread in writers:
            thread.join()
        self._done.set()
        for thread in readers:
            thread.join()
        assert not self.faults, self.faults
        assert len(self.written) == len(set(self.written)) > rounds
        assert all(seen == views[0] for seen in views)
        assert set(views[0]) == set(self.written)


@pytest.fixture(params=["sqlite", "postgres"])
def shared(request, tmp_path):
    """A seeded database several processes can open."""
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    if request.param == "postgres":
        url = str(request.getfixturevalue("postgres"))
    mini_desk(url, tickets=2).desk.database.close()
    return ["--database", url, "--files", str(tmp_path / "files")]


def test_readers_at_several_processes_miss_nothing_while_others_write(shared):
    """Row 20: numbers are given in the order of commits, whoever commits."""
    with ExitStack() as stack:
        urls = [stack.enter_context(serving(*shared))[1] for _ in range(2)]
        Crowd(urls).run(rounds=12)


def test_one_command_runs_several_processes_on_one_port(shared):
    with serving(*shared, "--workers", "2") as (process, url):
        Crowd([url]).run(rounds=6)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_news_written_at_one_process_wake_a_reader_at_another(shared):
    with serving(*shared) as (_, first), serving(*shared) as (_, second):
        reader, writer = Client(first), Client(second)
        cursor = reader.cursor()
        answers: list[dict[str, Any]] = []
        waiting = threading.Thread(target=lambda: answers.append(reader.page(cursor, wait=20)))
        began = datetime.now(UTC)
        waiting.start()
        (made, *_) = writer.write(0)
        waiting.join(20)
        assert datetime.now(UTC) - began < timedelta(seconds=15)  # not at the end of the wait
        assert [row["id"] for row in answers[0]["rows"]] == [made]
        reader.http.close()
        writer.http.close()


def test_a_killed_process_leaves_a_desk_that_goes_on(shared, command):
    """Row 5, row 10: what was answered is there; what was not can be asked and sent again."""
    with serving(*shared) as (process, url):
        client = Client(url)
        kept = client.write(0)
        process.send_signal(signal.SIGKILL)
        process.wait(20)
        client.http.close()
    with serving(*shared) as (_, url):
        client = Client(url)
        for name in kept:
            assert client.http.get(f"/v1/records/tag/{name}").status_code == 200
        client.write(1)
        client.http.close()
    assert command("verify", *shared).out == "faults=0\n"


def test_a_stopping_service_finishes_what_it_is_doing(shared):
    with serving(*shared) as (process, url):
        client = Client(url)
        cursor = client.cursor()
        results: list[int] = []

        def wait() -> None:
            try:
                query = {"scope": SCOPE, "cursor": cursor, "wait": "3"}
                results.append(client.http.get("/v1/changes", params=query).status_code)
            except httpx.HTTPError:
                results.append(0)

        waiting = threading.Thread(target=wait)
        waiting.start()
        with httpx.Client(base_url=url) as other:
            other.get("/v1/hello")
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        waiting.join(20)
        assert results == [200]
        client.http.close()


def test_several_processes_may_start_at_once_on_nothing(tmp_path, postgres):
    """Row 8: one makes the tables, the others wait for it."""
    for url in (f"sqlite:///{tmp_path / 'new.db'}", postgres):
        arguments = ["--database", url, "--files", str(tmp_path / "files")]
        processes = [
            subprocess.Popen(
                [sys.executable, "-c", RUN, "verify", *arguments],
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(2)
        ]
        assert [one.communicate(timeout=50)[0] for one in processes] == ["faults=0\n"] * 2


def test_an_administrator_makes_accounts_and_changes_rights(tmp_path, command):
    place = ["--database", f"sqlite:///{tmp_path / 'desk.db'}", "--files", str(tmp_path / "f")]
    mini_desk(place[1], tickets=2).desk.database.close()
    asked = ("create-user", *place, "olga", "--role", "lead", "--queue", "q0=work")
    done = command(*asked, words="long enough\n")
    assert done.code == 0, done.err
    with serving(*place) as (_, url), httpx.Client(base_url=url) as client:
        sign_in = {"login": "olga", "password": "long enough", "device": "d", "client_id": "c"}
        token = client.post("/v1/sign-in", json=sign_in).json()["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        before = client.get("/v1/session", headers=headers).json()
        assert (before["role"], list(before["queues"].values())) == ("lead", ["work"])
        changed = ("set-rights", *place, "olga", "--queue", "*=read", "--queue", "q1=none")
        assert command(*changed).code == 0
        after = client.get("/v1/session", headers=headers).json()
        assert sorted(after["queues"].values()) == ["read", "read"]
        assert after["rights_rev"] > before["rights_rev"]
        assert command("set-rights", *place, "olga", "--disable").code == 0
        assert client.get("/v1/session", headers=headers).status_code == 401
    for wrong in (
        ("create-user", *place, "olga"),
        ("create-user", *place, "ivan", "--queue", "nothing=work"),
        ("set-rights", *place, "nobody"),
    ):
        failed = command(*wrong, words="long enough\n")
        assert failed.code == 1
        assert failed.err.strip()
        assert "Traceback" not in failed.err


def test_an_operator_makes_queues_and_gives_rights_on_them(tmp_path, command):
    place = ["--database", f"sqlite:///{tmp_path / 'desk.db'}", "--files", str(tmp_path / "f")]
    made = command("create-queue", *place, "network", "--name", "Network & VPN")
    assert made.code == 0, made.err
    user = command("create-user", *place, "olga", "--queue", "network=work", words="long enough\n")
    assert user.code == 0, user.err
    with serving(*place) as (_, url), httpx.Client(base_url=url) as client:
        sign_in = {"login": "olga", "password": "long enough", "device": "d", "client_id": "c"}
        token = client.post("/v1/sign-in", json=sign_in).json()["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        assert client.get("/v1/session", headers=headers).json()["queues"] == {
            made.out.strip(): "work"
        }
    for slug, reason in (("network", "There is a queue network already."), ("", "required")):
        refused = command("create-queue", *place, slug)
        assert refused.code == 1
        assert reason in refused.err


def test_plain_http_is_refused_where_others_can_listen(tmp_path, command):
    """Row 37: passwords do not travel readable unless somebody insists."""
    place = ["--database", f"sqlite:///{tmp_path / 'desk.db'}"]
    failed = command(*place, "--host", "0.0.0.0", "--port", "0")  # noqa: S104 - refused
    assert failed.code == 1
    assert "--tls-cert" in failed.err
    assert not (tmp_path / "desk.db").exists()


def test_a_certificate_makes_it_https(tmp_path):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    chain, secret = tmp_path / "cert.pem", tmp_path / "key.pem"
    chain.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    place = ["--database", f"sqlite:///{tmp_path / 'desk.db'}", "--files", str(tmp_path)]
    tls = ["--tls-cert", str(chain), "--tls-key", str(secret)]
    with serving(*place, *tls, "--host", "127.0.0.1") as (_, url):
        assert url.startswith("https://127.0.0.1:")
        trust = ssl.create_default_context(cafile=str(chain))
        address = url.replace("127.0.0.1", "localhost")
        assert httpx.get(f"{address}/v1/hello", verify=trust).status_code == 200


def test_the_end_of_the_service_ends_long_polls_at_once_and_quietly(tmp_path):
    mini = mini_desk(f"sqlite:///{tmp_path / 'desk.db'}")
    mini.desk.database.close()
    where = ("--database", f"sqlite:///{tmp_path / 'desk.db'}", "--files", str(tmp_path / "files"))
    with serving(*where) as (process, url):
        anna = Client(url)
        cursor = anna.http.get("/v1/snapshot", params={"scope": SCOPE}).json()["cursor"]
        query = {"scope": SCOPE, "cursor": cursor, "wait": "25"}
        answers: list[httpx.Response] = []
        waiting = threading.Thread(
            target=lambda: answers.append(anna.http.get("/v1/changes", params=query))
        )
        waiting.start()
        # The poll is under way once the desk has answered a request that came after it.
        for _ in range(20):
            httpx.get(f"{url}/v1/hello")
        process.send_signal(signal.SIGTERM)
        code = process.wait(20)  # less than the poll would have waited
        waiting.join(20)
        assert code == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""
        assert [answer.status_code for answer in answers] == [200]
        assert answers[0].json()["rows"] == []
        anna.http.close()
