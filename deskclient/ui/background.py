"""Runs one slow call (a key derivation, a few files) beside the window's thread."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def in_background(call: Callable[[], T], name: str = "deskclient-aside") -> "Future[T]":
    """Run ``call`` in a thread of its own; its end is told by the future."""
    future: Future[T] = Future()
    future.set_running_or_notify_cancel()

    def run() -> None:
        try:
            future.set_result(call())
        except BaseException as trouble:  # noqa: BLE001 - handed to whoever waits for it
            future.set_exception(trouble)

    threading.Thread(target=run, name=name, daemon=True).start()
    return future
