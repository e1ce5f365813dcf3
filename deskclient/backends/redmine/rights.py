"""What we may do in which project, as our roles there say."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from deskclient.backends.redmine import wire
from deskclient.backends.redmine.rest import Rest
from deskclient.backends.strict_json import decode

PRIVATE_NOTES = "set_notes_private"
_WORK = frozenset({"add_issues", "edit_issues", "edit_own_issues", "add_issue_notes"})


class Rights(Struct, frozen=True):
    """What we may do."""

    is_admin: bool = False
    by_project: Mapping[int, frozenset[str]] = {}
    """Names of rights, for projects of which we are a member."""

    def may(self, right: str, project: int) -> bool:
        """Tell whether we surely have a right; what is granted to everybody is not known here."""
        return self.is_admin or right in self.by_project.get(project, frozenset())

    def works_in(self, project: int) -> bool:
        """Tell whether we may change anything in a project."""
        return self.is_admin or not _WORK.isdisjoint(self.by_project.get(project, frozenset()))


async def read_rights(rest: Rest, me: wire.User) -> Rights:
    """Read what the roles of somebody's memberships allow."""
    places = [(one.project.id, one.roles) for one in me.memberships if one.project is not None]
    roles = await _roles(rest, {role.id for _, some in places for role in some})
    found: dict[int, frozenset[str]] = {}
    for project, some in places:
        rights = frozenset(right for role in some for right in roles[role.id])
        found[project] = found.get(project, frozenset()) | rights
    return Rights(me.admin, found)


async def _roles(rest: Rest, numbers: Iterable[int]) -> Mapping[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    for one in sorted(numbers):
        answer = await rest.send(f"/roles/{one}", also=frozenset({403, 404}))
        if answer.status == 200:
            found[one] = frozenset(decode(answer.body, wire.RoleAnswer).role.permissions)
        else:
            found[one] = frozenset()
    return found
