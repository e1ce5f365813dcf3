"""Finds out what became of operations whose answer was lost, and notes beforehand what helps.

A message or issue that is found is taken for ours if we made it after the witness, it says the
same, and no other operation has it.
"""

from collections.abc import Sequence

from deskclient.backends.other_desks.bundles import Bundle
from deskclient.backends.other_desks.claims import Claims
from deskclient.backends.other_desks.doubt import nothing_written
from deskclient.backends.other_desks.search import Found, look_for_each
from deskclient.backends.other_desks.verdicts import applied, later
from deskclient.backends.other_desks.witness import UNKNOWN, has_settled, witness_now, witness_of
from deskclient.backends.port import Prepared
from deskclient.backends.redmine import wire
from deskclient.backends.redmine.attachments import brought_by, claimed, is_of, sent_row
from deskclient.backends.redmine.custom_fields import MARKER
from deskclient.backends.redmine.finding_changes import FindingChanges
from deskclient.backends.redmine.looking import Known, Seen, look, number, own_note, says
from deskclient.backends.redmine.mapping import entry_of, issue_of
from deskclient.backends.redmine.outgoing import is_note, minutes_in
from deskclient.backends.redmine.reading import PAGE
from deskclient.backends.redmine.rest import Rest
from deskclient.backends.redmine.watchers_and_time import booked
from deskclient.backends.redmine.writing import Writing, made_name
from deskclient.backends.strict_json import decode
from deskclient.domain.errors import RefusedError, ServerError
from deskclient.domain.operation import Action, Operation, Verdict


