"""What a call may fail with, told as RFC 9457 problems."""

from collections.abc import Mapping

from deskclient.backends.native.wire import Problem


class CallError(Exception):
    """A call that cannot be served; carries everything the answer needs."""

    def __init__(self, problem: Problem, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(f"{problem.status} {problem.title}")
        self.problem = problem
        self.headers = dict(headers or {})


def bad_request(detail: str, rule: str = "malformed", field: str = "") -> CallError:
    """The request cannot be understood."""
    return CallError(
        Problem("The request is not understood", 400, detail=detail, rule=rule, field=field)
    )


def unauthorized(detail: str, rule: str = "signed_out") -> CallError:
    """Nobody is signed in with this token."""
    return CallError(
        Problem("Sign in first", 401, detail=detail, rule=rule),
        {"WWW-Authenticate": 'Bearer realm="desk"'},
    )


def forbidden(detail: str, rule: str = "forbidden") -> CallError:
    """The signed-in person may not do this."""
    return CallError(Problem("This is not allowed", 403, detail=detail, rule=rule))


def not_found(detail: str, known_since: str = "") -> CallError:
    """There is no such thing, or the person may not know of it."""
    problem = Problem(
        "Nothing is here", 404, detail=detail, rule="not_found", known_since=known_since
    )
    return CallError(problem)


def feed_lost(reason: str) -> CallError:
    """The feed cannot go on from the cursor: ``expired``, ``epoch`` or ``rights``."""
    detail = {
        "expired": "The place in the list of changes is too old or was made for something else.",
        "epoch": "The desk was restored to an earlier state.",
        "rights": "The rights of this person have changed.",
    }[reason]
    return CallError(Problem("Pull everything again", 410, detail=detail, reason=reason))


def conflict(detail: str, rule: str) -> CallError:
    """The state on the desk does not fit the request."""
    return CallError(Problem("The desk has another state", 409, detail=detail, rule=rule))


def too_large(detail: str, rule: str = "too_large") -> CallError:
    """More than the desk takes at once."""
    return CallError(Problem("This is too much at once", 413, detail=detail, rule=rule))


def wait_a_while(seconds: float, detail: str) -> CallError:
    """Too many requests."""
    whole = max(1, int(seconds + 0.999))
    return CallError(
        Problem("Wait a while", 429, detail=detail, rule="rate"), {"Retry-After": str(whole)}
    )


def disk_full() -> CallError:
    """The desk has no room left."""
    return CallError(
        Problem(
            "The desk has no room left",
            507,
            detail="The disk of the desk is full; the administrator has to make room.",
            rule="disk_full",
        ),
        {"Retry-After": "60"},
    )
