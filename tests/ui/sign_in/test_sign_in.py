"""Signing in: the desk, the person, the key, what is kept, the first download."""

from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from deskclient.domain.errors import BusyError, CertificateError, NetworkError, PortalError
from deskclient.domain.events import JobProgress, Link, SyncStatus
from deskclient.domain.scope import Scope
from deskclient.services.profile_api import KeyPlace
from deskclient.ui.sign_in.address_step import AddressStep
from deskclient.ui.sign_in.person_step import PersonStep
from deskclient.ui.sign_in.progress_step import ProgressStep
from deskclient.ui.sign_in.recovery_step import RecoveryStep
from deskclient.ui.sign_in.scope_step import ScopeStep
from deskclient.ui.sign_in.step import Step
from deskclient.ui.sign_in.window import SignInWindow
from deskclient.ui.surroundings import Surroundings
from tests.fakes.profiles_in_memory import DANA, FOUND, KEY, OLEG, ProfilesInMemory


class Visitor:
    """A person at the sign-in window."""

    def __init__(self, qtbot: QtBot, surroundings: Surroundings) -> None:
        self.qtbot = qtbot
        self.profiles = ProfilesInMemory()
        self.window = SignInWindow(surroundings, self.profiles, self.profiles.open)
        self.opened: list[object] = []
        self.renewed: list[object] = []
        self.window.opened.connect(self.opened.append)
        self.window.renewed.connect(self.renewed.append)

    def at(self, kind: type[Step]) -> None:
        """Wait until a step is shown and nothing is under way."""
        self.qtbot.waitUntil(
            lambda: isinstance(self.window.step, kind) and not self.window.is_busy()
        )

    def next(self) -> None:
        assert self.window.next.isEnabled()
        self.window.next.click()

    def told(self, words: str) -> None:
        """Wait until the banner says something."""
        banner = self.window.banner
        self.qtbot.waitUntil(lambda: not banner.isHidden() and words in banner.accessibleName())

    def find_desk(self, address: str = "desk.example") -> PersonStep:
        self.window.show_new(address)
        self.next()
        self.at(PersonStep)
        assert isinstance(self.window.step, PersonStep)
        return self.window.step

    def fill(self, password: str = "secret") -> None:
        step = self.window.step
        assert isinstance(step, PersonStep)
        if not step.login.isReadOnly():
            step.login.setText("dana")
        step.password.setText(password)

    def reach_scope(self) -> ScopeStep:
        self.find_desk()
        self.fill()
        self.next()
        self.at(RecoveryStep)
        step = self.window.step
        assert isinstance(step, RecoveryStep)
        step.kept.click()
        self.next()
        self.at(ScopeStep)
        assert isinstance(self.window.step, ScopeStep)
        return self.window.step


@pytest.fixture
def visitor(qtbot: QtBot, surroundings: Surroundings) -> Iterator[Visitor]:
    made = Visitor(qtbot, surroundings)
    yield made
    made.window.close()
    made.window.deleteLater()


def test_nothing_can_be_asked_without_an_address(visitor):
    visitor.window.show_new()
    assert not visitor.window.next.isEnabled()
    assert visitor.window.step.address.hasFocus() or not visitor.window.isActiveWindow()


def test_enter_in_the_address_asks_who_answers(visitor, qtbot):
    visitor.window.show_new("desk.example")
    qtbot.keyClick(visitor.window.step.address, Qt.Key.Key_Return)
    visitor.at(PersonStep)
    assert visitor.profiles.calls == [("probe", "desk.example")]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            NetworkError("The name of the desk was not found", "No computer has it.", "Check it."),
            "The name of the desk was not found No computer has it. Check it.",
        ),
        (PortalError("A web page answers at this address", "", "Sign in there."), "Sign in there."),
        (
            CertificateError("The certificate has expired", "By the date", "Check the date."),
            "Check the date.",
        ),
        (BusyError("The desk asks to wait", wait_s=12.4), "try again in 13 second"),
    ],
)
def test_each_failure_says_what_happened_and_what_to_do(visitor, error, words):
    visitor.profiles.found = error
    visitor.window.show_new("desk.example")
    visitor.next()
    visitor.told(words)
    assert isinstance(visitor.window.step, AddressStep)
    assert visitor.window.next.isEnabled()


def test_a_failure_never_promises_a_try_that_does_not_come(visitor):
    visitor.profiles.found = NetworkError(
        "The desk does not answer", "No answer came.", "The next try comes by itself."
    )
    visitor.window.show_new("desk.example")
    visitor.next()
    visitor.told("Try again in a moment.")
    assert "by itself" not in visitor.window.banner.accessibleName()


