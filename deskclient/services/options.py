"""What the command line asks of the window: the value handed to ``deskclient.app.run_client``."""

from pathlib import Path

from deskclient.domain.discreet import Discreet


class ClientOptions(Discreet, frozen=True, kw_only=True):
    """How the client starts. Every field has a default, so that a bare start needs none."""

    profile_id: str = ""
    """Open this profile; empty: the one used last, or the sign-in window if there is none."""
    data_dir: Path | None = None
    """Keep everything (profiles, settings, logs) under this folder instead of the user's own."""
    open_record: str = ""
    """Show this record at once, as ``ticket/<record id>``; empty: the first view."""
    offline: bool = False
    """Start without the network, whatever the setting says."""
    quit_after_paint: bool = False
    """End with exit code 0 as soon as the first list is painted; for checks and measurements."""
    demo: bool = False
    """The profile is the demo desk's: the window says so and offers no sign-out."""
    passphrase: str = ""
    """Unlocks the profile; only the demo, whose data is made up, hands one over like this."""
    log_level: str = ""
    """``debug``, ``info``, ``warning`` or ``error``; empty: what the settings say."""
    qt_arguments: tuple[str, ...] = ()
    """Handed to Qt as they are, such as ``-platform offscreen``."""
