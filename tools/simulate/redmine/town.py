"""The office every history at a Redmine begins with."""

from tests.fakes.desks.redmine.acts import Acts
from tests.fakes.desks.redmine.office import MANAGER, MARKER, empty_office, join
from tests.fakes.desks.redmine.server import Desk
from tests.fakes.desks.redmine.stores import Account, CustomField, Project, Role
from tools.simulate.clock import EPOCH
from tools.simulate.town import Town

_LOGINS = ("anna", "ben", "chloe", "dev")
_AGENTS = tuple(range(20, 24))
_REQUESTERS = tuple(range(40, 43))
_PROJECTS = (3, 4, 5)
PRIVATE = 9
"""Nobody with a client sees into this project; a colleague at the desk does."""
COLLEAGUE = 1
"""The administrator, who works in the desk's own pages."""
ASSISTANT, REPORTER = 9, 10
"""Roles: of who may write no private notes and sees none, and of who writes in what is theirs."""
SERIAL, FLOOR, PHONES = 2, 8, 9
"""Custom fields: a text, one of some choices, and several of many."""
FLOORS = ("Ground", "First", "Second")
_PHONES_MOST = 400
_TICKETS = 6


def found_office() -> tuple[Desk, Town]:
    """Make it."""
    desk = empty_office()
    stores = desk.stores
    stores.hours_a_day = 0
    rights = stores.roles[MANAGER].rights
    for_all = tuple(one for one in rights if "private" not in one and "delete_issues" not in one)
    own = ("view_issues", "add_issues", "add_issue_notes")
    stores.roles[ASSISTANT] = Role(ASSISTANT, "Assistant", for_all)
    stores.roles[REPORTER] = Role(REPORTER, "Reporter", own, sees_all=False)
    stores.projects = {
        one: Project(one, f"Queue {one}", f"queue-{one}", public=False)
        for one in (*_PROJECTS, PRIVATE)
    }
    every = frozenset(stores.trackers)
    phones = tuple(f"m{one}" for one in range(1, _PHONES_MOST))
    stores.custom_fields = {
        SERIAL: CustomField(SERIAL, "Serial", trackers=every),
        FLOOR: CustomField(FLOOR, "Floor", "list", choices=FLOORS, trackers=every),
        PHONES: CustomField(PHONES, "Phones", "list", many=True, choices=phones, trackers=every),
        MARKER: stores.custom_fields[MARKER],
    }
    for place, number in enumerate(_AGENTS):
        login = _LOGINS[place]
        account = Account(number, login.title(), "", login, f"{login} 0", born=EPOCH)
        account.latest_first = place == 1
        stores.accounts[number] = account
        for project in _PROJECTS:
            join(stores, number, project, MANAGER)
    for number in _REQUESTERS:
        login = f"r{number}@example.org"
        stores.accounts[number] = Account(number, "Requester", str(number), login, born=EPOCH)
        for project in _PROJECTS:
            join(stores, number, project, REPORTER)
    acts = Acts(lambda: stores, lambda: EPOCH)
    for number in range(_TICKETS):
        requester = stores.accounts[_REQUESTERS[number % 3]]
        wish = {
            "project_id": _PROJECTS[number % 3],
            "tracker_id": number % 3 + 1,
            "subject": f"Ticket {number}",
            "description": f"Hello, this is ticket {number}.",
        }
        issue = acts.create(requester, wish)
        issue.owner = _AGENTS[number % 3] if number % 2 else None
    agents, requesters = (tuple(map(str, some)) for some in (_AGENTS, _REQUESTERS))
    return desk, Town(agents, _LOGINS, tuple(map(str, _PROJECTS)), requesters)
