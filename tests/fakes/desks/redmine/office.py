"""A small office at such a desk: people, projects, a private one, issues of every sort."""

from datetime import datetime

from tests.fakes.desks.redmine.acts import Acts
from tests.fakes.desks.redmine.server import Desk
from tests.fakes.desks.redmine.stores import (
    NON_MEMBER,
    Account,
    CustomField,
    Membership,
    Named,
    Project,
    Role,
    Stores,
    WikiPage,
)

AGENT = 6
"""The role of those who work in a project."""
READER = 7
"""One who sees issues and may change nothing in them."""
MANAGER = 8
"""One who may delete besides."""
_RIGHTS = (
    *("view_issues", "add_issues", "edit_issues", "copy_issues", "add_issue_notes"),
    *("edit_own_issue_notes", "view_private_notes", "set_notes_private"),
    *("view_issue_watchers", "add_issue_watchers", "delete_issue_watchers"),
    *("manage_issue_relations", "manage_subtasks"),
    *("view_time_entries", "log_time", "edit_own_time_entries"),
)
_STATUSES = ("New", "In Progress", "Resolved", "Feedback", "Closed", "Rejected", "On hold")
_DONE = frozenset({"Closed", "Rejected"})
_PRIORITIES = ("Low", "Normal", "High", "Urgent", "Immediate")
_FLOORS = ("Ground", "First", "Second", "Подвал")
SUPPORT = 3
"""The tracker whose issues have custom fields."""
MARKER = 18
"""The custom field that names operations; all issues have it."""
_FIELDS: tuple[tuple[str, str, bool, tuple[str, ...]], ...] = (
    ("Serial", "string", False, ()),
    ("Location", "text", False, ()),
    ("Manual", "link", False, ()),
    ("Seats", "int", False, ()),
    ("Weight", "float", False, ()),
    ("Delivery", "date", False, ()),
    ("Floor", "list", False, _FLOORS),
    ("Affected", "list", True, _FLOORS),
    ("Этаж", "list", False, _FLOORS),
    ("Under warranty", "bool", False, ()),
    ("Expert", "user", False, ()),
    ("Informed", "user", True, ()),
    ("Rolled out", "version", False, ()),
    ("Contract", "attachment", False, ()),
    ("Vendor", "enumeration", False, ()),
    ("Vendors", "enumeration", True, ()),
)
"""Numbered from 2 on."""
_MORE_ISSUES = 24
"""So that a first pull takes two pages of conversations."""
_CLOSED = 12
"""Of the oldest ones."""


def empty_office() -> Desk:
    """Nobody but the administrator; roles, lists to choose from and custom fields."""
    stores = Stores()
    stores.accounts[1] = Account(
        1, "Desk", "Administrator", "admin", "secret", "a" * 40, admin=True
    )
    seen = ("view_issues", "add_issues", "add_issue_notes")
    stores.roles = {
        NON_MEMBER: Role(NON_MEMBER, "Non member", seen, sees_all=False),
        AGENT: Role(AGENT, "Agent", _RIGHTS),
        READER: Role(READER, "Reader", ("view_issues", "view_time_entries")),
        MANAGER: Role(MANAGER, "Manager", (*_RIGHTS, "delete_issues")),
    }
    stores.statuses = {n: Named(n, one, one in _DONE) for n, one in enumerate(_STATUSES, 1)}
    stores.priorities = {n: Named(n, one, one == "Normal") for n, one in enumerate(_PRIORITIES, 1)}
    stores.trackers = {n: Named(n, one) for n, one in enumerate(("Bug", "Feature", "Support"), 1)}
    activities = enumerate(("Design", "Development", "Support"), 8)
    stores.activities = {n: Named(n, one, one == "Support") for n, one in activities}
    stores.categories = {2: Named(2, "Софт")}
    stores.versions = {1: Named(1, "2026.4")}
    for number, (name, form, many, choices) in enumerate(_FIELDS, 2):
        field = CustomField(number, name, form, many, choices, frozenset({SUPPORT}))
        stores.custom_fields[number] = field
    every = frozenset(stores.trackers)
    stores.custom_fields[MARKER] = CustomField(MARKER, "ClientId", trackers=every)
    return Desk(stores)


