"""Brings the translations up to date with the words in the sources.

    python docs/update_translations.py

Adds new sentences to each `assets/translations/styler_*.ts` as unfinished, drops those no longer
said, and compiles what is translated to the `.qm` that the window loads.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "assets" / "translations"
TOOLS = Path(PySide6.__file__).parent
TERMINAL_ONLY = (ROOT / "styler" / "cli", ROOT / "styler" / "terminal.py")

# An error marks its sentence as `QT_TR_NOOP` does, in the context without a name.
ERRORS = ("StylerError", "OutOfMemoryError")
ALIASES = ("-tr-function-alias", ",".join(f"QT_TR_NOOP+={name}" for name in ERRORS))
# `-locations none`: a line that moves changes no translation.
COLLECT = ("-locations", "none", "-no-obsolete", "-silent", "-warnings-are-errors", *ALIASES)


def main() -> None:
    for ts in sorted(TRANSLATIONS.glob("styler_*.ts")):
        update(ts)
        compile_to(ts, ts.with_suffix(".qm"))


def update(ts: Path) -> None:
    """Merges what the sources say into the file."""
    language = ts.stem.removeprefix("styler_")
    languages = ("-source-language", "en", "-target-language", language)
    _run("lupdate", *COLLECT, *languages, *map(str, sources()), "-ts", str(ts))


def compile_to(ts: Path, qm: Path) -> None:
    """Writes what is translated in the form that Qt loads."""
    _run("lrelease", "-silent", str(ts), "-qm", str(qm))


def sources() -> list[Path]:
    """Everything that may speak in the window."""
    files = sorted((ROOT / "styler").rglob("*.py"))
    return [file for file in files if not {file, file.parent} & set(TERMINAL_ONLY)]


def _run(tool: str, *arguments: str) -> None:
    ending = ".exe" if (TOOLS / f"{tool}.exe").exists() else ""
    subprocess.run([str(TOOLS / f"{tool}{ending}"), *arguments], check=True)


if __name__ == "__main__":
    main()
