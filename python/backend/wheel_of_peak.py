"""Builds the package's wheel with the standard library alone, so that it installs where no registry can be reached.

The hooks are those of PEP 517 and PEP 660; what pip is told stands in pyproject.toml.
"""

from __future__ import annotations

import base64
import hashlib
import io
import tarfile
import tomllib
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((HERE / "pyproject.toml").read_text("utf-8"))["project"]
NAME, VERSION = PROJECT["name"].replace("-", "_"), PROJECT["version"]
TAG = "py3-none-any"
INFO = f"{NAME}-{VERSION}.dist-info"
WHEEL = f"Wheel-Version: 1.0\nGenerator: peak\nRoot-Is-Purelib: true\nTag: {TAG}\n"

# The same bytes whenever it is built.
MOMENT = (2026, 1, 1, 0, 0, 0)


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    source = HERE / "src"
    files = {
        path.relative_to(source).as_posix(): path.read_bytes()
        for path in sorted(source.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and not path.parent.name.endswith(".egg-info")
    }
    return _write(Path(wheel_directory), files)


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    return _write(Path(wheel_directory), {f"_{NAME}.pth": f"{HERE / 'src'}\n".encode()})


def build_sdist(sdist_directory, config_settings=None):
    root = f"{NAME}-{VERSION}"
    target = Path(sdist_directory) / f"{root}.tar.gz"
    with tarfile.open(target, "w:gz") as archive:
        for name in ("pyproject.toml", "README.md", "backend", "src", "tests"):
            archive.add(HERE / name, f"{root}/{name}", filter=_without_caches)
        info = tarfile.TarInfo(f"{root}/PKG-INFO")
        content = _metadata()
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    return target.name


def _without_caches(entry):
    return None if "__pycache__" in entry.name else entry


def _metadata() -> bytes:
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {PROJECT['name']}",
        f"Version: {VERSION}",
        f"Summary: {PROJECT['description']}",
        f"License-Expression: {PROJECT['license']}",
        f"Requires-Python: {PROJECT['requires-python']}",
        *(f"Classifier: {classifier}" for classifier in PROJECT["classifiers"]),
    ]
    for extra, needed in PROJECT["optional-dependencies"].items():
        lines.append(f"Provides-Extra: {extra}")
        lines.extend(f'Requires-Dist: {package}; extra == "{extra}"' for package in needed)
    lines.append("Description-Content-Type: text/markdown")
    readme = (HERE / PROJECT["readme"]).read_text("utf-8")
    return ("\n".join(lines) + "\n\n" + readme).encode()


def _write(folder: Path, files: dict[str, bytes]) -> str:
    target = folder / f"{NAME}-{VERSION}-{TAG}.whl"
    files = {**files, f"{INFO}/METADATA": _metadata(), f"{INFO}/WHEEL": WHEEL.encode()}
    record = "".join(f"{name},sha256={_digest(content)},{len(content)}\n" for name, content in files.items())
    files[f"{INFO}/RECORD"] = f"{record}{INFO}/RECORD,,\n".encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o100644 << 16
            wheel.writestr(entry, content)
    return target.name


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
