"""A folder that truly cannot be written, for the administrator as well."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_VERSION = 0x20080522
_MAY_OVERRIDE_PERMISSIONS = 1 << 1


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Data(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """Take away the right to write into a folder and what is in it; reading stays allowed.

    The administrator's thread, and those it starts, lose for this time the power to pass over
    permissions (capabilities(7), CAP_DAC_OVERRIDE); the system itself then refuses.
    """
    every = [folder, *folder.rglob("*")]
    modes = [one.stat().st_mode for one in every]
    for one, mode in zip(every, modes, strict=True):
        one.chmod(mode & ~0o222)
    try:
        with _as_others():
            yield
    finally:
        for one, mode in zip(every, modes, strict=True):
            one.chmod(mode)


@contextmanager
def _as_others() -> Iterator[None]:
    if sys.platform != "linux" or os.geteuid() != 0:
        yield
        return
    system = ctypes.CDLL(None, use_errno=True)
    header, data = _Header(_VERSION, 0), (_Data * 2)()
    _ask(system.capget, header, data)
    before = data[0].effective
    data[0].effective &= ~_MAY_OVERRIDE_PERMISSIONS
    _ask(system.capset, header, data)
    try:
        yield
    finally:
        data[0].effective = before
        _ask(system.capset, header, data)


def _ask(call: "ctypes._NamedFuncPointer", header: _Header, data: "ctypes.Array[_Data]") -> None:
    if call(ctypes.byref(header), data) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
