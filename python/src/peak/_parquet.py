"""Small Parquet files, written with the standard library alone: one row group, a plain page a column.

The format is Apache's (parquet-format): thrift's compact protocol for what describes, plain values behind one bit a
row that says whether there is one.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence
from typing import NamedTuple

# Numbers of parquet.thrift.
_BOOLEAN, _INT64, _DOUBLE, _BYTE_ARRAY = 0, 2, 5, 6
_OPTIONAL = 1
_UTF8, _TIMESTAMP_MICROS = 0, 10
_PLAIN, _RLE = 0, 3
_DATA_PAGE = 0
_UNCOMPRESSED = 0


class Column(NamedTuple):
    """A column; None is a missing value."""

    name: str
    kind: str  # "double", "long", "text", "timestamp" (microseconds UTC), "boolean"
    values: Sequence[object]


_KINDS: dict[str, tuple[int, int | None]] = {
    "double": (_DOUBLE, None),
    "long": (_INT64, None),
    "boolean": (_BOOLEAN, None),
    "timestamp": (_INT64, _TIMESTAMP_MICROS),
    "text": (_BYTE_ARRAY, _UTF8),
}


def file(columns: Sequence[Column]) -> bytes:
    """The bytes of a file; all columns are of one length."""
    rows = len(columns[0].values)
    out = bytearray(b"PAR1")
    chunks = []
    for column in columns:
        page = _page(column, rows)
        chunks.append((column, len(out), len(page)))
        out += page
    footer = _footer(chunks, rows, len(out) - 4)
    return bytes(out + footer + struct.pack("<I", len(footer)) + b"PAR1")


def _page(column: Column, rows: int) -> bytes:
    levels = _present([value is not None for value in column.values])
    content = struct.pack("<I", len(levels)) + levels
    content += _values(column.kind, [value for value in column.values if value is not None])
    header = _Struct()
    header.integer(1, _DATA_PAGE)
    header.integer(2, len(content))
    header.integer(3, len(content))
    page = _Struct()
    for field, number in enumerate((rows, _PLAIN, _RLE, _RLE), start=1):
        page.integer(field, number)
    header.struct(5, page)
    return header.end() + content


def _present(flags: list[bool]) -> bytes:
    """Bits in groups of eight, as the RLE/bit-packing hybrid has them."""
    groups = (len(flags) + 7) // 8
    return _varint(groups << 1 | 1) + _bits(flags)


def _bits(flags: list[bool]) -> bytes:
    packed = bytearray((len(flags) + 7) // 8)
    for place, flag in enumerate(flags):
        if flag:
            packed[place >> 3] |= 1 << (place & 7)
    return bytes(packed)


def _values(kind: str, values: list[object]) -> bytes:
    match kind:
        case "double":
            return _little(array("d", values))  # type: ignore[type-var, arg-type]
        case "long" | "timestamp":
            return _little(array("q", values))  # type: ignore[type-var, arg-type]
        case "boolean":
            return _bits(values)  # type: ignore[arg-type]
        case _:
            texts = [str(value).encode("utf-8", "replace") for value in values]
            return b"".join(struct.pack("<I", len(text)) + text for text in texts)


def _little(numbers: array[float] | array[int]) -> bytes:
    import sys

    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _footer(chunks: list[tuple[Column, int, int]], rows: int, size: int) -> bytes:
    root = _Struct()
    root.text(4, "schema")
    root.integer(5, len(chunks))
    elements = [root]
    metas = []
    for column, offset, length in chunks:
        physical, converted = _KINDS[column.kind]
        element = _Struct()
        element.integer(1, physical)
        element.integer(3, _OPTIONAL)
        element.text(4, column.name)
        if converted is not None:
            element.integer(6, converted)
        elements.append(element)
        meta = _Struct()
        meta.integer(1, physical)
        meta.integers(2, [_PLAIN, _RLE])
        meta.texts(3, [column.name])
        meta.integer(4, _UNCOMPRESSED)
        meta.long(5, rows)
        meta.long(6, length)
        meta.long(7, length)
        meta.long(9, offset)
        chunk = _Struct()
        chunk.long(2, offset)
        chunk.struct(3, meta)
        metas.append(chunk)
    group = _Struct()
    group.structs(1, metas)
    group.long(2, size)
    group.long(3, rows)
    footer = _Struct()
    footer.integer(1, 1)
    footer.structs(2, elements)
    footer.long(3, rows)
    footer.structs(4, [group])
    footer.text(6, "peak-lake (Python)")
    return footer.end()


class _Struct:
    """A struct of thrift's compact protocol; its fields come in the order of their numbers."""

    _I32, _I64, _BINARY, _LIST, _STRUCT = 5, 6, 8, 9, 12

    def __init__(self) -> None:
        self._out = bytearray()
        self._last = 0

    def _field(self, number: int, kind: int) -> None:
        self._out.append((number - self._last) << 4 | kind)
        self._last = number

    def integer(self, number: int, value: int) -> None:
        self._field(number, self._I32)
        self._out += _zigzag(value)

    def long(self, number: int, value: int) -> None:
        self._field(number, self._I64)
        self._out += _zigzag(value)

    def text(self, number: int, value: str) -> None:
        self._field(number, self._BINARY)
        self._out += _binary(value)

    def struct(self, number: int, value: _Struct) -> None:
        self._field(number, self._STRUCT)
        self._out += value.end()

    def integers(self, number: int, values: list[int]) -> None:
        self._list(number, self._I32, [_zigzag(value) for value in values])

    def texts(self, number: int, values: list[str]) -> None:
        self._list(number, self._BINARY, [_binary(value) for value in values])

    def structs(self, number: int, values: list[_Struct]) -> None:
        self._list(number, self._STRUCT, [value.end() for value in values])

    def _list(self, number: int, kind: int, elements: list[bytes]) -> None:
        self._field(number, self._LIST)
        short = len(elements) < 15
        self._out.append((len(elements) if short else 15) << 4 | kind)
        if not short:
            self._out += _varint(len(elements))
        self._out += b"".join(elements)

    def end(self) -> bytes:
        return bytes(self._out) + b"\0"


def _zigzag(value: int) -> bytes:
    return _varint(value << 1 if value >= 0 else (-value << 1) - 1)


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _binary(text: str) -> bytes:
    content = text.encode("utf-8", "replace")
    return _varint(len(content)) + content
