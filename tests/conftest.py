"""What every test stands on."""

import os

from tests import rounds

# Without a screen of its own a Qt program would abort; tests that want a real
# window start Xvfb through pytest-xvfb and say so.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_report_header():
    return rounds.told()
