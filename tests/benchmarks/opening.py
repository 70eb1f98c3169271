"""A form of sixty questions, built and painted, against sixty bare widgets."""

import time
from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QStackedWidget

from desktop.gui import theme
from desktop.gui.form.form_view import FormView
from desktop.gui.parts.card import Scroll
from desktop.xforms.engine import no_sources, open_instance
from tests.benchmarks.floors import bare_form
from tests.benchmarks.measure import compare
from tests.benchmarks.screen import screen
from tests.gui import small_form
from tests.xforms.world import Counting, StillClock

FIELDS, ROUNDS = 60, 150
KINDS = (  # in the order of the floor's widgets
    ("text", ""), ("integer", ""), ("decimal", ""), ("select_one few", "minimal"),
    ("acknowledge", ""), ("text", "multiline"),
)  # fmt: skip
HEAD = """
| survey |
| | type | name | label | appearance | bind::sph:short |"""
TAIL = """
| choices |
| | list_name | name | label |
| | few | a | Một |
| | few | b | Hai |

| settings |
| | form_id | form_title | version | namespaces |
| | sixty | Sáu mươi | 1 | sph="urn:so-phoi-hop:columns:1" |
"""


def form():
    rows = [
        f"| | {kind} | q{number} | Câu hỏi {number} | {look} | yes |"
        for number in range(FIELDS)
        for kind, look in [KINDS[number % len(KINDS)]]
    ]
    return small_form.form("\n".join([HEAD, *rows, TAIL]), "x")


class Painted(QObject):
    """Hears when a widget has been painted."""

    seen = False

    def eventFilter(self, widget, event):
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def shown(stack, make):
    """Milliseconds until the page that ``make`` builds is painted; then it goes."""
    heard = Painted()
    start = time.perf_counter()
    page = make()
    page.widget().installEventFilter(heard)
    stack.addWidget(page)
    stack.setCurrentWidget(page)
    while not heard.seen:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    spent = (time.perf_counter() - start) * 1000
    stack.removeWidget(page)
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return spent


def ratios(folder):
    with screen() as platform:
        app = QApplication.instance() or QApplication(["bench"])
        stack = QStackedWidget()
        stack.resize(1180, 720)
        stack.show()
        theme.apply(app, "light", 100)
        sixty = form()

        def page():
            instance = open_instance(sixty, no_sources, StillClock(), Counting())
            view = FormView(lambda: date(2026, 7, 2), stack)
            scroll = Scroll(view)
            view.show_entry(small_form.SmallEntry(sixty, instance), unfolded=True)
            assert len(view.fields()) == FIELDS
            return scroll

        yield compare(
            "open a form",
            lambda: shown(stack, lambda: bare_form(FIELDS)),
            lambda: shown(stack, page),
            ROUNDS,
            f"{FIELDS} questions, {platform}",
            5.0,
        )
        stack.close()
        app.quit()
