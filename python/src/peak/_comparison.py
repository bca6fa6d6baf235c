"""Runs side by side, as a notebook shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ._picture import Picture
from ._rows import table

_SIDE_BY_SIDE = 10


class Comparison:
    """What `peak compare` says of runs.

    ``runs``: their ids. ``differs`` and ``metrics``: by name, then by run; ``same``: how many settings don't differ.
    ``picture``: growth and drawdown over each other; None where no run has a curve above zero.
    """

    def __init__(self, document: Mapping[str, Any], picture: Picture | None) -> None:
        self.snapshot: str = document["snapshot"]
        self.runs: list[str] = document["runs"]
        self.differs: dict[str, dict[str, Any]] = document["differs"]
        self.same: int = document["same"]
        self.metrics: dict[str, dict[str, Any]] = {
            name: {run: float(value) for run, value in values.items()} for name, values in document["metrics"].items()
        }
        self.picture = picture

    def __repr__(self) -> str:
        return f"<Comparison of {len(self.runs)} runs: {len(self.differs)} settings differ, {self.same} are the same>"

    def _repr_html_(self) -> str:
        drawn = self.picture.svg[self.picture.svg.index("<svg") :] if self.picture else "<p>no curve above zero</p>"
        if len(self.runs) > _SIDE_BY_SIDE:
            return drawn
        named = [*self.differs.items(), *self.metrics.items()]
        return drawn + table(["", *self.runs], ([name, *map(values.get, self.runs)] for name, values in named))
