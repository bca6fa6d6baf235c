"""Spans and metrics of a runner, with the standard library alone.

``PEAK_TELEMETRY=file``: write_run leaves the spans beside the run, as OTLP JSON lines that ``peak trace`` draws.
``OTEL_EXPORTER_OTLP_ENDPOINT``: spans and metrics also go there by opentelemetry-sdk, where that is installed.
Neither: nothing is done, and nothing is kept.
"""

from __future__ import annotations

import functools
import json
import os
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from contextvars import ContextVar, Token
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from . import _otel

P = ParamSpec("P")
T = TypeVar("T")

_MOST_SPANS = 20_000  # of one trace in memory; later ones are dropped
_ERROR, _INTERNAL = 2, 1
_current: ContextVar[_Span | None]
_latest: ContextVar[_Trace | None]


def _wants_file() -> bool:
    return "file" in (word.strip() for word in os.environ.get("PEAK_TELEMETRY", "").split(","))


class _Trace:
    """What is known of a trace: the spans that ended and were not written, and those that still run."""

    def __init__(self) -> None:
        self.id = secrets.token_hex(16)
        self.ended: list[_Span] = []
        self.lock = threading.Lock()

    def ends(self, span: _Span) -> None:
        with self.lock:
            if not span.taken and len(self.ended) < _MOST_SPANS:
                self.ended.append(span)


class _Span:
    """A span. Its duration is of the clock that nobody turns back."""

    def __init__(self, name: str, attributes: Mapping[str, Any], parent: _Span | None) -> None:
        self.name, self.attributes, self.parent = name, dict(attributes), parent
        self.trace: _Trace = parent.trace if parent is not None else _Trace()
        self.id = secrets.token_hex(8)
        self.began, self._clock = time.time_ns(), time.perf_counter_ns()
        self.ended: int | None = None
        self.error: BaseException | None = None
        self.taken = False

    def end(self, error: BaseException | None) -> None:
        self.ended, self.error = self._now(), error
        self.trace.ends(self)

    def _now(self) -> int:
        return self.began + time.perf_counter_ns() - self._clock

    def otlp(self) -> dict[str, Any]:
        span: dict[str, Any] = {"traceId": self.trace.id, "spanId": self.id}
        if self.parent is not None:
            span["parentSpanId"] = self.parent.id
        ended = self.ended if self.ended is not None else self._now()
        span |= {"name": self.name, "kind": _INTERNAL}
        span |= {"startTimeUnixNano": str(self.began), "endTimeUnixNano": str(ended)}
        span["attributes"] = _attributes(self.attributes)
        if self.error is not None:
            span["status"] = {"code": _ERROR, "message": str(self.error)}
            kind = f"{type(self.error).__module__}.{type(self.error).__qualname__}".removeprefix("builtins.")
            said = {"exception.type": kind, "exception.message": str(self.error)}
            event = {"timeUnixNano": str(ended), "name": "exception", "attributes": _attributes(said)}
            span["events"] = [event]
        return span


_current = ContextVar("peak_span", default=None)
_latest = ContextVar("peak_trace", default=None)


class trace_span:
    """A span of what is done: ``@trace_span("backtest.run")`` on a function, or ``with trace_span("load"):``.

    What it throws is recorded and thrown on. More keywords are attributes.
    """

    def __init__(self, name: str, **attributes: Any) -> None:
        self.name, self.attributes = name, attributes
        self._open: list[tuple[_Span | None, Token[_Span | None] | None, Any]] = []

    def __call__(self, function: Callable[P, T]) -> Callable[P, T]:
        """A function whose calls are spans. Of a coroutine, from its first step to its last."""
        import inspect

        if inspect.iscoroutinefunction(function):

            @functools.wraps(function)
            async def awaited(*args: P.args, **kwargs: P.kwargs) -> Any:
                with trace_span(self.name, **self.attributes):
                    return await function(*args, **kwargs)

            return awaited  # type: ignore[return-value]

        @functools.wraps(function)
        def traced(*args: P.args, **kwargs: P.kwargs) -> T:
            with trace_span(self.name, **self.attributes):
                return function(*args, **kwargs)

        return traced

    def __enter__(self) -> trace_span:
        sent = _otel.span(self.name, self.attributes)
        span, token = None, None
        if _wants_file():
            span = _Span(self.name, self.attributes, _current.get())
            token = _current.set(span)
            _latest.set(span.trace)
        self._open.append((span, token, sent))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failed: BaseException | None, where: TracebackType | None
    ) -> None:
        span, token, sent = self._open.pop()
        if token is not None and span is not None:
            span.end(failed)
            _current.reset(token)
        if sent is not None:
            sent.__exit__(kind, failed, where)

    def set(self, **attributes: Any) -> None:
        """Attributes that are known only later."""
        span, _, sent = self._open[-1]
        if span is not None:
            span.attributes.update(attributes)
        if sent is not None:
            sent.set(attributes)


class Taken:
    """The spans that go into a run's folder."""

    def __init__(self, trace: _Trace, spans: list[_Span]) -> None:
        self.trace_id, self._spans = trace.id, spans

    def lines(self, run_id: str) -> bytes:
        service = os.environ.get("OTEL_SERVICE_NAME") or "python"
        resource = {"attributes": _attributes({"service.name": service, "run.id": run_id})}
        lines = (
            {"resourceSpans": [{"resource": resource, "scopeSpans": [{"scope": {"name": "peak"}, "spans": [span.otlp()]}]}]}
            for span in self._spans
        )
        return b"".join(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n" for line in lines)


def take() -> Taken | None:
    """The spans of this thread's or task's last trace that ended since it was last taken, and those that still run:
    these as if they ended now."""
    trace = _latest.get()
    if trace is None or not _wants_file():
        return None
    running = []
    span = _current.get()
    while span is not None and span.trace is trace:
        running.append(span)
        span = span.parent
    with trace.lock:
        ended, trace.ended = trace.ended, []
        for span in running:
            span.taken = True
    spans = sorted(ended + running, key=lambda span: span.began)
    return Taken(trace, spans) if spans else None


def counter(name: str, value: float = 1, labels: Mapping[str, Any] | None = None, unit: str = "") -> None:
    """Adds to a counter, which is sent to ``OTEL_EXPORTER_OTLP_ENDPOINT`` where there is one."""
    _otel.add(name, value, labels or {}, unit)


def gauge(name: str, value: float, labels: Mapping[str, Any] | None = None, unit: str = "") -> None:
    """Says what something stands at."""
    _otel.stand(name, value, labels or {}, unit)


def histogram(name: str, value: float, labels: Mapping[str, Any] | None = None, unit: str = "") -> None:
    """Records a value of a distribution, such as a duration."""
    _otel.record(name, value, labels or {}, unit)


def _attributes(attributes: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"key": str(name), "value": _value(value)} for name, value in attributes.items()]


def _value(value: Any) -> dict[str, Any]:
    from ._values import plain

    value = plain(value)
    match value:
        case bool():
            return {"boolValue": value}
        case int():
            return {"intValue": str(value)} if abs(value) < 1 << 63 else {"stringValue": str(value)}
        case float():
            return {"doubleValue": value}
        case list() | tuple():
            return {"arrayValue": {"values": [_value(item) for item in value]}}
        case _:
            return {"stringValue": str(value)}
