"""One desk for each schema the database has had, as the program of then left it.

NNN.zip is a training commune's folder, made by `sophoihop demo` of the last commit with
schema NNN. They are never edited: a change of the schema adds the next one.
"""

from pathlib import Path
from zipfile import ZipFile

FOLDERS = sorted(Path(__file__).parent.glob("*.zip"))


def unpacked(file, folder):
    """The desk's folder, to be opened by the program of today."""
    with ZipFile(file) as archive:
        archive.extractall(folder)
    return folder
