"""`styler info`: what Styler found on this computer."""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
from typing import Any

import styler
from styler import log


def add_info(commands: Any) -> None:
    """`styler info`."""
    info = commands.add_parser("info", help="versions, device and precision")
    info.add_argument("--json", action="store_true", help="as one JSON object")
    info.set_defaults(command=_info)


def _info(options: argparse.Namespace) -> int:
    facts = _facts()
    if options.json:
        print(json.dumps(facts, ensure_ascii=False))
    else:
        width = max(map(len, facts))
        print("\n".join(f"{name:{width}}  {fact}" for name, fact in facts.items()))
    return 0


def _facts() -> dict[str, Any]:
    from styler.engine import precision, weights

    return {
        "styler": styler.__version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        **{
            name: importlib.metadata.version(name)
            for name in ("tensorflow", "PySide6-Essentials", "pillow", "numpy")
        },
        "processors": os.cpu_count(),
        "device": precision.device(),
        "precision": precision.resolve("auto"),
        "weights": str(weights.SHIPPED_FILE),
        "full-precision weights": str(weights.keras_file() or "not on this computer"),
        "log": str(log.path()),
    }
