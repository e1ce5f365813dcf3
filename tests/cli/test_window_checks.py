"""What the diagnostics of a window look at."""

from deskclient.cli.window_checks import window_checks
from deskclient.services.options import ClientOptions
from deskclient.services.program import build_program


def test_the_diagnostics_look_where_the_doctor_looks(tmp_path):
    with build_program(ClientOptions(data_dir=tmp_path)) as program:
        names = [check().name for check in window_checks(program)]  # type: ignore[attr-defined]
    assert names == ["Program", "Keyring", "Folder", "Disk", "Clock"]
