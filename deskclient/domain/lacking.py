"""What a desk does not keep: fields and kinds that nobody can write there. Pure.

They stay declared, so that stores and queries are the same for all desks; forms, commands and
checks treat them as what only the desk could set.
"""

from collections.abc import Collection, Iterator

from msgspec.structs import replace

from deskclient.domain.fields import FieldSpec
from deskclient.domain.kind import Kind, Registry


def without(registry: Registry, lacks: Collection[str]) -> Registry:
    """Make a registry in which nobody writes what a desk does not keep.

    Args:
        registry: All kinds.
        lacks: Names of kinds, of fields as ``kind.field``, or of choices as ``kind.field=value``;
            unknown ones are left out.
    """
    if not lacks:
        return registry
    return Registry(tuple(_kind_without(kind, lacks) for kind in registry))


def kept_names(registry: Registry) -> Iterator[str]:
    """List what can be written: kinds, their fields as ``kind.field``, choices as ``…=value``."""
    for kind in registry:
        writable = kind.writable()
        if writable:
            yield kind.name
        for spec in writable:
            yield f"{kind.name}.{spec.name}"
            yield from (f"{kind.name}.{spec.name}={one.value}" for one in spec.choices)


def _kind_without(kind: Kind, lacks: Collection[str]) -> Kind:
    whole = kind.name in lacks
    missing = {spec.name for spec in kind.fields if whole or f"{kind.name}.{spec.name}" in lacks}
    poorer = {spec.name for spec in kind.fields if _lacking_choices(kind, spec, lacks)}
    if not missing and not poorer:
        return kind
    fields = [_unwritable(one) if one.name in missing else one for one in kind.fields]
    fields = [_without_choices(kind, one, lacks) if one.name in poorer else one for one in fields]
    return replace(kind, fields=tuple(fields))


def _lacking_choices(kind: Kind, spec: FieldSpec, lacks: Collection[str]) -> bool:
    return any(f"{kind.name}.{spec.name}={one.value}" in lacks for one in spec.choices)


def _without_choices(kind: Kind, spec: FieldSpec, lacks: Collection[str]) -> FieldSpec:
    kept = [one for one in spec.choices if f"{kind.name}.{spec.name}={one.value}" not in lacks]
    return replace(spec, choices=tuple(kept))


def _unwritable(spec: FieldSpec) -> FieldSpec:
    return replace(spec, server_only=True, in_form=False, required=False, required_when=_never)


def _never(_doc: object) -> bool:
    return False
