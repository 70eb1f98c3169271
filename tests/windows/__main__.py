"""make installer: what is published, below dist/, from what is committed."""

import sys
import tempfile
from pathlib import Path

from tests.windows.build import commit_time, folder
from tests.windows.pack import packed
from tests.windows.runtime import CACHE, Absent


def main():
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "dist")
    CACHE.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
            setup = packed(folder(Path(scratch)), out, commit_time())
    except Absent as reason:
        print(reason, file=sys.stderr)
        return 1
    print(f"{setup} {setup.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