def test_a_question_to_the_desk_can_be_cancelled_and_its_answer_is_dropped(visitor, qtbot):
    visitor.profiles.hold = True
    visitor.window.show_new("desk.example")
    visitor.next()
    assert visitor.window.is_busy()
    assert not visitor.window.next.isEnabled()
    visitor.window.stop.click()
    assert not visitor.window.is_busy()
    visitor.profiles.release()
    qtbot.wait(20)
    assert isinstance(visitor.window.step, AddressStep)


def test_the_desk_that_was_found_is_named_before_the_password_is_typed(visitor):
    step = visitor.find_desk()
    assert "Harbour Service Desk" in step._card_name.text()
    assert "https://desk.example" in step._card_where.text()


def test_a_wrong_password_is_told_and_the_field_emptied(visitor):
    visitor.find_desk()
    visitor.fill("wrong")
    visitor.next()
    visitor.told("The sign-in was refused")
    assert visitor.window.step.password.text() == ""
    assert visitor.window.step.login.text() == "dana"


def test_the_password_is_hidden_until_the_person_wants_to_see_it(visitor):
    step = visitor.find_desk()
    assert step.password.echoMode() is QLineEdit.EchoMode.Password
    step._show.trigger()
    assert step.password.echoMode() is QLineEdit.EchoMode.Normal


TRACKER = replace(
    FOUND,
    version="",
    sign_in=("token", "password"),
    backend="request_tracker",
    kind="Request Tracker",
    promise="Tickets work offline; articles of this desk are not fetched yet.",
    keeps_password=True,
)


def test_a_desk_with_several_ways_in_lets_one_choose_and_begins_with_the_usual(visitor):
    visitor.profiles.found = TRACKER
    step = visitor.find_desk()
    assert step.by_token.isChecked()
    assert step.login.isHidden()
    assert "Request Tracker" in step._card_where.text()
    assert "not fetched yet" in step._card_where.text()
    step.password.setText("  1-29-abc \n")
    form = step.form()
    assert (form.way, form.login, form.password) == ("token", "", "1-29-abc")
    assert form.backend == "request_tracker"
    step.by_password.click()
    assert step.password.text() == ""
    assert not step.login.isHidden()
    assert not step.ready()
    step.login.setText("anna")
    step.password.setText(" secret ")
    assert step.ready()
    form = step.form()
    assert (form.way, form.login, form.password) == ("password", "anna", " secret ")


def test_whoever_types_a_password_that_must_be_kept_is_told_so(visitor):
    visitor.profiles.found = TRACKER
    step = visitor.find_desk()
    step.by_password.click()
    assert "it is kept" in step._hint.text()
    visitor.profiles.found = FOUND
    assert "not kept" in visitor.find_desk()._hint.text()


def test_a_desk_with_one_way_in_asks_nothing_about_it(visitor):
    step = visitor.find_desk()
    assert step.by_password.isHidden()
    assert step.by_token.isHidden()


def test_signing_in_again_offers_the_ways_the_desk_has(visitor):
    again = replace(DANA, backend="request_tracker", ways=("token", "password"))
    visitor.window.show_again(again)
    visitor.at(PersonStep)
    step = visitor.window.step
    assert not step.by_token.isHidden()
    assert step.form().backend == "request_tracker"


def test_back_leads_to_the_address_as_it_was_typed(visitor):
    visitor.find_desk("desk.example")
    visitor.window.back.click()
    assert visitor.window.step.address.text() == "desk.example"


def test_a_sign_in_that_was_cancelled_leaves_no_profile_behind(visitor, qtbot):
    visitor.find_desk()
    visitor.fill()
    visitor.profiles.hold = True
    visitor.next()
    visitor.window.stop.click()
    visitor.profiles.hold = False
    visitor.profiles.release()
    qtbot.waitUntil(lambda: ("wipe", "p-dana", "discard", "") in visitor.profiles.calls)
    assert isinstance(visitor.window.step, PersonStep)


def test_a_keyring_that_works_is_used_without_a_question(visitor):
    step = visitor.find_desk()
    assert step.key_place is None
    visitor.fill()
    visitor.next()
    visitor.at(RecoveryStep)
    assert visitor.profiles.calls[-1] == ("sign_in", "dana", "keyring", "")


def test_without_a_keyring_a_passphrase_must_be_long_and_typed_twice(visitor):
    visitor.profiles.trouble = "No keyring service answers."
    step = visitor.find_desk()
    visitor.fill()
    choice = step.key_place
    assert choice is not None
    choice.first.setText("short")
    choice.again.setText("short")
    assert not visitor.window.next.isEnabled()
    choice.first.setText("long enough now")
    choice.again.setText("long enough nov")
    assert not visitor.window.next.isEnabled()
    choice.again.setText("long enough now")
    visitor.next()
    visitor.at(RecoveryStep)
    assert visitor.profiles.calls[-1] == ("sign_in", "dana", "passphrase", "long enough now")


