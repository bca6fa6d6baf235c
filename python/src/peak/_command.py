"""Where the command is."""

from __future__ import annotations

import os
import shutil

from ._errors import PeakError


def find() -> str:
    """The command ``peak``: ``PEAK_HOME/bin/peak``, ``PEAK_HOME/peak`` (a checkout), else on the PATH."""
    home = os.environ.get("PEAK_HOME", "")
    if home:
        for path in (os.path.join(home, "bin", "peak"), os.path.join(home, "peak")):
            if os.path.isfile(path) and os.access(path, os.X_OK):
                return path
        raise PeakError(f"no command at PEAK_HOME={home}: neither bin/peak nor peak is there")
    found = shutil.which("peak")
    if found is None:
        raise PeakError(
            "the command peak is not found: set PEAK_HOME to its distribution or checkout, or put it on the PATH"
        )
    return found
