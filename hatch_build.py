"""The wheel carries forms/ and resources/ inside desktop/, forms already compiled."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = ("forms", "resources")


class CompiledPack(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own
    """Compiles the form pack while the wheel is made, never when the program starts."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """A checkout (editable) reads its own folders and needs no copies."""
        if version == "editable":
            return
        root = Path(self.root)
        self._scratch = TemporaryDirectory()
        compiled = Path(self._scratch.name) / "compiled"
        sys.path.insert(0, self.root)
        try:
            from desktop.desk.packs import compile_into

            compile_into(root / "forms", compiled)
        finally:
            sys.path.remove(self.root)
        carried = {str(root / name): f"desktop/{name}" for name in CARRIED}
        carried[str(compiled)] = "desktop/forms/compiled"
        build_data["force_include"].update(carried)

    def finalize(self, version: str, build_data: dict[str, Any], artifact: str) -> None:
        """The scratch folder is not needed once the wheel is written."""
        if version != "editable":
            self._scratch.cleanup()
