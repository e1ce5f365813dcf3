"""What a desk calls things, kept sealed in the profile's folder: read before any store is opened.

It can be told anew at any time, so that a file that is gone or damaged counts as none.
"""

import logging
from pathlib import Path
from types import MappingProxyType

import msgspec

from deskclient.domain.desk_words import DeskWords, KindWords
from deskclient.domain.errors import DamagedError
from deskclient.storage.connect import Key
from deskclient.storage.files import file_faults, write_whole
from deskclient.storage.sealed_file import make_cipher, read_chunks, seal_whole

NAME = "words"
NONE: DeskWords = MappingProxyType({})
_log = logging.getLogger(__name__)


def read_words(folder: Path, key: Key) -> DeskWords:
    """Read what was kept last; nothing if nothing was, or none of it can be read.

    Raises:
        StorageError: the folder cannot be read.
    """
    path = folder / NAME
    if not path.exists():
        return NONE
    try:
        with file_faults():
            content = b"".join(read_chunks(path, make_cipher(key)))
        words: DeskWords = msgspec.json.decode(content, type=dict[str, KindWords])
    except (DamagedError, msgspec.MsgspecError) as trouble:
        _log.warning("what the desk calls things cannot be read here: %s", trouble)
        return NONE
    return words


def write_words(folder: Path, key: Key, words: DeskWords) -> None:
    """Keep what the desk says now.

    Raises:
        StorageError: it could not be kept; what was kept before still is.
    """
    if not words:
        with file_faults():
            (folder / NAME).unlink(missing_ok=True)
        return
    content = msgspec.json.encode(dict(words))
    write_whole(folder / NAME, seal_whole(content, make_cipher(key)))
