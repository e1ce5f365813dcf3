"""The numbers the engine works with, in one value; tests and the simulator change them."""

from msgspec import Struct


class EngineSettings(Struct, frozen=True, kw_only=True):
    """Times in seconds, sizes in bytes."""

    long_poll_s: float = 25.0
    poll_s: float = 30.0
    """How often a desk without long polls is asked."""
    push_delay_s: float = 0.05
    """How long a new operation waits for company before it is sent."""
    backoff_base_s: float = 1.0
    backoff_cap_s: float = 300.0
    reach_cap_s: float = 4.0
    """Longest pause while nothing can be reached at all: asking costs nobody anything, and the
    person's work should be on the desk within five seconds of the network's return."""
    storage_retry_s: float = 20.0
    step_s: float = 0.008
    """How long one step on the loop may take while the person works: no commit waits longer."""
    calm_step_s: float = 0.08
    """How long it may take while the person only looks: fewer, larger transactions, for each writes
    the same index pages again. The first change after a rest waits for one, unnoticeably; all that
    follow it for the short ones."""
    step_rows_max: int = 500
    index_delay_s: float = 0.03
    """How long what was changed waits to be indexed: the window paints it first."""
    event_gap_s: float = 0.1
    flood_gap_s: float = 0.7
    """How often news are told while a pull brings very many records."""
    hold_max_s: float = 120.0
    """The longest undo-send time believed after a restart, should the wall clock have jumped."""
    heartbeat_s: float = 4.0
    backup_every_s: float = 20.0
    """The least time between two copies of the outbox."""
    order_poll_s: float = 900.0
    """How often a desk that refuses the session is asked for an order to erase."""
    digest_every_s: float = 6 * 3600.0
    sweep_after_s: float = 600.0
    """How long after the start a desk without a digest is first compared by name: it costs a page
    for each hundred records."""
    repull_every_s: float = 24 * 3600.0
    """The least time between two complete pulls that only a digest asked for."""
    chunk_min: int = 16 << 10
    chunk_max: int = 1 << 20
    prefetch_file_max: int = 20_000_000
    sent_log_days: int = 180
    rebase_tries: int = 5
