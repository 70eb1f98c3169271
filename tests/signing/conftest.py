"""The token that tests of signing share."""

import pytest

from tests.signing.softhsm import make_token


@pytest.fixture(scope="session")
def soft_token(tmp_path_factory):
    """One for all: the library is loaded once in a process."""
    return make_token(tmp_path_factory.mktemp("token"))