def test_a_session_only_profile_needs_no_passphrase_and_has_no_recovery_key(visitor):
    visitor.profiles.trouble = "No keyring service answers."
    step = visitor.find_desk()
    visitor.fill()
    step.key_place.session.click()
    visitor.next()
    visitor.at(ScopeStep)
    assert visitor.profiles.calls[-1] == ("sign_in", "dana", KeyPlace.SESSION.value, "")


def test_the_recovery_key_must_be_kept_before_it_goes_on(visitor):
    visitor.find_desk()
    visitor.fill()
    visitor.next()
    visitor.at(RecoveryStep)
    assert not visitor.window.next.isEnabled()
    visitor.window.step.view.copy.click()
    assert QGuiApplication.clipboard().text() == KEY
    visitor.window.step.kept.click()
    assert visitor.window.next.isEnabled()


def test_the_recovery_key_can_be_saved_for_its_owner_alone(visitor, tmp_path):
    visitor.find_desk()
    visitor.fill()
    visitor.next()
    visitor.at(RecoveryStep)
    target = tmp_path / "key.txt"
    visitor.window.step.view.save_to(str(target))
    assert KEY in target.read_text("utf-8")
    assert target.stat().st_mode & 0o077 == 0


def test_a_recovery_key_that_cannot_be_saved_is_told(visitor, tmp_path):
    visitor.find_desk()
    visitor.fill()
    visitor.next()
    visitor.at(RecoveryStep)
    view = visitor.window.step.view
    view.save_to(str(tmp_path / "missing" / "key.txt"))
    assert "could not be saved" in view.banner.accessibleName()
    assert "The file or its folder is not there any more." in view.banner.accessibleName()


def test_the_size_stands_there_before_the_download_begins(visitor, qtbot):
    step = visitor.reach_scope()
    qtbot.waitUntil(lambda: "2000 ticket" in step.editor.cost.accessibleName())
    desk = visitor.profiles.desks["p-dana"]
    assert desk.started
    # Until the person has chosen, only their own tickets and the names of the queues come.
    assert desk.sync.kept == Scope(mine=True, queues=(), attachment_bytes=0)


def test_a_desk_that_cannot_be_asked_is_no_obstacle(visitor, qtbot):
    step = visitor.reach_scope()
    desk = visitor.profiles.desks["p-dana"]
    desk.sync.estimate = lambda _scope, done: done(-1, -1, -1)
    step.editor.ask_size()
    qtbot.waitUntil(lambda: "size is not known" in step.editor.cost.accessibleName())
    assert visitor.window.next.isEnabled()


def test_a_desk_that_does_not_tell_of_its_files_is_not_said_to_have_none(visitor, qtbot):
    step = visitor.reach_scope()
    visitor.profiles.desks["p-dana"].sync.estimate = lambda _scope, done: done(7, 5_000, -1)
    step.editor.ask_size()
    qtbot.waitUntil(lambda: "does not tell" in step.editor.cost.accessibleName())
    assert "up to 200" in step.editor.cost.accessibleName()
    step.editor.set_scope(Scope(attachment_bytes=0))
    qtbot.waitUntil(lambda: "when they are opened" in step.editor.cost.accessibleName())


def test_an_older_answer_about_the_size_is_dropped(visitor, qtbot):
    step = visitor.reach_scope()
    desk = visitor.profiles.desks["p-dana"]
    answers: list[Callable[[int, int, int], None]] = []
    desk.sync.estimate = lambda _scope, done: answers.append(done)
    step.editor.ask_size()
    step.editor.ask_size()
    answers[1](5, 1000, 0)
    answers[0](999, 1000, 0)
    qtbot.waitUntil(lambda: "5 ticket" in step.editor.cost.accessibleName())
    qtbot.wait(10)
    assert "999" not in step.editor.cost.accessibleName()


def test_what_was_chosen_is_what_is_kept(visitor):
    step = visitor.reach_scope()
    editor = step.editor
    editor.some_queues.click()
    editor.queues["q-net"].click()
    editor.days.setCurrentIndex(editor.days.findData(90))
    editor.budget.setCurrentIndex(editor.budget.findData(50_000_000))
    visitor.next()
    visitor.at(ProgressStep)
    kept = visitor.profiles.desks["p-dana"].sync.kept
    assert kept == Scope(mine=True, queues=("q-net",), days=90, attachment_bytes=50_000_000)


