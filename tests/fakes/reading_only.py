"""What a desk says of itself while its folder cannot be written."""

from deskclient.domain.events import Link, SyncStatus
from deskclient.domain.words import phrase

READING_ONLY = SyncStatus(
    Link.READ_ONLY,
    "Nothing can be saved: the profile folder cannot be written",
    phrase("What is shown is what was kept in {folder} before.", folder="/srv/profile"),
    "Allow writing to that folder, then close this window and open it again.",
)
