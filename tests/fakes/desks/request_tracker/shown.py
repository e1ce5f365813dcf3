"""What Request Tracker tells of its records, with its mixture of texts and numbers."""

import base64
from collections.abc import Callable, Mapping
from typing import Any

from tests.fakes.desks.request_tracker.library import Shelved
from tests.fakes.desks.request_tracker.library import listed as shelved
from tests.fakes.desks.request_tracker.links import shown_links
from tests.fakes.desks.request_tracker.stores import (
    NEVER,
    Account,
    CustomField,
    Event,
    Part,
    Queue,
    Stores,
    Ticket,
    from_sql,
)

Json = dict[str, Any]


class Shown:
    """Describes records for one person.

    Args:
        stores: The desk.
        base: Address of the REST interface.
        who: Who asks.
    """

    def __init__(self, stores: Stores, base: str, who: Account) -> None:
        self._stores = stores
        self._base = base
        self._who = who

    def ref(self, kind: str, name: str | int) -> Json:
        return {"type": kind, "id": str(name), "_url": f"{self._base}/{kind}/{name}"}

    def person(self, number: int) -> Json:
        one = self._stores.accounts[number]
        return self.ref("group", number) if one.is_group else self.ref("user", one.name)

    # --- single records -------------------------------------------------------------------------

    def ticket(self, ticket: Ticket) -> Json:
        """A ticket asked for by itself."""
        told: Json = {name: make(ticket) for name, make in self._ticket_fields().items()}
        told |= {
            "id": ticket.number,
            "Type": "ticket",
            "EffectiveId": self.ref("ticket", ticket.number),
        }
        told |= dict.fromkeys(
            ("InitialPriority", "FinalPriority", "TimeEstimated", "TimeLeft"), "0"
        )
        told |= {"Starts": moment(NEVER), "_hyperlinks": self._links(ticket)}
        if ticket.told != NEVER:
            told["Told"] = moment(ticket.told)
        return told

    def event(self, event: Event) -> Json:
        """A transaction asked for by itself."""
        told: Json = {
            "id": event.number,
            "Type": event.type,
            "Object": self.ref("ticket", event.ticket),
            "Creator": self.person(event.creator),
            "Created": moment(event.created),
            "TimeTaken": str(event.taken),
            "_hyperlinks": [self._own("transaction", event.number)],
        }
        if event.type == "CustomField":
            # The values are records of their own then.
            return told | {"Field": self.ref("customfield", event.field)}
        values = {"Field": event.field, "OldValue": event.old, "NewValue": event.new}
        return told | {name: value for name, value in values.items() if value}

    def part(self, part: Part) -> Json:
        """An attachment asked for by itself: its content in base64."""
        told: Json = {
            "id": part.number,
            "TransactionId": self.ref("transaction", part.event),
            "ContentType": part.content_type,
            "Content": base64.encodebytes(part.content).decode() if part.content else None,
            "Headers": part.headers,
            "Created": moment(part.created),
            "Creator": self.person(part.creator),
            "MessageId": "",
            "Subject": "",
            "Parent": self.ref("attachment", part.parent) if part.parent else "0",
            "_hyperlinks": [self._own("attachment", part.number)],
        }
        return told | ({"Filename": part.filename} if part.filename else {})

    def account(self, account: Account) -> Json:
        """An account; of others only a summary."""
        told: Json = {
            "Name": account.name,
            "RealName": account.real_name,
            "EmailAddress": account.email,
            "Privileged": int(account.privileged),
            "_hyperlinks": [self._own("user", account.number)],
        }
        if account.number != self._who.number:
            return told
        more = {"id": account.number, "Disabled": "0", "Organization": "", "Timezone": account.zone}
        made = self.ref("user", "RT_System")
        told |= {"Creator": made, "LastUpdatedBy": made, "CustomFields": []}
        told["Memberships"] = [self.ref("group", 27)]
        return told | more | dict.fromkeys(("Created", "LastUpdated"), moment(account.created))

    def group(self, group: Account) -> Json:
        """A group asked for by itself."""
        own = self._own("group", group.number)
        members = {"ref": "members", "_url": f"{own['_url']}/members"}
        history = {"ref": "history", "_url": f"{own['_url']}/history"}
        told = {name: value for name, value in self._kept_by_rt().items() if name != "SortOrder"}
        return {
            **told,
            "id": group.number,
            "Name": group.name,
            "Description": group.real_name,
            "Domain": "UserDefined",
            "Instance": "0",
            "Disabled": "0",
            "CustomFields": [],
            "Members": [self.person(one.number) for one in self._members()],
            "_hyperlinks": [own, history, members],
        }

    def _members(self) -> list[Account]:
        return [one for one in self._stores.accounts.values() if one.privileged]

    def queue(self, queue: Queue) -> Json:
        """A queue asked for by itself."""
        none = ("AdminCc", "Cc", "CustomFields", "TicketTransactionCustomFields")
        return {
            **self._kept_by_rt(),
            "id": queue.number,
            **{name: make(queue) for name, make in _QUEUE.items()},
            **{name: [] for name in none},
            **dict.fromkeys(("CommentAddress", "CorrespondAddress"), ""),
            "SLADisabled": "1",
            "TicketCustomFields": [
                {**self.ref("customfield", one.number), "name": one.name, "ref": "customfield"}
                for one in self._stores.custom_fields.values()
            ],
            "_hyperlinks": [self._own("queue", queue.number)],
        }

    def custom_field(self, one: CustomField) -> Json:
        """A custom field asked for by itself."""
        told: Json = {
            **self._kept_by_rt(),
            "id": one.number,
            "Name": one.name,
            "Description": one.name,
            "Type": one.type,
            "MaxValues": "0" if one.many else "1",
            "LookupType": "RT::Queue-RT::Ticket",
            "UniqueValues": "0",
            "_hyperlinks": [self._own("customfield", one.number)],
            **dict.fromkeys(("EntryHint", "Pattern"), ""),
        }
        return told | ({"Values": sorted(one.choices)} if one.type == "Select" else {})

    def _kept_by_rt(self) -> Json:
        """What it tells of all that administrators make."""
        made = self.ref("user", "RT_System")
        told: Json = {"Creator": made, "LastUpdatedBy": made, "Disabled": "0", "SortOrder": "0"}
        return told | dict.fromkeys(("Created", "LastUpdated"), moment(NEVER))

    def _own(self, kind: str, number: int) -> Json:
        return {**self.ref(kind, number), "id": number, "ref": "self"}

    # --- in lists -------------------------------------------------------------------------------

    def listed(self, record: Any, fields: list[str]) -> Json:
        """A record in a list, with the fields asked for; those that do not exist are empty."""
        if isinstance(record, Ticket):
            return self._chosen(
                self.ref("ticket", record.number), self._ticket_fields(), record, fields
            )
        if isinstance(record, Event):
            return self._chosen(
                self.ref("transaction", record.number), self._event_fields(), record, fields
            )
        if isinstance(record, Part):
            return self._chosen(self.ref("attachment", record.number), _PART, record, fields)
        if isinstance(record, Queue):
            return self._chosen(self.ref("queue", record.number), _QUEUE, record, fields)
        if isinstance(record, Shelved):
            kind = "article" if "Class" in record.told else "asset"
            return shelved(self._base, kind, record, fields)
        known = _GROUP if record.is_group else self._user_fields()
        return self._chosen(self.person(record.number), known, record, fields)

    def _chosen(
        self, told: Json, known: Mapping[str, Callable[[Any], Any]], record: Any, fields: list[str]
    ) -> Json:
        return told | {name: known[name](record) if name in known else "" for name in fields}

    def _ticket_fields(self) -> Mapping[str, Callable[[Ticket], Any]]:
        def members(role: str) -> Callable[[Ticket], Any]:
            return lambda one: [self.person(number) for number in one.roles[role]]

        return {
            "Subject": lambda one: one.subject,
            "Status": lambda one: one.status,
            "Queue": lambda one: self.ref("queue", one.queue),
            "Owner": lambda one: self.person(one.owner),
            "Requestor": members("Requestor"),
            "Cc": members("Cc"),
            "AdminCc": members("AdminCc"),
            "Priority": lambda one: str(one.priority),
            "TimeWorked": lambda one: str(one.worked),
            "Creator": lambda one: self.person(one.creator),
            "LastUpdatedBy": lambda one: self.person(one.updated_by),
            "Created": lambda one: moment(one.created),
            "LastUpdated": lambda one: moment(one.updated),
            "Due": lambda one: moment(one.due),
            "Resolved": lambda one: moment(one.resolved),
            "Started": lambda one: moment(one.started),
            "CustomFields": self._custom_fields,
            "_hyperlinks": self._links,
        }

    def _links(self, ticket: Ticket) -> list[Json]:
        """The ticket itself, then those that it is linked with."""
        return [
            self._own("ticket", ticket.number),
            *(
                {**self.ref("ticket", other), "ref": how}
                for how, other in shown_links(self._stores, ticket.number)
            ),
        ]

    def _custom_fields(self, ticket: Ticket) -> list[Json]:
        def values(one: CustomField) -> list[str | None]:
            there = ticket.fields.get(one.number, [])
            return [moment(text or NEVER) for text in there] if one.type == "DateTime" else there

        # In RT's order, which is none.
        fields = reversed(self._stores.custom_fields.values())
        return [
            {**self.ref("customfield", one.number), "name": one.name, "values": values(one)}
            for one in fields
        ]

    def _event_fields(self) -> Mapping[str, Callable[[Event], Any]]:
        return {
            "Type": lambda one: one.type,
            "ObjectId": lambda one: str(one.ticket),
            "Field": lambda one: one.field,
            "OldValue": lambda one: one.old,
            "NewValue": lambda one: one.new,
            "Data": lambda one: one.data,
            "Creator": lambda one: self.person(one.creator),
            "Created": lambda one: moment(one.created),
            "TimeTaken": lambda one: str(one.taken),
        }

    def _user_fields(self) -> Mapping[str, Callable[[Account], Any]]:
        def own(value: Callable[[Account], str], other: str) -> Callable[[Account], str]:
            return lambda one: value(one) if one.number == self._who.number else other

        return {
            "Name": lambda one: one.name,
            "RealName": lambda one: one.real_name,
            "EmailAddress": lambda one: one.email,
            # What we may not see, or RT does not keep in the same table, is empty.
            "Created": own(lambda one: moment(one.created), moment(NEVER)),
            "LastUpdated": own(lambda one: moment(one.created), moment(NEVER)),
        }


def moment(text: str) -> str:
    """Write a stored moment as RT answers it."""
    return from_sql(text).strftime("%Y-%m-%dT%H:%M:%SZ")


_QUEUE: Mapping[str, Callable[[Queue], Any]] = {
    "Name": lambda one: one.name,
    "Description": lambda one: one.name,
    "Lifecycle": lambda _: "default",
    "Disabled": lambda _: "0",
}
_GROUP: Mapping[str, Callable[[Account], Any]] = {"Name": lambda one: one.name}
_PART: Mapping[str, Callable[[Part], Any]] = {
    "ContentType": lambda one: one.content_type,
    "Filename": lambda one: one.filename,
    "ContentLength": lambda one: str(len(one.content)),
    "TransactionId": lambda one: str(one.event),
    "Created": lambda one: moment(one.created),
    "Headers": lambda one: one.headers,
    # In lists as it is, not in base64.
    "Content": lambda one: one.content.decode("utf-8", "replace"),
}
