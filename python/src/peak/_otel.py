"""To a backend, by opentelemetry-sdk where it is installed: only if an endpoint is named, or the program set it up."""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from ._values import plain

_ENDPOINTS = (
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
    "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
)


class _Sent:
    def __init__(self, tracer: Any, name: str, attributes: Mapping[str, Any]) -> None:
        self._scope = tracer.start_as_current_span(name, attributes=_plain(attributes))
        self._span = self._scope.__enter__()

    def set(self, attributes: Mapping[str, Any]) -> None:
        self._span.set_attributes(_plain(attributes))

    def __exit__(
        self, kind: type[BaseException] | None, failed: BaseException | None, where: TracebackType | None
    ) -> None:
        self._scope.__exit__(kind, failed, where)


def _is_on() -> bool:
    return any(os.environ.get(name) for name in _ENDPOINTS)


@functools.cache
def _started() -> tuple[Any, Any] | None:
    """A tracer and a meter; those of the program where it set up OpenTelemetry itself."""
    try:
        from opentelemetry import metrics, trace
        from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.metrics import MeterProvider
        from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        return None
    if isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
        traces = TracerProvider()
        traces.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        trace.set_tracer_provider(traces)
        metrics.set_meter_provider(MeterProvider([PeriodicExportingMetricReader(OTLPMetricExporter())]))
    return trace.get_tracer("peak"), metrics.get_meter("peak")


def span(name: str, attributes: Mapping[str, Any]) -> _Sent | None:
    started = _started() if _is_on() else None
    return None if started is None else _Sent(started[0], name, attributes)


@functools.cache
def _instrument(kind: str, name: str, unit: str) -> Any:
    started = _started()
    return None if started is None else getattr(started[1], f"create_{kind}")(name, unit=unit)


def add(name: str, value: float, labels: Mapping[str, Any], unit: str) -> None:
    if _is_on() and (instrument := _instrument("counter", name, unit)) is not None:
        instrument.add(value, _plain(labels))


def stand(name: str, value: float, labels: Mapping[str, Any], unit: str) -> None:
    if _is_on() and (instrument := _instrument("gauge", name, unit)) is not None:
        instrument.set(value, _plain(labels))


def record(name: str, value: float, labels: Mapping[str, Any], unit: str) -> None:
    if _is_on() and (instrument := _instrument("histogram", name, unit)) is not None:
        instrument.record(value, _plain(labels))


def _plain(attributes: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: plain(value) for name, value in attributes.items()}
    return {name: value if isinstance(value, (bool, int, float, str)) else str(value) for name, value in values.items()}
