"""Memory: the most that a fresh process takes above what it has after its imports."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from tests.benchmarks.measure import Ratio

MOST = 40  # MB
STATUS = Path("/proc/self/status")


def ratios(folder, bundle, size):
    """MB above the imports for each part of a hand-over; Linux alone tells them."""
    if not STATUS.exists():
        print("     memory: passed over, this system does not tell it")
        return
    stick = folder / "light"
    stick.mkdir()
    for name, arguments in {
        "MB to export": ("export", folder / "20854", stick),
        "MB to verify": ("verify", folder / "fresh", bundle),
        "MB to take in": ("take", folder / "fresh", bundle),
        "MB for one known": ("take", folder / "fresh", bundle),
    }.items():
        found = _measured(arguments)
        yield Ratio(name, 0.0, 0.0, found, found, 1, size, MOST)


def _measured(arguments):
    command = [sys.executable, "-m", "tests.benchmarks.weight", *map(str, arguments)]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-2000:]
    return float(run.stdout)


def main(what, folder, other):
    from desktop.app import look_for_rings_less_often
    from desktop.desk.views import finish
    from tests.benchmarks import desks

    look_for_rings_less_often()
    import_all()
    with desks.used(Path(folder)) as desk:  # unlocking takes 64 MB, and gives it back
        if what == "export":
            desks.forget_last(desk)
        work = {
            "export": lambda: desk.act.hand_over(Path(other)),
            "verify": lambda: desk.ask.handover.verify(Path(other)),
            "take": lambda: desk.act.take_in(Path(other)),
        }[what]
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins here
        before = _megabytes("VmRSS")
        finish(work())
        print(round(_megabytes("VmHWM") - before, 1))


def import_all():
    """What a hand-over would import on its way."""
    for name in (
        "desktop.bundle.reader", "desktop.bundle.writer", "desktop.desk.fitting",
        "desktop.desk.handoff", "desktop.desk.intake", "desktop.ledger.compiled",
        "desktop.signing.by_key", "desktop.signing.cms", "desktop.signing.signers",
        "desktop.xforms.parse", "pyhanko.sign.signers.pdf_cms", "concurrent.futures.thread",
    ):  # fmt: skip
        import_module(name)


def _megabytes(name):
    found = re.search(rf"{name}:\s+(\d+) kB", STATUS.read_text())
    return int(found[1]) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
