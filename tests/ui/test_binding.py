"""Qt is loaded without what its binding does for others, and nothing of it is lost."""

import subprocess
import sys
import textwrap

_COMPILES = """
    import builtins, sys
    plain, compiled = builtins.compile, []

    def listening(source, path, *how, **more):
        compiled.append(str(source))
        return plain(source, path, *how, **more)

    builtins.compile = listening
    import deskclient.ui
    print(builtins.compile is listening)
"""
_CALLS = """
    import pydoc
    from PySide6.QtCore import QSize, QTimer
    from PySide6.support.signature import get_signature
    from shibokensupport.signature.lib.pyi_generator import generate_pyi

    def said(call):
        try:
            return call()
        except Exception as error:
            return f"{type(error).__name__}: {error}"

    print(said(lambda: QSize("wide")))
    print(said(lambda: QTimer(intervall=3)))
    print(said(lambda: QTimer.singleShot("soon", "never")))
    print(said(lambda: QSize.__doc__))
    print(pydoc.render_doc(QTimer.start))
    print(get_signature(QSize.scaled), generate_pyi.__name__)
"""


def _run(*parts: str) -> str:
    program = "".join(textwrap.dedent(part) for part in parts)
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def test_what_only_words_mistakes_is_not_compiled_at_the_start() -> None:
    told = _run(_COMPILES, 'print(sum("def generate_pyi(" in text for text in compiled))')
    assert told.splitlines() == ["True", "0"]


def test_mistakes_are_worded_and_functions_described_as_by_the_binding_alone() -> None:
    plain = _run(_CALLS)
    assert "PySide6.QtCore.QSize.__init__(w: int, h: int, /)" in plain
    assert _run("import deskclient.ui", _CALLS) == plain
