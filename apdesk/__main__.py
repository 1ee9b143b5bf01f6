"""`python -m apdesk`: the command line without the window."""

import sys

from apdesk.cli.main import main

sys.exit(main())
