"""The notebook of the examples, executed from top to bottom in a kernel of its own."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest


def notebook() -> Path:
    named = os.environ.get("PEAK_EXAMPLES")
    examples = Path(named) if named else Path(__file__).resolve().parents[2] / "examples"
    return examples / "notebooks" / "first_look.ipynb"


def test_the_first_look_runs_from_top_to_bottom(tmp_path, monkeypatch, command):
    pytest.importorskip("pandas")
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    # A kernel of this very Python, whatever is installed for the user; its files lie here.
    kernel = tmp_path / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernel / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "Python 3", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))

    cells = nbclient.NotebookClient(nbformat.read(notebook(), 4), timeout=300).execute().cells

    shown = [
        output["data"]
        for cell in cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "execute_result"
    ]
    assert len(shown) == 8
    assert sum("<table" in data.get("text/html", "") for data in shown) == 6
    assert sum("image/svg+xml" in data for data in shown) == 1
    assert any(">A  ma_10_50</text>" in data.get("text/html", "") for data in shown)
    assert "'ma_10_50'" in shown[0]["text/plain"]
    printed = [output["text"] for cell in cells if cell.cell_type == "code" for output in cell.outputs if "text" in output]
    assert any("ma_10_50" in text for text in printed)
