"""The program as it is started, ended once its first page is on the screen.

python -m tests.benchmarks.first_paint sign-in|list ARGUMENTS OF SOPHOIHOP
"""

import os
import sys


def main(what, arguments):
    HOOKS[what]()
    sys.argv[1:] = arguments
    from desktop.__main__ import main as program

    program()


def end_after_sign_in():
    from desktop.gui.sign_in import SignInPage

    _end_after(SignInPage, lambda page: True)


def end_after_list():
    """The password file holds the data's key: Argon2id's time is no matter here."""
    import desktop.app

    plain = desktop.app.Doors.open_desk

    def open_desk(doors, key):
        from desktop.signing import keyring

        keyring.unlock = lambda folder, secret: bytes.fromhex(secret)
        return plain(doors, key)

    desktop.app.Doors.open_desk = open_desk
    from desktop.gui.application import Program

    show = Program._build

    def build(program, at):
        from desktop.gui.parts.table import Table

        _end_after(Table, lambda table: table.model().rowCount() > 0)
        show(program, at)

    Program._build = build


def end():
    os._exit(0)  # nothing is left to be saved, and leaving is not what is measured


def _end_after(kind, complete):
    from PySide6.QtCore import QTimer

    plain = kind.paintEvent

    def painted(widget, event):
        plain(widget, event)
        if complete(widget):
            QTimer.singleShot(0, end)

    kind.paintEvent = painted


HOOKS = {"sign-in": end_after_sign_in, "list": end_after_list}

if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
    sys.exit("it ended before its first paint")
