"""The command ``sophoihop``."""

import sys


def main() -> int:
    """Run the argument line; returns the exit code."""
    from desktop.app import run_watched
    from desktop.text import streams

    streams.make_ready()
    return run_watched(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
