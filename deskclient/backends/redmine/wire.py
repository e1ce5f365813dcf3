"""Answers of Redmine's REST interface, as far as they are read.

Moments are of UTC with whole seconds; what is not set is nothing, or is left out.
"""

from typing import Any

from msgspec import Struct, field


class Ref(Struct, frozen=True):
    """A record named by another one: a user or a group, a project, a priority."""

    id: int
    name: str = ""


class StatusRef(Struct, frozen=True):
    """The status of an issue."""

    id: int
    name: str = ""
    is_closed: bool = False


class Listed(Struct, frozen=True):
    """What of an issue in a list tells whether it is wanted; the rest is read with the whole."""

    id: int
    project: Ref
    status: StatusRef
    author: Ref | None = None
    assigned_to: Ref | None = None
    created_on: str = ""
    updated_on: str = ""


class IssuePage(Struct, frozen=True):
    """A page of a list; ``total_count`` counts what the asker may see."""

    issues: list[Listed]
    total_count: int = 0


class Detail(Struct, frozen=True):
    """One thing that a journal says was changed; values are texts, also those of numbers."""

    property: str = ""
    name: str = ""
    old_value: str | None = None
    new_value: str | None = None


class Journal(Struct, frozen=True):
    """What somebody wrote or changed at once; an empty note is an empty text or nothing."""

    id: int
    user: Ref | None = None
    notes: str | None = None
    created_on: str = ""
    private_notes: bool = False
    details: list[Detail] = field(default_factory=list)


class CustomField(Struct, frozen=True):
    """A custom field of an issue."""

    id: int
    name: str = ""
    value: Any = None
    """A text, or several; empty or nothing if it is not set."""
    multiple: bool = False


class Attachment(Struct, frozen=True):
    """A file of an issue."""

    id: int
    filename: str = ""
    filesize: int = 0
    content_type: str | None = None
    created_on: str = ""


class Relation(Struct, frozen=True):
    """What an issue is to another one."""

    id: int
    issue_id: int
    issue_to_id: int
    relation_type: str = ""
    """Of the first issue to the second one."""


class Issue(Struct, frozen=True):
    """An issue by itself."""

    id: int
    project: Ref
    status: StatusRef
    priority: Ref | None = None
    author: Ref | None = None
    assigned_to: Ref | None = None
    tracker: Ref | None = None
    category: Ref | None = None
    fixed_version: Ref | None = None
    subject: str = ""
    description: str | None = ""
    due_date: str | None = None
    spent_hours: float | None = None
    """Absent where the asker may not see the time spent."""
    created_on: str = ""
    updated_on: str = ""
    closed_on: str | None = None
    custom_fields: list[CustomField] = field(default_factory=list)
    watchers: list[Ref] = field(default_factory=list)
    """Left out where the asker may not see them."""
    journals: list[Any] = field(default_factory=list)
    """Each is a :class:`Journal`, or else is set aside alone."""
    attachments: list[Attachment] = field(default_factory=list)
    allowed_statuses: list[StatusRef] = field(default_factory=list)
    """Those that the asker may give it now, the one it has among them."""
    parent: Ref | None = None
    """Told by its number alone."""
    children: list[Ref] = field(default_factory=list)
    """Its subtasks, by their numbers alone; left out where there are none."""
    relations: list[Relation] = field(default_factory=list)
    """With issues that are seen; left out where there are none."""


class Linked(Struct, frozen=True):
    """What of an issue in a list tells whom it is linked with."""

    id: int
    relations: list[Relation] = field(default_factory=list)


class LinkedPage(Struct, frozen=True):
    """A page of them."""

    issues: list[Linked]


class IssueAnswer(Struct, frozen=True):
    """An issue asked for by its number."""

    issue: Issue


class Project(Struct, frozen=True):
    """A project; 1 is the status of one that is alive."""

    id: int
    name: str = ""
    identifier: str = ""
    status: int = 1
    issue_custom_fields: list[Ref] = field(default_factory=list)
    """Those that it does not share with all other projects."""


class ProjectPage(Struct, frozen=True):
    """A page of projects."""

    projects: list[Project]
    total_count: int = 0


