"""make soak: the long numbers in rounds of fresh seeds; stopped, it goes on from there.

python -m tests.soak --kills 50 runs a smaller share, and of that part only.
"""

import argparse
import sys

from tests.soak.book import Book, commit
from tests.soak.parts import PARTS, run


def main(words):
    parser = argparse.ArgumentParser("python -m tests.soak", description=__doc__)
    for part in PARTS:
        parser.add_argument(f"--{part.name}", type=int, help=f"else {part.whole}")
    named = {n: c for n, c in vars(parser.parse_args(words)).items() if c}
    wanted = named or {part.name: part.whole for part in PARTS}
    tried = commit()
    chosen = [part for part in PARTS if part.name in wanted]
    held = [run(part, wanted[part.name], Book(), tried) for part in chosen]
    return 0 if all(held) else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("stopped; the next call goes on from the last whole round")
