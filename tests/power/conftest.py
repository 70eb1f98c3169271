"""The two desks made once, as for tests/desk."""

from tests.desk.conftest import made

__all__ = ["made"]
