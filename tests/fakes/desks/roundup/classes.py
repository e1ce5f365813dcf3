"""The classes of the tracker: the classic template, and what a service desk adds to it."""

from collections.abc import Iterator, Mapping

from msgspec import Struct


class Prop(Struct, frozen=True):
    """A property: its type, and the class that a Link or Multilink leads to."""

    type: str
    to: str = ""

    @property
    def links(self) -> bool:
        """Whether it names other items."""
        return bool(self.to)

    @property
    def is_many(self) -> bool:
        """Whether it names any number of them."""
        return self.type == "Multilink"


STRING, NUMBER, DATE = Prop("String"), Prop("Number"), Prop("Date")


def _link(to: str) -> Prop:
    return Prop("Link", to)


def _many(to: str) -> Prop:
    return Prop("Multilink", to)


CLASSES: Mapping[str, Mapping[str, Prop]] = {
    "priority": {"name": STRING, "order": NUMBER},
    "status": {"name": STRING, "order": NUMBER},
    "keyword": {"name": STRING},
    "user": {
        "username": STRING,
        "password": Prop("Password"),
        "address": STRING,
        "realname": STRING,
        "roles": STRING,
        "timezone": STRING,
    },
    "queue": {"name": STRING, "private": Prop("Boolean")},
    "place": {"name": STRING},
    "msg": {
        "author": _link("user"),
        "recipients": _many("user"),
        "date": DATE,
        "content": STRING,
        "files": _many("file"),
        "messageid": STRING,
        "type": STRING,
    },
    "file": {"name": STRING, "type": STRING, "content": STRING},
    "issue": {
        "title": STRING,
        "messages": _many("msg"),
        "files": _many("file"),
        "nosy": _many("user"),
        "superseder": _many("issue"),
        "assignedto": _link("user"),
        "keyword": _many("keyword"),
        "priority": _link("priority"),
        "status": _link("status"),
        "queue": _link("queue"),
        "clientid": STRING,
        "serial": STRING,
        "weight": NUMBER,
        "seats": Prop("Integer"),
        "insured": Prop("Boolean"),
        "visit": DATE,
        "effort": Prop("Interval"),
        "place": _link("place"),
        "affected": _many("place"),
    },
}
STAMPS: Mapping[str, Prop] = {
    "creation": DATE,
    "activity": DATE,
    "creator": _link("user"),
    "actor": _link("user"),
}
"""What Roundup itself notes of each item."""
KEYS = {"user": "username"} | dict.fromkeys(
    ("priority", "status", "keyword", "queue", "place"), "name"
)
"""What names an item of a class, and no other one of it."""
LABELS = {**KEYS, "msg": "activity", "file": "name", "issue": "title"}
"""What stands for an item where more than its number is told."""


def props_of(klass: str) -> Mapping[str, Prop]:
    """Give all that can be read of an item."""
    return {**CLASSES[klass], **STAMPS, "id": STRING}


def _xml() -> Iterator[str]:
    yield "<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n<value><struct>\n"
    for klass, props in CLASSES.items():
        yield f"<member>\n<name>{klass}</name>\n<value><array><data>\n"
        for name, prop in props.items():
            to = f' to "{prop.to}"' if prop.links else ""
            told = f"&lt;roundup.hyperdb.{prop.type}{to}&gt;"
            pair = "".join(f"<value><string>{one}</string></value>\n" for one in (name, told))
            yield f"<value><array><data>\n{pair}</data></array></value>\n"
        yield "</data></array></value>\n</member>\n"
    yield "</struct></value>\n</param>\n</params>\n</methodResponse>\n"


SCHEMA_XML = "".join(_xml()).encode()
"""What XML-RPC tells of all classes."""
