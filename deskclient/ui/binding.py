"""Loads Qt's binding without what it does for others at every start.

It replaces Python's import by one that reads the source of every module imported from then on, to
learn whether it may use names in another style; all these lines stay in memory. Nothing here does,
so Python's own import is put back.

It also compiles a hundred kilobytes of its own sources, which it carries as text: how it words a
call with wrong arguments, how it describes its functions, how it writes type stubs. A window needs
none of that before such a call is made, so each of these modules is compiled when one of its names
is first asked for. Where the binding brings them in another form, or is of a version that nobody
has tried this with, nothing is put off.
"""

import builtins
import linecache
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from deskclient import plain_import
from deskclient.ui.quick_enums import hasten_enums

_TRIED = ("6.11.", "6.12.")
_LATE = frozenset(
    f"shibokensupport/signature/{name}.py"
    for name in (
        "errorhandler",
        "layout",
        "lib/enum_sig",
        "lib/pyi_generator",
        "lib/tool",
        "mapping",
        "parser",
    )
)
# The binding takes the one name it calls first of all from the module's dictionary, not by asking.
_STUB = f"""
from {__name__} import LateNames
__getattr__ = LateNames({{path!r}}, globals())
if __name__.endswith(".mapping"):
    def update_mapping():
        return __getattr__("update_mapping")()
"""
_plain_compile = builtins.compile
_sources: dict[str, bytes] = {}


def load_qt() -> None:
    """Load what every module of Qt needs, unless it is loaded."""
    hasten_enums()
    with _compiling_late():
        import_module("PySide6.QtCore")
    builtins.__import__ = plain_import
    linecache.clearcache()  # of what it has read till then


@contextmanager
def _compiling_late() -> Iterator[None]:
    builtins.compile = _compile  # type: ignore[assignment]  # all of its many forms pass through
    try:
        yield
    finally:
        builtins.compile = _plain_compile


def _compile(source: Any, path: Any, *how: Any, **more: Any) -> Any:
    if not isinstance(source, bytes) or path not in _LATE or not _is_tried():
        return _plain_compile(source, path, *how, **more)
    _sources[path] = source
    return _plain_compile(_STUB.format(path=path), path, "exec")


def _is_tried() -> bool:
    # Qt's package says its version before it loads anything.
    return str(getattr(sys.modules.get("PySide6"), "__version__", "")).startswith(_TRIED)


class LateNames:
    """Is ``__getattr__`` of a module of the binding that is compiled when a name is missing.

    Only the window's thread calls Qt, and so comes here.
    """

    def __init__(self, path: str, names: dict[str, object]) -> None:
        self._path = path
        self._names = names

    def __call__(self, name: str) -> object:
        """Give what the module calls by a name."""
        if name.startswith("__"):  # asked by Python, for instance whether it is a package
            raise AttributeError(name)
        source = _sources.pop(self._path, None)
        if source is not None:
            exec(_plain_compile(source, self._path, "exec"), self._names)  # noqa: S102 - the binding's own text
        try:
            return self._names[name]
        except KeyError:
            raise AttributeError(name) from None
