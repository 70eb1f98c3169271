"""The command ``sophoihop``."""

import sys


def main() -> int:
    """Run the argument line; returns the exit code."""
    from desktop.app import run
    from desktop.text import streams

    streams.make_ready()
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
