"""The program around a window, which only writes down what it is asked."""


class FakeProgram:
    """Remembers wishes."""

    def __init__(self) -> None:
        self.kept: dict[str, str | int | bool] = {}
        self.asked: list[str] = []

    def keep_setting(self, key: str, value: str | int | bool) -> None:  # noqa: FBT001
        self.kept[key] = value

    def open_profiles(self) -> None:
        self.asked.append("profiles")

    def open_settings(self) -> None:
        self.asked.append("settings")

    def open_diagnostics(self) -> None:
        self.asked.append("diagnostics")

    def sign_in_again(self, profile_id: str) -> None:
        self.asked.append(f"sign in again {profile_id}")

    def sign_out(self, profile_id: str) -> None:
        self.asked.append(f"sign out {profile_id}")

    def quit(self) -> None:
        self.asked.append("quit")
