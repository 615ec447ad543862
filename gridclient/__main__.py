"""`python -m gridclient`: the desktop client."""

import sys

from gridclient.app import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
