"""The lock as Windows reads it."""

from pathlib import Path

from tests.windows.lock import for_windows, names

ROOT = Path(__file__).parents[2]
LOCK = """\
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:aa \\
    --hash=sha256:bb
cffi==2.1.1 ; platform_python_implementation != 'PyPy' \\
    --hash=sha256:cc
macholib==1.16.4 ; sys_platform == 'darwin' \\
    --hash=sha256:dd
lxml==6.1.3 \\
    --hash=sha256:ee
"""


def test_windows_takes_its_own_and_leaves_what_is_for_others():
    assert for_windows(LOCK) == (
        "colorama==0.4.6 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n"
        "cffi==2.1.1 ; platform_python_implementation != 'PyPy' \\\n"
        "    --hash=sha256:cc\n"
        "lxml==6.1.3 \\\n    --hash=sha256:ee\n"
    )


def test_every_pin_of_the_run_time_is_read_with_its_hashes():
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert len(names(text)) == text.count("==") - text.count(" == '")
    assert for_windows(text).count("--hash=") >= len(names(for_windows(text)))
