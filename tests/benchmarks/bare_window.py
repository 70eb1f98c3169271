"""Floor of a start: an empty window, gone after its first paint."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget


class Bare(QWidget):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, QApplication.quit)


app = QApplication(sys.argv)
window = Bare()
window.resize(1180, 720)
window.show()
sys.exit(app.exec())