class Finding:
    """Looks for one person's operations.

    Args:
        rest: Makes the calls.
        known: Who we are, and what the desk calls things.
        writing: Finishes an issue that was made but not finished.
        changes: Looks for edits and deletions.
        claims: Which events are answered for.
        settle_s: How long after a lost answer the desk may still act.
    """

    def __init__(
        self,
        rest: Rest,
        known: Known,
        writing: Writing,
        changes: FindingChanges,
        claims: Claims,
        settle_s: float,
    ) -> None:
        self._rest = rest
        self._known = known
        self._writing = writing
        self._changes = changes
        self._claims = claims
        self._settle_s = settle_s

    async def prepare(self, op: Operation) -> Prepared:
        """Note the newest event: whatever the operation does comes after it."""
        try:
            with nothing_written():
                last = await self._last_before(op)
        except (ServerError, RefusedError):
            # One issue that the desk fails at must not stop the others.
            return Prepared(witness=UNKNOWN)
        if last is None:
            return Prepared()
        witness = witness_now(last, self._rest.now()).to_text()
        return Prepared(op.op_id if _is_new_issue(op) else "", witness)

    async def find(self, ops: Sequence[Operation]) -> Found:
        """Look for each; see ``look_for_each``."""
        return await look_for_each(ops, self._find_bundle)

    async def _find_bundle(self, bundle: Bundle) -> Found:
        if any(op.witness == UNKNOWN for op in bundle.ops):
            return {}
        if bundle.ticket is not None:
            return await self._find_issue(bundle, bundle.ticket)
        if bundle.entry is not None:
            return await self._find_message(bundle, bundle.entry)
        op = bundle.ops[0]
        if op.kind == "attachment" and op.action is Action.CREATE:
            return await self._find_file(op)
        return await self._changes.find(op)

    async def _last_before(self, op: Operation) -> int | None:
        if _is_new_issue(op):
            return await self._newest_issue()
        issue = number(op.record_id if op.kind == "ticket" else op.patch.set.get("ticket"))
        if op.kind not in {"ticket", "entry"} or not issue:
            return None
        if op.kind == "ticket" and minutes_in(op):
            entries = await booked(self._rest, issue, await self._known.me())
            return entries[-1].id if entries else 0
        seen = await look(self._rest, op, issue)
        if isinstance(seen, Verdict):
            raise RefusedError("There is no such ticket")
        return seen.last

    def _is_absent(self, op: Operation) -> bool:
        return has_settled(op, self._rest.now(), self._settle_s)

    # --- new issues -----------------------------------------------------------------------------

    async def _newest_issue(self) -> int:
        query = (("status_id", "*"), ("sort", "id:desc"), ("limit", "1"))
        found = decode(await self._rest.get("/issues", query), wire.MadePage).issues
        return found[0].id if found else 0

    async def _made_since(self, last: int) -> Sequence[wire.Made]:
        """Give the issues that we made after one, by number."""
        found: list[wire.Made] = []
        while True:
            query = (
                *(("f[]", "status_id"), ("op[status_id]", "*")),
                *(("f[]", "author_id"), ("op[author_id]", "="), ("v[author_id][]", "me")),
                *(("f[]", "issue_id"), ("op[issue_id]", ">="), ("v[issue_id][]", str(last + 1))),
                *(("sort", "id"), ("limit", str(PAGE))),
            )
            page = decode(await self._rest.get("/issues", query), wire.MadePage).issues
            found += page
            if len(page) < PAGE:
                return found
            last = page[-1].id

    async def _find_issue(self, bundle: Bundle, op: Operation) -> Found:
        made = [
            one
            for one in await self._made_since(witness_of(op).last)
            if self._claims.is_free(made_name(one.id), op.op_id)
            and _marker_in(one) in {"", op.op_id}
        ]
        marked = [one for one in made if _marker_in(one)]
        alike = [one for one in made if _is_the_same(bundle, op, one)]
        found = next(iter((*marked, *alike)), None)
        if found is not None:
            verdicts = await self._writing.created(bundle, op, found.id)
            return {each.op_id: each for each in verdicts}
        # One of ours without a marker may be it, with what others have changed since.
        if not made and self._is_absent(op):
            return dict.fromkeys([one.op_id for one in bundle.ops])
        return {}

    # --- messages -------------------------------------------------------------------------------

    async def _find_message(self, bundle: Bundle, op: Operation) -> Found:
        issue = number(op.patch.set.get("ticket"))
        seen = await look(self._rest, op, issue) if issue else None
        if seen is None or isinstance(seen, Verdict):
            return {}
        is_there, journal = await self._told(bundle, op, seen)
        if is_there:
            verdicts = await self._writing.said(op, bundle.files, seen, journal)
            return {each.op_id: each for each in verdicts}
        # Whoever writes a note sees it, whatever else is hidden from them.
        if is_note(op) and not op.public and self._is_absent(op):
            return dict.fromkeys([one.op_id for one in bundle.ops])
        return {}

    async def _find_file(self, op: Operation) -> Found:
        """Look for a file whose message has been answered for without it."""
        name = str(op.patch.set.get("entry") or "")
        issue = issue_of(name)
        if not issue:
            return {op.op_id: later(op)}
        seen = await look(self._rest, op, issue)
        if isinstance(seen, Verdict):
            return {}
        entries = {entry_of(seen.issue, one): one for one in (None, *seen.history)}
        if name not in entries:
            # A note that was emptied since; what came with it is still there.
            return {}
        journal = entries[name]
        for one in brought_by(seen.issue, seen.history, journal):
            if is_of(op, one) and self._claims.is_free(claimed(one), op.op_id):
                self._claims.note(claimed(one), op.op_id)
                row = seen.entry(journal, await self._known.names())
                return {op.op_id: applied(op, sent_row(op, row, one))}
        return {op.op_id: None}

    async def _told(
        self, bundle: Bundle, op: Operation, seen: Seen
    ) -> tuple[bool, wire.Journal | None]:
        """Tell whether a message is there, and which journal it is; ``None``: the description."""
        me = await self._known.me()
        if not op.witness and not is_note(op) and says(op, seen.issue.description):
            # It was to be the first message of a new issue.
            return True, None
        journal = own_note(op, seen, me, witness_of(op).last, self._claims)
        if journal is None:
            return False, None
        there = brought_by(seen.issue, seen.history, journal)
        return len(there) == len(bundle.files) or not bundle.files, journal


def _is_new_issue(op: Operation) -> bool:
    return op.kind == "ticket" and op.action is Action.CREATE


def _marker_in(issue: wire.Made) -> str:
    """Read which operation made an issue; empty where the desk does not keep that."""
    found = (one.value for one in issue.custom_fields if one.name == MARKER)
    return str(next(found, None) or "")


def _is_the_same(bundle: Bundle, op: Operation, issue: wire.Made) -> bool:
    wanted = op.patch.set
    if issue.subject != str(wanted.get("subject") or ""):
        return False
    if str(issue.project.id) != str(wanted.get("queue") or ""):
        return False
    if bundle.entry is None:
        return not issue.description
    return says(bundle.entry, issue.description)
