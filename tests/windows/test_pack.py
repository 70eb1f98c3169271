"""What is published is signed by who publishes."""

import sys

import pytest

from tests.windows.pack import signed
from tests.windows.runtime import Absent


def test_the_publishers_own_command_signs_the_file_it_is_given(tmp_path):
    tool = tmp_path / "their tool.py"
    tool.write_text("import sys; open(sys.argv[-1], 'ab').write(sys.argv[1].encode())")
    file = tmp_path / "Sổ phối hợp.exe"
    file.write_bytes(b"program ")
    assert signed(file, f'"{sys.executable}" "{tool}" signature') == file
    assert file.read_bytes() == b"program signature"


def test_a_command_that_fails_leaves_nothing_published(tmp_path):
    with pytest.raises(Absent, match="failed"):
        signed(tmp_path / "x.exe", f'"{sys.executable}" -c "raise SystemExit(3)"')
