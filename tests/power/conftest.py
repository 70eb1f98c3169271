"""The desks made once, as for tests/desk."""

from tests.desk.conftest import certified, made

__all__ = ["certified", "made"]
