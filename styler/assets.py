"""Where the files that ship with Styler are: weights, samples, icons."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def asset(*parts: str) -> Path:
    """The path of a shipped file or folder, such as `asset("samples", "content")`.

    An installed wheel carries `assets` inside the package; in a checkout it lies beside it.
    """
    installed = _PACKAGE / "assets"
    root = installed if installed.is_dir() else _PACKAGE.parent / "assets"
    return root.joinpath(*parts)