def test_choosing_nothing_at_all_cannot_go_on(visitor):
    step = visitor.reach_scope()
    step.editor.mine.click()
    step.editor.some_queues.click()
    assert not visitor.window.next.isEnabled()
    assert "Nothing would be kept" in step.editor.cost.accessibleName()


def test_closing_without_a_choice_keeps_the_usual_one_and_opens_the_desk(visitor):
    visitor.reach_scope()
    visitor.window.cancel.click()
    desk = visitor.profiles.desks["p-dana"]
    assert desk.sync.kept == Scope()
    assert visitor.opened == [desk]
    assert desk.listeners == []


def test_the_download_is_told_can_be_stopped_and_need_not_be_waited_for(visitor, qtbot):
    visitor.reach_scope()
    visitor.next()
    visitor.at(ProgressStep)
    desk = visitor.profiles.desks["p-dana"]
    step = visitor.window.step
    desk.tell(JobProgress("pull", "Fetching tickets", 740, 2000))
    qtbot.waitUntil(lambda: "740 of 2,000" in step.words_of_job.text())
    step.cancel.click()
    assert desk.sync.cancelled == ["pull"]
    stopped = JobProgress("pull", "Fetching tickets", 740, 2000, ended=True, stopped=True)
    desk.tell(stopped)
    qtbot.waitUntil(lambda: visitor.window.heading.text() == "The download is stopped")
    visitor.next()
    assert visitor.opened == [desk]
    assert not visitor.window.isVisible()


def test_who_chooses_no_more_than_came_already_has_everything(visitor):
    visitor.reach_scope()
    desk = visitor.profiles.desks["p-dana"]
    little = Scope(mine=True, queues=()).to_text()
    last_sync = "2026-11-23T10:43:00.000Z"
    desk.sync.set(SyncStatus(Link.ONLINE, last_sync=last_sync, synced_scope=little))
    visitor.window.step.editor.some_queues.click()
    visitor.next()
    visitor.at(ProgressStep)
    assert visitor.window.step.done


def test_trouble_during_the_download_is_told_in_words(visitor, qtbot):
    visitor.reach_scope()
    visitor.next()
    visitor.at(ProgressStep)
    desk, step = visitor.profiles.desks["p-dana"], visitor.window.step
    desk.sync.set(SyncStatus(Link.UNREACHABLE, "The desk does not answer", "No answer came."))
    qtbot.waitUntil(lambda: "No answer came." in step.banner.accessibleName())
    late = SyncStatus(
        Link.ONLINE,
        last_sync="2026-11-23T10:43:00.000Z",
        synced_scope=Scope(mine=True, queues=()).to_text(),
    )
    desk.sync.set(late)
    qtbot.waitUntil(step.banner.isHidden)
    assert not step.done
    desk.sync.set(replace(late, synced_scope=desk.sync.kept.to_text()))
    qtbot.waitUntil(lambda: step.done)
    assert "Everything you chose is here." in step.words_of_job.text()
    shown = [label.text() for label in step.findChildren(QLabel) if label.isVisibleTo(step)]
    assert not [text for text in shown if "need not wait" in text]


def test_signing_in_again_is_for_the_same_person(visitor, qtbot):
    visitor.profiles.known = {DANA.profile_id: DANA}
    visitor.window.show_again(DANA)
    step = visitor.window.step
    assert step.login.isReadOnly()
    assert step.login.text() == "dana"
    visitor.fill()
    visitor.next()
    qtbot.waitUntil(lambda: len(visitor.renewed) == 1)
    assert not visitor.window.isVisible()
    assert visitor.opened == []


def test_somebody_else_is_refused_and_leaves_no_profile(visitor):
    visitor.profiles.known = {DANA.profile_id: DANA}
    visitor.profiles.signs_in = replace(OLEG, signed_in=True)
    visitor.window.show_again(DANA)
    visitor.fill()
    visitor.next()
    visitor.told("This profile belongs to Dana Whitfield.")
    assert visitor.renewed == []
    assert ("wipe", "p-oleg", "discard", "") in visitor.profiles.calls


def test_the_words_follow_a_change_of_language(visitor, language):
    visitor.find_desk()
    language.apply("ru")
    visitor.window.refresh()
    for step in (visitor.window.step,):
        assert step.login.accessibleName() == step._login_label.text()


def test_the_status_line_leads_to_signing_in_where_the_session_has_ended(
    window, program, desk, qtbot
):
    desk.sync.set(SyncStatus(Link.AUTH_NEEDED))
    qtbot.waitUntil(lambda: "Signed out" in window.status._link.text())
    window.status._link.click()
    assert program.asked == ["sign in again profile-1"]