class ProjectAnswer(Struct, frozen=True):
    """A project asked for by its number."""

    project: Project


class Membership(Struct, frozen=True):
    """That somebody works in a project: a user, or a group whose users are named too."""

    id: int = 0
    project: Ref | None = None
    user: Ref | None = None
    group: Ref | None = None
    roles: list[Ref] = field(default_factory=list)


class MembershipPage(Struct, frozen=True):
    """A page of the people in a project."""

    memberships: list[Membership]
    total_count: int = 0


class User(Struct, frozen=True):
    """A person; what the asker may not see is left out."""

    id: int
    login: str = ""
    firstname: str = ""
    lastname: str = ""
    mail: str | None = None
    created_on: str = ""
    updated_on: str | None = None
    api_key: str = ""
    """Of our own account only."""
    admin: bool = False
    """Told of our own account only."""
    memberships: list[Membership] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The whole name, as Redmine shows it unless it is set otherwise."""
        return f"{self.firstname} {self.lastname}".strip() or self.login


class UserAnswer(Struct, frozen=True):
    """A person asked for by number, or ourselves."""

    user: User


class Statuses(Struct, frozen=True):
    """All statuses, in their order."""

    issue_statuses: list[StatusRef]


class Priority(Struct, frozen=True):
    """One of the priorities."""

    id: int
    name: str = ""
    is_default: bool = False


class Priorities(Struct, frozen=True):
    """All priorities, the mildest first."""

    issue_priorities: list[Priority]


class Made(Struct, frozen=True):
    """What of an issue in a list tells by which request it was made."""

    id: int
    project: Ref
    subject: str = ""
    description: str | None = ""
    custom_fields: list[CustomField] = field(default_factory=list)


class MadePage(Struct, frozen=True):
    """A page of them."""

    issues: list[Made]


class MadeAnswer(Struct, frozen=True):
    """The answer to a creation."""

    issue: Made


class Upload(Struct, frozen=True):
    """A file that belongs to nothing yet."""

    token: str


class UploadAnswer(Struct, frozen=True):
    """The answer to a file."""

    upload: Upload


class AttachmentAnswer(Struct, frozen=True):
    """A file asked for by its number, without its bytes."""

    attachment: Attachment


class TimeEntry(Struct, frozen=True):
    """Time that somebody spent on an issue."""

    id: int
    hours: float = 0.0
    """With two decimals, although more are kept."""


class TimeEntryPage(Struct, frozen=True):
    """A page of time entries."""

    time_entries: list[TimeEntry]
    total_count: int = 0


class TimeEntryAnswer(Struct, frozen=True):
    """The answer to a time entry."""

    time_entry: TimeEntry


class Activities(Struct, frozen=True):
    """A project with what its time may be spent on."""

    time_entry_activities: list[Ref] = field(default_factory=list)


class ActivitiesAnswer(Struct, frozen=True):
    """A project asked for by its number, with its activities."""

    project: Activities


class Role(Struct, frozen=True):
    """What the members of a project who have this role may do there."""

    permissions: list[str] = field(default_factory=list)


class RoleAnswer(Struct, frozen=True):
    """A role asked for by its number."""

    role: Role


class Tracker(Struct, frozen=True):
    """A kind of issue."""

    id: int
    name: str = ""
    default_status: StatusRef | None = None


class Trackers(Struct, frozen=True):
    """All trackers, in their order."""

    trackers: list[Tracker]


class PossibleValue(Struct, frozen=True):
    """One value of a closed list."""

    value: str | int | None
    label: str | None = None


class FieldRow(Struct, frozen=True):
    """What a custom field is; told to administrators."""

    id: int
    name: str = ""
    customized_type: str = ""
    field_format: str = ""
    is_required: bool = False
    multiple: bool = False
    possible_values: list[PossibleValue] = field(default_factory=list)
    trackers: list[Ref] = field(default_factory=list)


class FieldRows(Struct, frozen=True):
    """All custom fields."""

    custom_fields: list[FieldRow]


class Errors(Struct, frozen=True):
    """What an answer says about a refusal, in the language of the person."""

    errors: list[str] = field(default_factory=list)
