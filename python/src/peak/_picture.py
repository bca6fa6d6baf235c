"""What the command draws, shown by a notebook."""

from __future__ import annotations

import os
import re
from pathlib import Path

class Picture:
    """A chart as SVG: the same that ``peak compare --svg`` writes. A notebook shows it, light or dark as its reader is."""

    def __init__(self, svg: str) -> None:
        self.svg = svg

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Writes it as a file that stands alone."""
        file = Path(path)
        file.write_text(self.svg, encoding="utf-8")
        return file

    def _repr_svg_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        drawn = re.search(r"<title>(.*?)</title>", self.svg)
        return f"<Picture: {drawn.group(1) if drawn else 'a chart'}>"
