"""Starts Styler: `python main.py` is the same as `styler`."""

import sys

from styler.cli import main

if __name__ == "__main__":
    sys.exit(main())
