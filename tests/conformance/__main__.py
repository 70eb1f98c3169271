"""make conformance: the shared tables, row by row; exit 1 below a target.

TABLES=DIR reads another folder of the same shapes.
"""

import sys

from tests.conformance.tables import GATES, TABLES, judged, present
from tests.conformance.tally import Tally

FAILURES_SHOWN = 200


def main():
    kinds = present(TABLES)
    if not kinds:
        print(f"No tables in {TABLES}: name a folder by TABLES=DIR.")
        return 2
    met = True
    for kind in kinds:
        tally, gates = Tally(kind, judged(kind, TABLES)), GATES[kind]
        print("\n".join(tally.lines()))
        for failure in tally.failures()[:FAILURES_SHOWN]:
            print("  " + failure)
        for gate in gates:
            share, line = tally.gate(gate)
            met &= share >= gate.target
            print(line)
        print()
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
