"""What a Redmine keeps: people with their roles, projects, issues, and what happened to them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias

FieldValue: TypeAlias = str | list[str] | None
"""Of a custom field: nothing if it was never set, an empty text if it was emptied."""
NON_MEMBER = 1
"""The role of whoever is no member of a public project."""


@dataclass(slots=True)
class Account:
    """Somebody with an account, or a group of such."""

    number: int
    first: str
    last: str = ""
    login: str = ""
    password: str = ""
    key: str = ""
    admin: bool = False
    is_group: bool = False
    latest_first: bool = False
    """Whether they prefer to read the latest journal first."""
    born: datetime = datetime(2026, 1, 1, tzinfo=UTC)

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}".strip()


@dataclass(slots=True)
class Membership:
    """That somebody works in a project."""

    number: int
    project: int
    person: int
    roles: tuple[int, ...]
    inherited: bool = False
    """By a group."""


@dataclass(frozen=True, slots=True)
class Role:
    number: int
    name: str
    rights: tuple[str, ...]
    sees_all: bool = True
    """All issues, or only what they have reported or have to do."""


@dataclass(frozen=True, slots=True)
class Project:
    number: int
    name: str
    identifier: str
    public: bool = True


@dataclass(frozen=True, slots=True)
class WikiPage:
    title: str
    """As it stands in addresses."""
    text: str
    created: datetime
    version: int = 1
    parent: str = ""
    author: int = 6


@dataclass(frozen=True, slots=True)
class Named:
    """A status, tracker, priority or activity, a category or a version."""

    number: int
    name: str
    marked: bool = False
    """Closed, if it is a status; the usual one, if it is anything else."""


@dataclass(frozen=True, slots=True)
class CustomField:
    """A field that the administrators have added."""

    number: int
    name: str
    format: str = "string"
    many: bool = False
    choices: tuple[str, ...] = ()
    trackers: frozenset[int] = frozenset()
    usual: str = ""
    """What an issue has in it that says nothing else."""


@dataclass(slots=True)
class Issue:
    number: int
    project: int
    tracker: int
    status: int
    priority: int
    author: int
    subject: str = ""
    description: str | None = None
    owner: int | None = None
    start: str | None = None
    due: str | None = None
    done: int = 0
    estimated: float | None = None
    category: int | None = None
    version: int | None = None
    parent: int | None = None
    created: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    updated: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    """With the fraction of a second that is never shown."""
    closed: datetime | None = None
    lock: int = 0
    """How often it was saved; never told."""
    fields: dict[int, FieldValue] = field(default_factory=dict)
    watchers: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Relation:
    """What an issue is to another one, as Redmine keeps it."""

    number: int
    first: int
    second: int
    type: str


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that a journal says was changed."""

    property: str
    name: str
    old: str | None
    new: str | None


@dataclass(slots=True)
class Journal:
    number: int
    issue: int
    user: int
    created: datetime
    notes: str | None = ""
    private: bool = False
    details: tuple[Detail, ...] = ()


@dataclass(slots=True)
class File:
    """An attachment, in Redmine's word."""

    number: int
    name: str
    type: str
    content: bytes
    digest: str
    author: int
    created: datetime
    issue: int = 0
    """0 while it belongs to nothing."""
    description: str | None = None


@dataclass(slots=True)
class TimeEntry:
    number: int
    issue: int
    user: int
    activity: int
    hours: float
    day: str
    created: datetime


@dataclass(slots=True)
class Stores:
    """The whole desk; a copy of it is a backup."""

    accounts: dict[int, Account] = field(default_factory=dict)
    memberships: dict[int, Membership] = field(default_factory=dict)
    roles: dict[int, Role] = field(default_factory=dict)
    projects: dict[int, Project] = field(default_factory=dict)
    pages: dict[int, tuple[WikiPage, ...]] = field(default_factory=dict)
    """Of the wikis, by project."""
    statuses: dict[int, Named] = field(default_factory=dict)
    trackers: dict[int, Named] = field(default_factory=dict)
    priorities: dict[int, Named] = field(default_factory=dict)
    activities: dict[int, Named] = field(default_factory=dict)
    categories: dict[int, Named] = field(default_factory=dict)
    versions: dict[int, Named] = field(default_factory=dict)
    custom_fields: dict[int, CustomField] = field(default_factory=dict)
    steps: dict[int, frozenset[int]] = field(default_factory=dict)
    """Statuses that may follow one; 0 stands for a new issue. Without an entry: all."""
    issues: dict[int, Issue] = field(default_factory=dict)
    deleted: dict[int, Issue] = field(default_factory=dict)
    """No answer knows of them, nor of what belongs to them."""
    relations: dict[int, Relation] = field(default_factory=dict)
    journals: dict[int, Journal] = field(default_factory=dict)
    files: dict[int, File] = field(default_factory=dict)
    times: dict[int, TimeEntry] = field(default_factory=dict)
    hours_a_day: float = 999.0
    """Most that somebody may book on one day; 0: any."""
    last: dict[str, int] = field(default_factory=dict)
    """The last number given to each sort of thing; none is given twice."""

    def next(self, sort: str) -> int:
        """Give a number to a new thing."""
        self.last[sort] = self.last.get(sort, 0) + 1
        return self.last[sort]

    def account(self, login: str) -> Account:
        """Find by login."""
        return next(one for one in self.accounts.values() if one.login == login)

    def journals_of(self, issue: int) -> Iterator[Journal]:
        return (one for one in self.journals.values() if one.issue == issue)

    def files_of(self, issue: int) -> Iterator[File]:
        return (one for one in self.files.values() if one.issue == issue)

    def relations_of(self, issue: int) -> Iterator[Relation]:
        return (one for one in self.relations.values() if issue in {one.first, one.second})

    def times_of(self, issue: int) -> Iterator[TimeEntry]:
        return (one for one in self.times.values() if one.issue == issue)

    def fields_of(self, issue: Issue) -> Iterator[CustomField]:
        """Give the custom fields that an issue has by its tracker."""
        found = self.custom_fields.values()
        return (one for one in found if issue.tracker in one.trackers)

    # --- rights ---------------------------------------------------------------------------------

    def roles_in(self, who: Account, project: int) -> list[Role]:
        """Give somebody's roles in a project; of public ones everybody has one."""
        numbers = [
            role
            for one in self.memberships.values()
            if (one.project, one.person) == (project, who.number)
            for role in one.roles
        ]
        if not numbers and project in self.projects and self.projects[project].public:
            numbers = [NON_MEMBER]
        return [self.roles[one] for one in dict.fromkeys(numbers) if one in self.roles]

    def may(self, who: Account, right: str, project: int) -> bool:
        return who.admin or any(right in one.rights for one in self.roles_in(who, project))

    def sees_project(self, who: Account, project: int) -> bool:
        return who.admin or bool(self.roles_in(who, project))

    def sees(self, who: Account, issue: Issue) -> bool:
        if who.admin:
            return True
        roles = [one for one in self.roles_in(who, issue.project) if "view_issues" in one.rights]
        if any(one.sees_all for one in roles):
            return True
        return bool(roles) and who.number in {issue.author, issue.owner}


def stamp(at: datetime) -> str:
    """Write a moment as Redmine answers it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def hours_on(times: Mapping[int, TimeEntry], user: int, day: str) -> float:
    """Sum up what somebody has booked on a day."""
    return sum(one.hours for one in times.values() if (one.user, one.day) == (user, day))
