"""Finds out what became of operations whose answer was lost, and fetches beforehand what helps.

A message bears the name of its operation, and what makes it or an issue is good for one. Used up
for nothing, it proves that what was lost did not arrive, and never will.
"""

from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import quote

from deskclient.backends.other_desks.bundles import Bundle
from deskclient.backends.other_desks.claims import Claims
from deskclient.backends.other_desks.search import Found, look_for_each
from deskclient.backends.other_desks.verdicts import applied, for_all, later, unseen
from deskclient.backends.other_desks.witness import (
    UNKNOWN,
    has_settled,
    witness_now,
    witness_of,
)
from deskclient.backends.port import Prepared
from deskclient.backends.roundup import wire
from deskclient.backends.roundup.looking import (
    ANSWERS,
    Seen,
    check_token,
    has_message,
    look,
    nothing_written,
    row_of,
)
from deskclient.backends.roundup.mapping import clean, id_in, ids_in, moment, number
from deskclient.backends.roundup.outgoing import Brought, name_of, not_kept_in, problem_in
from deskclient.backends.roundup.plan_edit import is_as_wanted
from deskclient.backends.roundup.reading import by_number, single_entry
from deskclient.backends.roundup.rest import TOKEN_LIFE_S, Rest
from deskclient.backends.roundup.schema import ISSUE
from deskclient.backends.roundup.terms import NO_QUEUE
from deskclient.backends.roundup.vocabulary import Vocabulary
from deskclient.backends.roundup.writing import Writing, told_file
from deskclient.domain.errors import NetworkError, RefusedError, ServerError
from deskclient.domain.ids import ServerId
from deskclient.domain.operation import Action, Operation, Verdict, VerdictKind

_CLASSES = {"ticket": ISSUE, "entry": "msg", "attachment": "file"}


