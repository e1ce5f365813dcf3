"""Futures that have ended already."""

from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


def finished(value: T) -> "Future[T]":
    """A future that is done."""
    future: Future[T] = Future()
    future.set_result(value)
    return future


def failed(error: BaseException) -> "Future[Any]":
    """A future that has failed."""
    future: Future[Any] = Future()
    future.set_exception(error)
    return future
