"""`styler weights`: the full-precision VGG-19."""

from __future__ import annotations

import argparse
from typing import Any


def add_weights(commands: Any) -> None:
    """`styler weights status`, `download` and `import`."""
    parser = commands.add_parser("weights", help="the full-precision VGG-19 weights")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    status = actions.add_parser("status", help="which weights are on this computer")
    status.set_defaults(command=_weights_status)
    download = actions.add_parser("download", help="fetch Keras' file (80 MB), once")
    download.add_argument("--url", help="fetch it from somewhere else")
    download.set_defaults(command=_weights_download)
    imported = actions.add_parser("import", help="take over a copy of Keras' file")
    imported.add_argument("file", metavar="FILE")
    imported.set_defaults(command=_weights_import)


def _weights_status(_: argparse.Namespace) -> int:
    from styler.engine import weights

    print(f"8-bit weights (used unless you choose otherwise): {weights.SHIPPED_FILE}")
    found = weights.keras_file()
    print(f"full-precision weights: {found or 'not on this computer'}")
    return 0


def _weights_download(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from styler.engine import weights

    found = weights.keras_file()
    if found is None:
        with tqdm(total=weights.KERAS_BYTES, unit="B", unit_scale=True) as bar:
            found = weights.download(
                lambda done, _: bar.update(done - bar.n), options.url or weights.KERAS_URL
            )
    print(f"full-precision weights: {found}")
    return 0


def _weights_import(options: argparse.Namespace) -> int:
    from styler.engine import weights

    print(f"full-precision weights: {weights.import_file(options.file)}")
    return 0
