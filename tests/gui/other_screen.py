"""A window that comes to another screen, in a process of its own: Qt reads at its
start which screens there are. Prints what became of it as JSON.

Argument: a desk's folder.
"""

import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.desk.desk import open_desk
from desktop.gui.application import Doors, Program, application
from desktop.gui.parts.button import Button
from desktop.gui.places import NewRecord
from tests.gui.conftest import PASSWORD, TODAY, Chance, TrainingClock


def settle():
    for _ in range(30):
        QApplication.processEvents()


def seen(program):
    """What stands where, in the window's own measure, and whether all of it is seen."""
    frame = program.frame
    button = program.window.page.finish_button
    corner = button.mapTo(frame, button.rect().bottomRight())
    return {
        "scale": frame.grab().devicePixelRatio(),
        "size": frame.size().toTuple(),
        "least": frame.minimumSize().toTuple(),
        "font": button.fontMetrics().height(),
        "buttons": [
            b.size().toTuple() for b in frame.findChildren(Button) if b.isVisible()
        ],
        "whole": corner.x() < frame.width() and corner.y() < frame.height(),
    }


def main(folder):
    with application() as app:
        clock = TrainingClock(TODAY)

        def opened(secret):
            return open_desk(Path(folder), secret, clock, Chance())

        program = Program(app, Doors(Path(folder), opened, None, clock))
        program.start(PASSWORD)
        while program.window is None or program._worker is None:
            QApplication.processEvents()
        program.window.go(NewRecord("mobilisation_event"))
        told, there = [], {screen.name(): screen for screen in app.screens()}
        for screen in map(there.get, ("one", "two", "small", "one")):
            program.frame.setScreen(screen)
            program.frame.windowHandle().setScreen(screen)
            program.frame.move(screen.geometry().topLeft())
            settle()
            room = screen.availableSize().toTuple()
            told.append({"screen": screen.name(), "room": room} | seen(program))
        program.stop()
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
