"""Signing in to the real service, from the address to the first tickets."""

from typing import Any

import pytest

from deskclient.domain.query import ListQuery
from deskclient.server.demo.world import DEMO_PASSWORD
from deskclient.services.folder_door import real_folder_door
from deskclient.services.folders import folders_under
from deskclient.services.keys import SystemVault
from deskclient.services.options import ClientOptions
from deskclient.services.program import Program
from deskclient.storage.vault_keyring import KeyringVault
from deskclient.ui.sign_in.person_step import PersonStep
from deskclient.ui.sign_in.progress_step import ProgressStep
from deskclient.ui.sign_in.recovery_step import RecoveryStep
from deskclient.ui.sign_in.scope_step import ScopeStep
from deskclient.ui.sign_in.window import SignInWindow
from tests.services.real_service import TICKETS, RealService, make_demo_data


@pytest.fixture
def service(home):
    make_demo_data(home / "demo")
    made = RealService(home / "demo", home / "service")
    yield made.start()
    made.kill()


@pytest.fixture
def program(home, memory_keyring):
    folders = folders_under(home)
    ring = lambda: KeyringVault(memory_keyring)  # noqa: E731
    vault = SystemVault(folders.profiles, keyring=ring, look=ring, cost_log=4)
    with Program(ClientOptions(), vault, real_folder_door(), folders) as made:
        yield made


@pytest.mark.slow
def test_somebody_new_reaches_their_tickets(qtbot, surroundings, service, program):
    window: Any = SignInWindow(surroundings, program.profiles, program.profiles.open)
    opened: list[Any] = []
    window.opened.connect(opened.append)

    def at(kind):
        qtbot.waitUntil(lambda: isinstance(window.step, kind), timeout=20_000)

    window.show_new(service.url)
    window.next.click()
    at(PersonStep)
    window.step.login.setText("anna")
    window.step.password.setText(DEMO_PASSWORD)
    window.next.click()
    at(RecoveryStep)
    window.step.kept.click()
    window.next.click()
    at(ScopeStep)
    editor = window.step.editor
    qtbot.waitUntil(lambda: "to download" in editor.cost.accessibleName(), timeout=20_000)
    qtbot.waitUntil(lambda: bool(editor.queues), timeout=20_000)
    window.next.click()
    at(ProgressStep)
    step = window.step
    qtbot.waitUntil(lambda: step.done, timeout=30_000)
    window.next.click()
    desk = opened[0]
    window.deleteLater()
    try:
        counts: dict[str, int] = {}
        desk.reads.counts({"all": ListQuery("ticket")}, counts.update)
        qtbot.waitUntil(lambda: counts.get("all") == TICKETS, timeout=20_000)
    finally:
        desk.close()
