"""`python -m styler` is `styler`."""

import sys

from styler.cli import main

sys.exit(main())
