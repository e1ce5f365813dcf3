"""What Redmine tells of its records, in its order."""

from collections.abc import Iterable, Mapping
from typing import Any

from tests.fakes.desks.redmine.links import KEPT_TYPES
from tests.fakes.desks.redmine.links import told as relation_told
from tests.fakes.desks.redmine.stores import (
    Account,
    CustomField,
    File,
    Issue,
    Journal,
    Named,
    Project,
    Role,
    Stores,
    TimeEntry,
    WikiPage,
    stamp,
)

Json = dict[str, Any]
_STANDARD = (
    *("assigned_to_id", "category_id", "fixed_version_id", "parent_issue_id", "start_date"),
    *("due_date", "estimated_hours", "done_ratio", "description"),
)


class Shown:
    """Describes records for one person.

    Args:
        stores: The desk.
        base: Address of its pages.
        who: Who asks.
    """

    def __init__(self, stores: Stores, base: str, who: Account) -> None:
        self._stores = stores
        self._base = base
        self._who = who

    # --- people and places ----------------------------------------------------------------------

    def person(self, number: int) -> Json:
        return {"id": number, "name": self._stores.accounts[number].name}

    def user(self, account: Account) -> Json:
        """A person; of others less is told, and an address that is hidden to nobody but admins."""
        is_own = account.number == self._who.number
        born = stamp(account.born)
        told: Json = {"id": account.number, "login": account.login}
        if is_own or self._who.admin:
            told["admin"] = account.admin
        told |= {"firstname": account.first, "lastname": account.last}
        if self._who.admin:
            told["mail"] = f"{account.login}@desk.example"
        told |= {"created_on": born, "updated_on": born, "last_login_on": None}
        told["passwd_changed_on"] = born if account.password else None
        if is_own or self._who.admin:
            told |= {"twofa_scheme": None, "api_key": account.key}
        return told | {"custom_fields": [{"id": 1, "name": "Organisation", "value": ""}]}

    def memberships(self, account: Account) -> list[Json]:
        """Where somebody works."""
        return [
            {"id": one.number, "project": self._project_ref(one.project), "roles": self._roles(one)}
            for one in self._stores.memberships.values()
            if one.person == account.number
        ]

    def members(self, project: int) -> list[Json]:
        """Who works in a project."""
        found: list[Json] = []
        for one in self._stores.memberships.values():
            if one.project == project:
                sort = "group" if self._stores.accounts[one.person].is_group else "user"
                told: Json = {"id": one.number, "project": self._project_ref(project)}
                found.append({**told, sort: self.person(one.person), "roles": self._roles(one)})
        return found

    def _roles(self, one: Any) -> list[Json]:
        more = {"inherited": True} if one.inherited else {}
        roles = self._stores.roles
        return [{"id": number, "name": roles[number].name, **more} for number in one.roles]

    def _project_ref(self, number: int) -> Json:
        return {"id": number, "name": self._stores.projects[number].name}

    def project(self, one: Project, more: Mapping[str, Any], *, alone: bool) -> Json:
        """A project, with what was asked for besides."""
        told: Json = {"id": one.number, "name": one.name, "identifier": one.identifier}
        told["description"] = f"Matters of {one.name}"
        if alone:
            told["homepage"] = ""
        told |= {"status": 1, "is_public": one.public, "inherit_members": False, **more}
        return told | dict.fromkeys(("created_on", "updated_on"), "2026-01-01T00:00:00Z")

    def in_index(self, one: WikiPage) -> Json:
        """A page as the index of its wiki names it."""
        told: Json = {"title": one.title, "version": one.version}
        told |= dict.fromkeys(("created_on", "updated_on"), stamp(one.created))
        return told | ({"parent": {"title": one.parent}} if one.parent else {})

    def page(self, one: WikiPage) -> Json:
        """A page by itself, with its text."""
        author = self._stores.accounts[one.author]
        told = {**self.in_index(one), "text": one.text, "comments": "Written"}
        return told | {"author": {"id": author.number, "name": f"{author.first} {author.last}"}}

    def role(self, one: Role) -> Json:
        """A role with its rights."""
        return {
            "id": one.number,
            "name": one.name,
            "assignable": True,
            "issues_visibility": "all" if one.sees_all else "own",
            "time_entries_visibility": "all",
            "users_visibility": "all",
            "permissions": list(one.rights),
        }

    # --- lists to choose from -------------------------------------------------------------------

    def status(self, number: int) -> Json:
        one = self._stores.statuses[number]
        return {"id": number, "name": one.name, "is_closed": one.marked}

    def tracker(self, one: Named) -> Json:
        """A tracker; the first status is the one that all begin with."""
        first = min(self._stores.statuses)
        return {
            "id": one.number,
            "name": one.name,
            "default_status": {"id": first, "name": self._stores.statuses[first].name},
            "description": None,
            "enabled_standard_fields": list(_STANDARD),
        }

    def custom_field(self, one: CustomField) -> Json:
        """What a field is; told to administrators."""
        told: Json = {
            "id": one.number,
            "name": one.name,
            "customized_type": "issue",
            "field_format": one.format,
            "is_required": False,
            "multiple": one.many,
            "trackers": [ref(self._stores.trackers[each]) for each in sorted(one.trackers)],
        }
        if one.choices:
            told["possible_values"] = [{"value": each, "label": each} for each in one.choices]
        return told

    # --- issues ---------------------------------------------------------------------------------

    def issue(self, one: Issue, *, with_time: bool = True) -> Json:
        """An issue as lists show it."""
        stores = self._stores
        told: Json = {
            "id": one.number,
            "project": self._project_ref(one.project),
            "tracker": ref(stores.trackers[one.tracker]),
            "status": self.status(one.status),
            "priority": ref(stores.priorities[one.priority]),
            "author": self.person(one.author),
        }
        if one.owner:
            told["assigned_to"] = self.person(one.owner)
        if one.category:
            told["category"] = ref(stores.categories[one.category])
        if one.version:
            told["fixed_version"] = ref(stores.versions[one.version])
        if one.parent:
            told["parent"] = {"id": one.parent}
        told |= {"subject": one.subject, "description": one.description}
        told |= {"start_date": one.start, "due_date": one.due, "done_ratio": one.done}
        told |= {"is_private": False, "estimated_hours": one.estimated}
        told["total_estimated_hours"] = one.estimated
        if with_time and stores.may(self._who, "view_time_entries", one.project):
            spent = float(
                sum(each.hours for each in stores.times.values() if each.issue == one.number)
            )
            told |= {"spent_hours": spent, "total_spent_hours": spent}
        told["custom_fields"] = [self._value(each, one) for each in stores.fields_of(one)]
        closed = None if one.closed is None else stamp(one.closed)
        told |= {"created_on": stamp(one.created), "updated_on": stamp(one.updated)}
        return told | {"closed_on": closed}

    def _value(self, one: CustomField, issue: Issue) -> Json:
        told: Json = {"id": one.number, "name": one.name}
        value = issue.fields.get(one.number)
        if one.many:
            return {**told, "multiple": True, "value": [each for each in value or [] if each]}
        return {**told, "value": value}

    def children(self, issue: Issue) -> list[Json]:
        """The subtasks of an issue."""
        return [
            {
                "id": one.number,
                "tracker": ref(self._stores.trackers[one.tracker]),
                "subject": one.subject,
                **({"children": more} if (more := self.children(one)) else {}),
            }
            for one in self._stores.issues.values()
            if one.parent == issue.number
        ]

    def linked(self, issue: Issue) -> Json:
        """An issue as lists show it with its relations, also where there are none."""
        return {**self.issue(issue), "relations": self.relations(issue)}

    def relations(self, issue: Issue) -> list[Json]:
        """The relations of an issue with those that the person sees, by type and number."""
        stores = self._stores
        some = [
            one
            for one in stores.relations_of(issue.number)
            if stores.sees(self._who, stores.issues[one.first])
            and stores.sees(self._who, stores.issues[one.second])
        ]
        some.sort(key=lambda one: (KEPT_TYPES.index(one.type), one.number))
        return [relation_told(one) for one in some]

    def journals(self, issue: Issue) -> list[Json]:
        """What the person may see of an issue's past."""
        sees = self._stores.may(self._who, "view_private_notes", issue.project)
        found = [
            self._journal(one)
            for one in sorted(
                self._stores.journals_of(issue.number), key=lambda one: (one.created, one.number)
            )
            if not one.private or sees or one.user == self._who.number
        ]
        return found[::-1] if self._who.latest_first else found

    def _journal(self, one: Journal) -> Json:
        return {
            "id": one.number,
            "user": self.person(one.user),
            "notes": one.notes,
            "created_on": stamp(one.created),
            "private_notes": one.private,
            "details": [
                {
                    "property": each.property,
                    "name": each.name,
                    "old_value": each.old,
                    "new_value": each.new,
                }
                for each in one.details
            ],
        }

    def people(self, numbers: Iterable[int]) -> list[Json]:
        return [self.person(one) for one in numbers]

    # --- what belongs to them -------------------------------------------------------------------

    def file(self, one: File) -> Json:
        """A file without its bytes."""
        told: Json = {
            "id": one.number,
            "filename": one.name,
            "filesize": len(one.content),
            "content_type": one.type,
            "description": one.description,
            "content_url": f"{self._base}/attachments/download/{one.number}/{one.name}",
        }
        if one.type.startswith("image/"):
            told["thumbnail_url"] = f"{self._base}/attachments/thumbnail/{one.number}"
        return told | {"author": self.person(one.author), "created_on": stamp(one.created)}

    def time_entry(self, one: TimeEntry) -> Json:
        """Time that was booked; two decimals are shown."""
        issue = self._stores.issues[one.issue]
        made = stamp(one.created)
        return {
            "id": one.number,
            "project": self._project_ref(issue.project),
            "issue": {"id": one.issue},
            "user": self.person(one.user),
            "activity": ref(self._stores.activities[one.activity]),
            "hours": round(one.hours, 2),
            "comments": None,
            "spent_on": one.day,
            "created_on": made,
            "updated_on": made,
        }


def ref(one: Named) -> Json:
    return {"id": one.number, "name": one.name}
