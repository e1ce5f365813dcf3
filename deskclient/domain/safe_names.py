"""Names of received files made safe for any file system, and warned of where they may run. Pure."""

import re
import unicodedata

MAX_CHARS = 120
_MAX_BYTES = 200
# Compiled when they are first used: no start needs them.
_FORBIDDEN = r'[<>:"/\\|?*\x00-\x1f\x7f]'
_RESERVED = r"(?i:con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])"
_RISKY = frozenset(
    [
        "app",
        "appimage",
        "bat",
        "bin",
        "chm",
        "cmd",
        "com",
        "command",
        "cpl",
        "deb",
        "desktop",
        "dll",
        "docm",
        "dotm",
        "exe",
        "gadget",
        "hta",
        "iso",
        "img",
        "jar",
        "js",
        "jse",
        "lnk",
        "msc",
        "msi",
        "msix",
        "msp",
        "pif",
        "pptm",
        "ps1",
        "psm1",
        "py",
        "pyw",
        "reg",
        "rpm",
        "run",
        "scf",
        "scr",
        "sh",
        "sys",
        "url",
        "vb",
        "vbe",
        "vbs",
        "vhd",
        "vhdx",
        "wsf",
        "wsh",
        "xlsm",
        "xltm",
        "xll",
    ]
)


def safe_name(name: str) -> str:
    """Give a name that is one plain file in one folder, reads as it is, and keeps its ending."""
    text = unicodedata.normalize("NFC", name)
    # Format characters can turn the visible order round: ``gpj.exe`` read as ``exe.jpg``.
    text = "".join(" " if char.isspace() else char for char in text if not _is_hidden(char))
    text = re.split(r"[/\\]", text)[-1]
    text = re.sub(_FORBIDDEN, "_", text).strip(" .")
    stem, dot, ending = text.rpartition(".")
    if not dot or len(ending) > 16 or not stem:
        stem, ending = text, ""
    if re.fullmatch(_RESERVED, stem.split(".")[0].strip()):
        stem = f"_{stem}"
    ending = f".{ending}" if ending else ""
    stem = _shortened(stem, MAX_CHARS - len(ending), _MAX_BYTES - len(ending.encode()))
    return f"{stem.strip(' .') or 'file'}{ending}"


def may_run(name: str) -> bool:
    """Tell whether opening a file of this name could start a program."""
    return any(part.strip().lower() in _RISKY for part in safe_name(name).split(".")[1:])


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in {"Cf", "Cs", "Co", "Cn"} or (
        unicodedata.category(char) == "Cc" and not char.isspace()
    )


def _shortened(text: str, chars: int, octets: int) -> str:
    cut = text[:chars]
    while len(cut.encode()) > octets:
        cut = cut[:-1]
    return cut