class Finding:
    """Looks for one person's operations.

    Args:
        rest: Makes the calls.
        vocabulary: What is known of the tracker.
        writing: Finishes what was begun.
        me: Tells our number.
        settle_s: How long after a lost answer the desk may still act.
    """

    def __init__(
        self,
        rest: Rest,
        vocabulary: Vocabulary,
        writing: Writing,
        me: Callable[[], Awaitable[str]],
        settle_s: float,
    ) -> None:
        self._rest = rest
        self._vocabulary = vocabulary
        self._writing = writing
        self._me = me
        self._settle_s = settle_s
        self._claims = Claims()

    async def prepare(self, op: Operation) -> Prepared:
        """Fetch what makes a new record only once, and note when that was."""
        is_new = op.action is Action.CREATE and op.kind in _CLASSES and not problem_in(op)
        if not is_new:
            return Prepared(witness=witness_now(0, self._rest.moment).to_text())
        try:
            with nothing_written():
                token = await self._rest.token(_CLASSES[op.kind])
        except (ServerError, RefusedError):
            return Prepared(witness=UNKNOWN)
        return Prepared(token, witness_now(0, self._rest.moment).to_text())

    def note(self, ops: Sequence[Operation], verdicts: Sequence[Verdict]) -> None:
        """Remember which issues and files are answered for."""
        kinds = {op.op_id: op.kind for op in ops if op.kind in {"ticket", "attachment"}}
        for one in verdicts:
            if one.op_id in kinds and one.server_id:
                self._claims.note(f"{kinds[one.op_id]}{one.server_id}", one.op_id)

    async def find(self, ops: Sequence[Operation]) -> Found:
        """Look for each; see ``look_for_each``."""
        return await look_for_each(ops, self._find_bundle)

    async def _find_bundle(self, bundle: Bundle) -> Found:
        if any(problem_in(op) for op in bundle.ops):
            # Nothing is ever sent of it.
            return _absent(bundle)
        if bundle.other is not None:
            is_file = bundle.other.kind == "attachment" and bundle.other.action is Action.CREATE
            look_for_it = self._file if is_file else self._find_change
            return await look_for_it(bundle.other)
        head = bundle.ops[0]
        look_for = self._issue if bundle.ticket is not None else self._message
        found = await look_for(bundle)
        if found or not head.token:
            return found
        if await self._is_unused(head):
            return _absent(bundle)
        # It was used between the two looks, or it is too old to tell.
        found = await look_for(bundle)
        if not found and self._is_too_old(head) and await self._would_be_seen(head):
            return _absent(bundle)
        return found

    async def _is_unused(self, op: Operation) -> bool:
        """Use up what was fetched for an operation, by asking for a record of nothing.

        Roundup takes the token before it looks at the rest: whatever is still under way with the
        same one is refused from now on.
        """
        path = f"/data/{_CLASSES[op.kind]}/@poe/{quote(op.token, safe='')}"
        answer = await self._rest.send("POST", path, {}, also=ANSWERS)
        try:
            check_token(answer)
        except NetworkError:
            return False
        return answer.status in ANSWERS

    def _is_too_old(self, op: Operation) -> bool:
        """Tell whether nothing can be made any more by what was fetched for an operation."""
        return has_settled(op, self._rest.desk_time, TOKEN_LIFE_S + self._settle_s)

    async def _would_be_seen(self, op: Operation) -> bool:
        """Tell whether we see what the operation would have made: only then a look is proof."""
        terms = await self._vocabulary.terms()
        if op.kind == "entry":
            issue = str(op.patch.set.get("ticket") or "")
            return isinstance(await look(self._rest, terms, op, issue), Seen)
        queue = str(op.patch.set.get("queue") or NO_QUEUE)
        return queue in {NO_QUEUE, *(one.id for one in terms.queues)}

    # --- new issues -----------------------------------------------------------------------------

    async def _issue(self, bundle: Bundle) -> Found:
        brought = Brought()
        if bundle.entry is not None:
            known = await self._writing.found_message(bundle.entry)
            if known is None:
                return {}
            brought = known
            query = [("messages", brought.message)]
        else:
            subject = str(bundle.ops[0].patch.set.get("subject") or "").strip()
            query = [("title:", subject), ("creator", await self._me())]
        for one in await self._rest.list(ISSUE, [*query, ("@fields", "creation,creator")]):
            if await self._is_new_of_ours(bundle.ops[0], one):
                verdicts = await self._writing.told(bundle, str(one["id"]), brought)
                self.note(bundle.ops, verdicts)
                return {verdict.op_id: verdict for verdict in verdicts}
        return {}

    async def _is_new_of_ours(self, op: Operation, issue: wire.Item) -> bool:
        since = witness_of(op).at
        is_since = (moment(issue.get("creation")) or "") >= since[:19]
        is_ours = id_in(issue.get("creator")) == await self._me()
        return is_since and is_ours and self._claims.is_free(f"ticket{issue['id']}", op.op_id)

    # --- messages -------------------------------------------------------------------------------

    async def _message(self, bundle: Bundle) -> Found:
        op, issue = bundle.ops[0], str(bundle.ops[0].patch.set.get("ticket") or "")
        brought = await self._writing.found_message(op)
        if brought is None or not number(issue):
            return {}
        refusal = await self._writing.give(op, issue, brought)
        if refusal is not None:
            if refusal.kind is VerdictKind.RETRY_LATER:
                return {}
            has_it = await has_message(self._rest, issue, brought.message)
            if has_it is None and refusal.kind is VerdictKind.FORBIDDEN:
                # It may have it out of our sight.
                return {}
            if not has_it:
                return {one.op_id: one for one in for_all(refusal, bundle.files)}
        verdicts = await self._writing.told(bundle, issue, brought)
        self.note(bundle.ops, verdicts)
        return {one.op_id: one for one in verdicts}

    async def _file(self, op: Operation) -> Found:
        """Look for a file whose message has been answered for without it."""
        entry = str(op.patch.set.get("entry") or "")
        if not number(entry):
            return {op.op_id: later(op)}
        message = (await by_number(self._rest, "msg", [entry], "files")).get(entry)
        row = await single_entry(self._rest, ServerId(entry))
        if message is None or row.doc is None:
            # Out of sight, and the file with it.
            return {}
        files = await by_number(self._rest, "file", ids_in(message.get("files")), "name")
        for name, file in files.items():
            is_free = self._claims.is_free(f"attachment{name}", op.op_id)
            if is_free and clean(file.get("name")).split() == name_of(op).split():
                verdict = applied(op, told_file(op, row, name))
                self.note([op], [verdict])
                return {op.op_id: verdict}
        return {op.op_id: None}

    # --- edits and deletions --------------------------------------------------------------------

    async def _find_change(self, op: Operation) -> Found:
        terms = await self._vocabulary.terms()
        is_edit = op.action is Action.EDIT
        never_sent = op.kind != "ticket" or not number(op.record_id)
        if never_sent or (is_edit and not_kept_in(op, terms)):
            return {op.op_id: None}
        seen = await look(self._rest, terms, op, op.record_id)
        if isinstance(seen, Seen):
            if is_edit and is_as_wanted(op, seen.item, terms):
                return {op.op_id: applied(op, await row_of(self._rest, terms, op.record_id))}
            return self._unproved(op)
        if not is_edit and seen.kind is VerdictKind.GONE:
            return {op.op_id: unseen(op, op.record_id)}
        return self._unproved(op)

    def _unproved(self, op: Operation) -> Found:
        """A change demands that nothing changed: what is under way too long will be refused."""
        is_over = has_settled(op, self._rest.desk_time, self._settle_s)
        return {op.op_id: None} if is_over else {}


def _absent(bundle: Bundle) -> Found:
    return dict.fromkeys([one.op_id for one in bundle.ops])
