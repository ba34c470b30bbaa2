"""``python -m greenshield``: the command line."""

import sys

from greenshield.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
