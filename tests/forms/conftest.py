"""The pack, compiled once, and tables to fill by hand."""

import pytest

from desktop import assets
from desktop.desk.catalogue import Catalogue
from desktop.desk.packs import load
from tests.forms.tables import Tables


@pytest.fixture(scope="session")
def pack(tmp_path_factory):
    return load(assets.forms(), tmp_path_factory.mktemp("pack"))


@pytest.fixture(scope="session")
def specs(pack):
    return Catalogue(pack).specs()


@pytest.fixture
def tables(tmp_path, pack, specs):
    found = Tables(tmp_path / "store.db", pack, specs)
    yield found
    found.reader.close()
    found.writer.close()