def small_office(now: datetime) -> Desk:
    """Anna and Lena, who work in all projects but one."""
    desk = empty_office()
    stores = desk.stores
    names = ("Workplace", "Network", "Accounts", "Personnel")
    stores.projects = {
        n: Project(n, one, one.lower(), one != "Personnel") for n, one in enumerate(names, 1)
    }
    stores.accounts[5] = Account(5, "Agents", is_group=True)
    people = ((6, "Anna", "Petrova"), (7, "Ben", "Carter"), (16, "Lena", "Fischer"))
    for number, first, last in people:
        login = first.lower()
        account = Account(number, first, last, login, f"secret of {login}", f"{number:040x}")
        account.born, account.latest_first = now, login == "ben"
        stores.accounts[number] = account
    stores.accounts[35] = Account(35, "Юлия", "Иванова", "julia@client.example", born=now)
    for project in (1, 2, 3):
        join(stores, 5, project, AGENT)
        for number, _, _ in people:
            join(stores, number, project, AGENT, inherited=True)
    stores.pages[1] = (
        WikiPage("Wiki", "h1. How we work", now),
        WikiPage("Password_reset", "h1. Password reset", now, version=2),
        WikiPage("Сброс_пароля", "h1. Сброс пароля", now),
        WikiPage("Принтеры", "h1. Принтеры", now, parent="Сброс_пароля"),
    )
    _fill(stores, Acts(lambda: stores, lambda: now))
    return desk


def join(stores: Stores, person: int, project: int, role: int, *, inherited: bool = False) -> None:
    """Make somebody a member of a project."""
    number = stores.next("membership")
    stores.memberships[number] = Membership(number, project, person, (role,), inherited)


def _fill(stores: Stores, acts: Acts) -> None:
    anna, julia, admin = stores.accounts[6], stores.accounts[35], stores.accounts[1]
    for number in range(_MORE_ISSUES):
        wish = {
            "project_id": number % 3 + 1,
            "subject": f"Заявка {number}",
            "description": "Hello.",
        }
        issue = acts.create(julia, {**wish, "tracker_id": number % 2 + 1})
        # Those that were brought from elsewhere have none.
        issue.start = None
        status = 5 if number < _CLOSED else number % 5 + 1
        acts.edit(anna, issue.number, assigned_to_id=6, status_id=status)
    acts.edit(anna, 1, notes="We look into it.")
    acts.edit(anna, 1, notes="Only for us.", private_notes=True, priority_id=3)
    acts.edit(julia, 1, notes="Thank you.")
    acts.book(anna, {"issue_id": 1, "hours": 1 / 3, "spent_on": "2026-11-20"})
    for number, (name, content) in enumerate(
        (("dot.png", b"\x89PNG"), ("a.log", b"All work. " * 9))
    ):
        file = acts.upload(julia, name, content)
        stores.files[file.number].issue = number + 1
    log = acts.upload(julia, "журнал.log", b"All work and no play. " * 400)
    wish = {"project_id": 1, "subject": "A log", "description": "See."}
    token = {"token": f"{log.number}.{log.digest}", "filename": log.name}
    issue = acts.create(julia, wish)
    issue.start = None
    acts.edit(julia, issue.number, notes="Here.", uploads=[token])
    secret = {"project_id": 4, "subject": "A salary", "description": "Nobody else reads it."}
    acts.create(admin, secret)
    _typed(stores, acts)


def _typed(stores: Stores, acts: Acts) -> None:
    """One that has something in every field."""
    julia, anna = stores.accounts[35], stores.accounts[6]
    wish = {"project_id": 1, "subject": "All fields filled", "description": "See the fields."}
    issue = acts.create(julia, {**wish, "tracker_id": SUPPORT})
    values: dict[int, object] = {
        2: "SN-ж-1",
        3: "Room 5\nback wall",
        5: "12",
        7: "2026-12-01",
        8: "Second",
        9: ["First", "Подвал"],
        11: "1",
        12: "6",
        13: ["6", "7"],
    }
    fields = [{"id": number, "value": value} for number, value in values.items()]
    acts.edit(anna, issue.number, custom_fields=fields, due_date="2026-12-31", status_id=2)
    issue = stores.issues[issue.number]
    issue.category, issue.version = 2, 1
    issue.start, issue.estimated = "2026-11-20", 3.5
