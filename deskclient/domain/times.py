"""Moments as documents and the wire hold them: UTC, milliseconds, fixed width, sortable."""

from datetime import UTC, datetime


def to_text(moment: datetime) -> str:
    """Write an aware moment as ``2026-11-23T17:47:32.123Z``.

    Raises:
        ValueError: ``moment`` carries no time zone.
    """
    if moment.tzinfo is None:
        msg = "a moment without a time zone cannot be written"
        raise ValueError(msg)
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.removesuffix("+00:00") + "Z"


def from_text(text: str) -> datetime:
    """Read what :func:`to_text` wrote; other RFC 3339 texts with an offset are read too.

    Raises:
        ValueError: not a moment, or one without an offset.
    """
    return _moment_in(text).astimezone(UTC)


def to_millis(text: str) -> int:
    """Give the milliseconds since 1970 of a moment written by :func:`to_text`."""
    return round(_moment_in(text).timestamp() * 1000)


def _moment_in(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        msg = f"a moment without a time zone: {text!r}"
        raise ValueError(msg)
    return moment
