"""What every test stands on."""

import os
import sys
from functools import cache

import pytest

from tests import rounds
from tests.windows import left_out

# Without a screen of its own a Qt program would abort; tests that want a real
# window start Xvfb through pytest-xvfb and say so.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_report_header():
    return rounds.told()


def pytest_collection_modifyitems(items):
    """Inside Windows' Python some tests have nothing to ask."""
    if sys.platform != "win32":
        return
    for item in items:
        if why := left_out.reason(item.nodeid):
            item.add_marker(pytest.mark.skip(reason=why))


@pytest.fixture(scope="session", autouse=True)
def app_data(tmp_path_factory):
    """Programs that tests start leave nothing with the user who runs them."""
    with pytest.MonkeyPatch.context() as patch:
        folder = str(tmp_path_factory.mktemp("app-data"))
        patch.setenv("XDG_DATA_HOME", folder)
        patch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", folder)
        yield


@pytest.fixture(scope="session", autouse=True)
def remembered_keys():
    """The same password and salt give the same key: it costs a quarter second once."""
    from desktop.signing import box

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(box, "derive", cache(box.derive))
        yield


@pytest.fixture(scope="session")
def soft_token(tmp_path_factory):
    """A token in software, one for all: its library is loaded once in a process."""
    from tests.signing.softhsm import make_token

    return make_token(tmp_path_factory.mktemp("token"))
