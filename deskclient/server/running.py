"""Runs the service on sockets: one process or several, until it is told to stop."""

import asyncio
import logging
import multiprocessing
import os
import signal
import socket
import ssl
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address
from multiprocessing.process import BaseProcess
from pathlib import Path

import msgspec
import uvicorn
from litestar import Litestar
from typing_extensions import override

from deskclient.domain.clock import SystemClock, SystemRandomness
from deskclient.domain.kinds.standard import standard_registry
from deskclient.server.application import app_of
from deskclient.server.config import ServerConfig
from deskclient.server.database.engine import Database
from deskclient.server.database.migrate import prepare
from deskclient.server.demo.load import is_empty, load_demo
from deskclient.server.desk import Desk, build_desk
from deskclient.server.files.vault import vault_of
from deskclient.server.records.news import Notifier
from deskclient.server.upkeep import prune

_LOOK_AFTER_S = 0.5
_PRUNE_EVERY_S = 6 * 3600.0
STOP_WITHIN_S = 10


class Settings(msgspec.Struct, frozen=True):
    """How a service is started; handed to worker processes."""

    database: str
    files: str
    name: str = "Service desk"
    host: str = "127.0.0.1"
    port: int = 8480
    tls_cert: str = ""
    tls_key: str = ""
    insecure_plain_http: bool = False
    workers: int = 1
    demo: bool = False


class NotSafeError(Exception):
    """The service would be open to eavesdroppers; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A desk with its database open."""

    desk: Desk
    database: Database


def open_desk(settings: Settings) -> Opened:
    """Open the database, bring it up to date and put the desk together."""
    clock, randomness = SystemClock(), SystemRandomness()
    config = ServerConfig(name=settings.name, files_dir=Path(settings.files))
    database = Database(settings.database)
    if database.path is not None:
        database.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    prepare(database, clock, randomness)
    return Opened(build_desk(config, database, standard_registry(), clock, randomness), database)


def check_safe(settings: Settings) -> None:
    """Refuse plain HTTP where others can listen.

    Raises:
        NotSafeError: neither TLS nor loopback nor the explicit wish.
    """
    if settings.tls_cert or settings.insecure_plain_http or _is_loopback(settings.host):
        return
    raise NotSafeError(
        "Passwords would cross the network readable by everybody. Give --tls-cert and --tls-key, "
        "or --insecure-plain-http if something else encrypts the way."
    )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """Open the port; 0 takes any free one.

    The protocol is named, because otherwise the event loop does not know that small answers may
    go out at once, and each would wait 40 ms for the other side.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(512)
    except OSError:
        listener.close()
        raise
    return listener


def _announce(settings: Settings, listener: socket.socket) -> None:
    scheme = "https" if settings.tls_cert else "http"
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    sys.stdout.write(f"listening {scheme}://{host}:{listener.getsockname()[1]}\n")
    sys.stdout.flush()


def _config(settings: Settings, app: Litestar) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=STOP_WITHIN_S,
        ssl_certfile=settings.tls_cert or None,
        ssl_keyfile=settings.tls_key or None,
        ssl_version=ssl.PROTOCOL_TLS_SERVER,
    )


class Serving(uvicorn.Server):
    """Serves one desk; at its end nobody is let wait for news.

    Args:
        config: How to serve.
        notifier: Of the desk that is served.
        announce: Called once requests are answered.
    """

    def __init__(
        self, config: uvicorn.Config, notifier: Notifier, announce: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._notifier = notifier
        self._announce = announce

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._notifier.open()
        await super().startup(sockets)
        if not self.should_exit:
            self._announce()

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._notifier.end()
        await super().shutdown(sockets)


def _quietly() -> None:
    """Say nothing: the first process has said that the port is open."""


def run(settings: Settings) -> int:
    """Serve until a signal ends it."""
    check_safe(settings)
    told = _keep_signals()
    opened = open_desk(settings)
    if settings.demo and is_empty(opened.desk):
        load_demo(opened.desk, vault_of(Path(settings.files)))
    listener = listen(settings.host, settings.port)
    stop = threading.Event()
    keeper = threading.Thread(target=_keep, args=(opened.desk, stop), name="upkeep", daemon=True)
    keeper.start()
    try:
        if settings.workers > 1:
            _run_many(settings, listener, told)
        elif not told.is_set():
            config = _config(settings, app_of(opened.desk, threads=True))
            announce = partial(_announce, settings, listener)
            asyncio.run(Serving(config, opened.desk.notifier, announce).serve([listener]))
    finally:
        stop.set()
        keeper.join(STOP_WITHIN_S)
        listener.close()
        opened.database.close()
    return 0


def _keep_signals() -> threading.Event:
    """Turn the signals that end a process into an event.

    The server answers them by ending in order, and then raises them again, which must not end the
    process before everything is closed. One that comes before it serves must not be lost.
    """
    told = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    return told


def _run_many(settings: Settings, listener: socket.socket, stop: threading.Event) -> None:
    """Keep the wanted number of processes running on one socket, until a signal ends it."""
    context = multiprocessing.get_context("spawn")
    workers: list[BaseProcess] = []
    _announce(settings, listener)
    while not stop.wait(_LOOK_AFTER_S):
        workers = [worker for worker in workers if worker.is_alive()]
        while len(workers) < settings.workers:
            worker = context.Process(target=_work, args=(settings, listener), daemon=True)
            worker.start()
            workers.append(worker)
    for running in workers:
        running.terminate()
    for running in workers:
        running.join(STOP_WITHIN_S + 5)


def _work(settings: Settings, listener: socket.socket) -> None:
    """Serve in a worker process."""
    told = _keep_signals()
    opened = open_desk(settings)
    config = _config(settings, app_of(opened.desk, threads=True))
    if not told.is_set():
        serving = Serving(config, opened.desk.notifier, _quietly)
        asyncio.run(serving.serve([listener]))
    opened.database.close()


def _keep(desk: Desk, stop: threading.Event) -> None:
    while True:
        try:
            prune(desk)
        except Exception:  # the upkeep of one night may fail; the service goes on
            logging.getLogger(__name__).exception("The upkeep failed.")
        if stop.wait(_PRUNE_EVERY_S):
            return
