"""What the operator of a desk decides."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerConfig:
    """Settings of one service; every process of a desk must run with the same ones."""

    name: str = "Service desk"
    """What the sign-in window shows."""
    files_dir: Path | None = None
    """Where attached files live; ``None`` keeps them in memory, for simulation and tests."""
    max_upload_bytes: int = 200_000_000
    refused_suffixes: frozenset[str] = frozenset()
    """Files with these endings are not taken: ``.exe``, in lower case."""
    page_bytes: int = 4 << 20
    """A page of the feed or the first pull ends at this size, whatever its number of rows."""
    recent_bytes: int = 32 << 20
    """How much of recently written pages each process keeps for others with equal rights."""
    access_s: int = 3600
    refresh_s: int = 30 * 86_400
    refresh_grace_s: int = 60
    """How long a used refresh token still works, for clients that lost the answer."""
    retention_days: int = 180
    upload_days: int = 7
    requests_per_minute: int = 6000
    """For one access token; 0 switches the limit off."""
    failures_per_login: int = 8
    failures_per_address: int = 40
    failure_window_s: int = 300
    password_time_cost: int = 3
    password_memory_kib: int = 65_536
    poll_s: float = 0.5
    """How often a waiting request asks whether another process wrote something."""
    compress_from: int = 2048
    """Answers of at least this size are compressed for clients that accept zstd."""
