"""What every test stands on."""

import os

import pytest

from tests import rounds

# Without a screen of its own a Qt program would abort; tests that want a real
# window start Xvfb through pytest-xvfb and say so.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_report_header():
    return rounds.told()


@pytest.fixture(scope="session")
def soft_token(tmp_path_factory):
    """A token in software, one for all: its library is loaded once in a process."""
    from tests.signing.softhsm import make_token

    return make_token(tmp_path_factory.mktemp("token"))
