"""Turns whatever goes wrong in a call into a problem without telling how the desk is built."""

import errno
import logging

from litestar.exceptions import HTTPException
from sqlalchemy.exc import DBAPIError

from deskclient.backends.native.wire import Problem
from deskclient.server.http.answers import Answer, Asked, problem_answer
from deskclient.server.problems import CallError, disk_full

_LOG = logging.getLogger(__name__)
_TITLES = {
    400: "The request is not understood",
    404: "Nothing is here",
    405: "This is not how it is called",
    413: "This is too much at once",
}


def answer_call_error(request: Asked, error: CallError) -> Answer:  # noqa: ARG001
    """Answer what a call said itself."""
    return problem_answer(error)


def answer_http_error(request: Asked, error: HTTPException) -> Answer:  # noqa: ARG001
    """Answer what the framework refused: no such path, wrong method, too much."""
    status = error.status_code
    title = _TITLES.get(status, "The request is refused")
    headers = {k: v for k, v in (error.headers or {}).items() if k.lower() == "allow"}
    return problem_answer(CallError(Problem(title, status, rule="http"), headers))


def answer_fault(request: Asked, error: Exception) -> Answer:
    """Answer a fault of ours; its details stay in the log of the desk."""
    if is_disk_full(error):
        return problem_answer(disk_full())
    if isinstance(error, DBAPIError) and is_busy(error):
        _LOG.warning("The database is busy: %s %s", request.method, request.url.path)
        busy = Problem("The desk is busy", 503, detail="Try again in a moment.", rule="busy")
        return problem_answer(CallError(busy, {"Retry-After": "2"}))
    _LOG.error("A call failed: %s %s", request.method, request.url.path, exc_info=error)
    detail = "The fault is in the desk's log; trying again later may help."
    return problem_answer(CallError(Problem("The desk failed", 500, detail=detail, rule="fault")))


def is_disk_full(error: BaseException) -> bool:
    """Tell whether the reason is a full disk, of the files or of the database."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    if isinstance(error, DBAPIError):
        words = str(error.orig).lower()
        return "disk is full" in words or "no space left" in words
    return False


def is_busy(error: DBAPIError) -> bool:
    """Tell whether waiting may help."""
    words = str(error.orig).lower()
    return error.connection_invalidated or any(
        word in words for word in ("locked", "busy", "deadlock", "too many connections")
    )
