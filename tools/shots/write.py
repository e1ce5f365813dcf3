"""Screens for writing: the composer, hostile mail, new tickets, records."""

from PySide6.QtWidgets import QWidget

from deskclient.domain.ids import RecordId
from deskclient.services.api import StagedFile
from deskclient.ui.actions.deck import Writing
from deskclient.ui.detail.composer import Composer
from deskclient.ui.forms.new_ticket import NewTicket
from deskclient.ui.forms.record_dialog import RecordDialog
from deskclient.ui.forms.ref_editor import RefEditor
from deskclient.ui.main_window import MainWindow
from tests.fakes.library_content import stock_library
from tools.shots.screen import Screen, front_dialog, settle, show_view
from tools.shots.studio import Studio

_REPLY = "Hello Сергей,\n\nsorry for the trouble. Your profile is renewed; please sign in again."
_MAIL = """<h2>Your mailbox is full</h2><p>Dear customer, <b>act now</b> or lose your mails.</p>
<p><img src="http://tracker.example/pixel.png" width="200" height="60"></p>
<p><a href="http://login.example.evil.test/">https://desk.example/login</a></p>
<script>document.cookie</script><form><input name="password"></form>
<table border="1"><tr><td>Quota</td><td>99 %</td></tr><tr><td>Used</td><td>4.9 GB</td></tr></table>
<blockquote>On Friday you wrote:<br>Please have a look at my mailbox.</blockquote>"""


def _ticket(studio: Studio, window: MainWindow) -> Composer | None:
    show_view(studio, window, "work:open")
    window.panel.list.select_position(2)
    settle()
    return window.findChild(Composer)


def reply_draft(studio: Studio, window: MainWindow) -> None:
    """Half a reply with files."""
    composer = _ticket(studio, window)
    if composer is not None:
        composer.text.setPlainText(_REPLY)
        composer.tray.set_files((
            StagedFile("a" * 64, 182_000, "screenshot 2026-11-23.png", "image/png"),
            StagedFile("b" * 64, 4_300_000, "Журнал подключений VPN.log", "text/plain"),
        ))  # fmt: skip
        composer.bottom.set_minutes(12)


def undo_send(studio: Studio, window: MainWindow) -> None:
    """A reply that was just sent and can be taken back."""
    composer = _ticket(studio, window)
    if composer is not None:
        composer.text.setPlainText(_REPLY)
        composer.send()


def parting(studio: Studio, window: MainWindow) -> QWidget | None:
    """The question before a window closes over words that nothing can keep."""
    composer = _ticket(studio, window)
    studio.desk.drafts.full = True
    if composer is not None:
        composer.text.setPlainText(_REPLY)
    window.close()
    settle()
    return front_dialog()


def note(studio: Studio, window: MainWindow) -> None:
    """An internal note."""
    composer = _ticket(studio, window)
    window.detail.write(Writing.NOTE)
    if composer is not None:
        composer.text.setPlainText("Roller kit ordered; arrives on Wednesday.")


def resolve(studio: Studio, window: MainWindow) -> None:
    """What the desk wants to know before a ticket is solved."""
    _ticket(studio, window)
    window.detail.write(Writing.RESOLVE)


def hostile_mail(studio: Studio, window: MainWindow) -> None:
    """A mail that wants to reach out."""
    ids = [row.record_id for row in studio.desk.reads.first_rows(window.panel.feed.query, 3)]
    studio.desk.arrive(
        "entry", "hostile", ticket=ids[0], type="message", author="r-1", channel="email",
        body=_MAIL, body_format="html", acted_at="2026-11-23T09:00:00.000Z", ord=1,
    )  # fmt: skip
    window.open_record("ticket", RecordId(ids[0]))


def quick(_studio: Studio, window: MainWindow) -> QWidget | None:
    """One line with what was understood of it."""
    window.run("file.new")
    dialog = front_dialog()
    if isinstance(dialog, NewTicket):
        dialog.quick.set_text("Printer jams @helen #printing !high ~email tag:vip @user0")
    return dialog


def full_form(studio: Studio, window: MainWindow) -> QWidget | None:
    """The full form for somebody with a device, asked to make a ticket too early."""
    stock_library(studio.desk)
    window.pages.create_ticket(full_form=True)
    dialog = front_dialog()
    if isinstance(dialog, NewTicket):
        requester = dialog.form.editor("requester")
        if isinstance(requester, RefEditor):
            requester.choose(RecordId("r-1"))
        dialog.make()
    return dialog


def organisation(studio: Studio, window: MainWindow) -> QWidget | None:
    """A new organisation."""
    return _record(studio, window, "organisation")


def template(studio: Studio, window: MainWindow) -> QWidget | None:
    """A new reply template."""
    return _record(studio, window, "reply_template")


def _record(_studio: Studio, window: MainWindow, kind: str) -> QWidget:
    dialog = RecordDialog(kind, window.parts, window)
    dialog.open()
    return dialog


SCREENS = (
    Screen("20-reply-draft", reply_draft),
    Screen("21-undo-send", undo_send),
    Screen("22-note", note),
    Screen("23-resolve", resolve),
    Screen("24-hostile-mail", hostile_mail),
    Screen("25-quick-create", quick),
    Screen("26-full-form", full_form),
    Screen("27-organisation", organisation),
    Screen("28-template", template),
    Screen("29-parting", parting),
)
