"""What every test stands on."""

import os

# Without a screen of its own a Qt program would abort; tests that want a real
# window start Xvfb through pytest-xvfb and say so.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
