"""`python -m grantrules` is the command line."""

import sys

from grantrules.cli import main

sys.exit(main())
