"""What a service desk adds to Roundup's classic template; runs inside Roundup, for each opening.

The classic roles see every issue, even without signing in. Here they lose all and get back what
they need, with a check that keeps a private queue to those of the role Personnel.
"""

from typing import Any

from roundup.backends.back_sqlite import Class  # type: ignore[import-not-found]
from roundup.hyperdb import (  # type: ignore[import-not-found]
    Boolean,
    Date,
    Integer,
    Interval,
    Link,
    Multilink,
    Number,
    String,
)

_OF_MESSAGES = {"msg": "messages", "file": "files"}
_OF_PEOPLE = ("id", "organisation", "phone", "realname", "timezone", "username")
_OF_ONESELF = ("password", "address", "realname", "phone", "organisation", "timezone", "queries")


def extend(db: Any) -> None:
    """Add classes, properties and permissions to the classic ones."""
    Class(db, "queue", name=String(), private=Boolean()).setkey("name")
    Class(db, "place", name=String()).setkey("name")
    _add(
        db.issue,
        queue=Link("queue"),
        clientid=String(indexme="yes"),
        # One of each type that a property may have.
        serial=String(indexme="yes"),
        weight=Number(),
        seats=Integer(),
        insured=Boolean(),
        visit=Date(),
        effort=Interval(),
        place=Link("place"),
        affected=Multilink("place"),
    )
    _add(db.msg, clientid=String(indexme="yes"))
    _permit(db.security)


def _add(klass: Any, **properties: Any) -> None:
    for name, one in properties.items():
        # Without this a Multilink has no table.
        one.register(klass, name)
    klass.addprop(**properties)


def _permit(security: Any) -> None:
    security.addRole(name="Anonymous", description="Somebody who has not signed in")
    security.addPermissionToRole("Anonymous", "Web Access")
    security.addRole(name="Requester", description="Somebody who writes mails")
    security.addPermissionToRole("Requester", "Email Access")
    for klass in _OF_MESSAGES:
        # Roundup sends nobody a message that he may not see.
        one = security.addPermission(name="View", klass=klass, check=_follows_part)
        security.addPermissionToRole("Requester", one)
    security.addRole(name="Personnel", description="Sees salaries")
    security.addRole(name="User", description="An agent")
    for name in ("Web Access", "Email Access", "Rest Access", "Xmlrpc Access"):
        security.addPermissionToRole("User", name)
    for klass in ("priority", "status", "place", "keyword"):
        security.addPermissionToRole("User", "View", klass)
    for klass, check in (("issue", _sees_issue), ("msg", _sees_part), ("file", _sees_part)):
        for name in ("View", "Edit"):
            one = security.addPermission(name=name, klass=klass, check=check)
            security.addPermissionToRole("User", one)
        security.addPermissionToRole("User", "Create", klass)
        # Whoever may see only some of a class may not filter by it without this.
        _grant(security, "Search", klass)
    for name in ("Create", "Edit"):
        security.addPermissionToRole("User", name, "keyword")
    _grant(security, "View", "queue", check=_sees_queue)
    _grant(security, "Search", "queue")
    _grant(security, "View", "user", properties=_OF_PEOPLE)
    _grant(security, "View", "user", check=_is_oneself)
    _grant(security, "Edit", "user", check=_is_oneself, properties=_OF_ONESELF)


def _grant(security: Any, name: str, klass: str, **more: Any) -> None:
    security.addPermissionToRole("User", security.addPermission(name=name, klass=klass, **more))


def _is_oneself(_db: Any, userid: str, itemid: str) -> bool:
    return userid == itemid


def _sees_queue(db: Any, userid: str, itemid: str) -> bool:
    return not db.queue.get(itemid, "private") or bool(db.user.has_role(userid, "Personnel"))


def _sees_issue(db: Any, userid: str, itemid: str) -> bool:
    queue = db.issue.get(itemid, "queue")
    return queue is None or _sees_queue(db, userid, queue)


def _sees_part(db: Any, userid: str, itemid: str, **asked: Any) -> bool:
    """Tell whether a message or file is of an issue that may be seen, or one's own and of none."""
    issues = _issues_of(db, asked["classname"], itemid)
    if not issues:
        return bool(db.getclass(asked["classname"]).get(itemid, "creator") == userid)
    return any(_sees_issue(db, userid, one) for one in issues)


def _follows_part(db: Any, userid: str, itemid: str, **asked: Any) -> bool:
    issues = _issues_of(db, asked["classname"], itemid)
    return any(userid in db.issue.get(one, "nosy") for one in issues)


def _issues_of(db: Any, klass: str, itemid: str) -> list[str]:
    # Retired issues keep their messages.
    found: list[str] = db.issue.filter(None, {_OF_MESSAGES[klass]: itemid}, retired=None)
    return found
