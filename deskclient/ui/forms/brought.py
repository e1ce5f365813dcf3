"""What a choice brings with it: a requester their organisation, a queue its first line."""

from collections.abc import Collection, Mapping

from deskclient.domain.fields import Value
from deskclient.domain.ids import RecordId
from deskclient.domain.kind import Kind
from deskclient.services.api import Reads

_BRINGS = (("requester", "organisation"), ("queue", "line"))
"""A reference, and the field of the same name that the record behind it brings."""


class Brought:
    """Remembers what came by itself, so that it goes again with what brought it.

    Args:
        reads: Where the records behind references are looked up.
        kind: Of the record that is being made.
        kept: Names of its fields that the desk keeps.
    """

    def __init__(self, reads: Reads, kind: Kind, kept: Collection[str]) -> None:
        self._reads = reads
        self._fields = {name: spec for name, spec in kind.field_map.items() if name in kept}
        self._brought: dict[str, Value] = {}

    def after(self, chosen: Collection[str], doc: Mapping[str, Value]) -> dict[str, Value]:
        """Give what is to be filled in now; what a person chose instead is left alone.

        Args:
            chosen: Names of the fields that were just filled in.
            doc: What is filled in so far.
        """
        found: dict[str, Value] = {}
        for by, target in _BRINGS:
            if by not in chosen or by not in self._fields or target not in self._fields:
                continue
            if doc.get(target) and doc.get(target) != self._brought.get(target):
                continue
            found[target] = self._brought[target] = self._behind(by, doc).get(target)
        return found

    def _behind(self, by: str, doc: Mapping[str, Value]) -> Mapping[str, Value]:
        name, kind = doc.get(by), self._fields[by].ref
        found = self._reads.record(kind, RecordId(name)) if name and isinstance(name, str) else None
        return {} if found is None else found.doc
