"""`python -m briefing` is the command `briefing`."""

import sys

from briefing.cli import main

sys.exit(main())
