"""`python -m brobygger` is the `brobygger` command."""

import sys

from brobygger.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
