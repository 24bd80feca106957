"""`python -m grantrules` is the command line."""

import sys

from grantrules.cli.main import main

sys.exit(main())
