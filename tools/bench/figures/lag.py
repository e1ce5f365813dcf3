"""lag: how smooth the window stays while a first sync runs, and what memory it then holds."""

from tools.bench.apart import apart

LAG = apart(
    "lag",
    "the event loop while a first sync runs; memory after it",
    "tools.bench.first_sync",
    imports=True,
)
