"""One long-lived process of the command: ``peak serve``, over pipes (docs/reference/serve.md)."""

from __future__ import annotations

import collections
import json
import os
import subprocess
import threading
import weakref
from typing import IO, Any, Callable, NamedTuple

from . import _command
from ._errors import PeakError

PROTOCOL = 1
_PATIENCE = 10.0  # seconds in which the process ends once its input did


class Said(NamedTuple):
    """What a command wrote, and its exit code."""

    out: bytes
    err: str
    exit: int


class Session:
    """Runs commands over one lake. Thread-safe; starts when it is first asked, and again after a fork or a break."""

    def __init__(self, lake: str) -> None:
        self._lake = lake
        self._lock = threading.Lock()
        self._process: _Process | None = None

    def ask(self, args: list[str], meanwhile: Callable[[], None] | None = None) -> Said:
        """Runs a command; does something else while it works."""
        with self._lock:
            process = self._running()
            try:
                return process.ask(args, meanwhile)
            except BaseException:  # an interrupt as well: what is left of its answer must not become the next one's
                self._process = None
                process.kill()
                raise

    def _running(self) -> _Process:
        process = self._process
        if process is None or not process.is_ours():
            process = self._process = _Process(self._lake)
        return process

    def close(self) -> None:
        with self._lock:
            process, self._process = self._process, None
            if process is not None and process.is_ours():
                process.end()


class _Process:
    def __init__(self, lake: str) -> None:
        environment = dict(os.environ)
        if environment.get("PEAK_TELEMETRY") == "file":
            del environment["PEAK_TELEMETRY"]  # it is for runs, and these only ask
        self._owner = os.getpid()
        # A session of its own: Ctrl-C is for Python, which then ends this.
        self._popen = subprocess.Popen(
            [_command.find(), "serve", "--lake", lake],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            start_new_session=True,
        )
        assert self._popen.stdin and self._popen.stdout and self._popen.stderr
        self._in, self._out = self._popen.stdin, self._popen.stdout
        self._complaints: collections.deque[str] = collections.deque(maxlen=50)
        self._listener = threading.Thread(target=self._listen, args=(self._popen.stderr,), daemon=True)
        self._listener.start()
        self._greeted = False
        self._asked = 0
        self._end = weakref.finalize(self, _close, self._popen, self._owner)

    def _listen(self, stderr: IO[bytes]) -> None:
        for line in stderr:
            self._complaints.append(line.decode("utf-8", "replace").rstrip())

    def is_ours(self) -> bool:
        return self._owner == os.getpid() and self._popen.poll() is None

    def ask(self, args: list[str], meanwhile: Callable[[], None] | None) -> Said:
        self._asked += 1
        request = json.dumps({"id": self._asked, "args": args}, ensure_ascii=False)
        try:
            self._in.write(request.encode("utf-8", "surrogatepass") + b"\n")
            self._in.flush()
        except OSError:
            raise self._gone() from None
        if meanwhile is not None:
            meanwhile()
        if not self._greeted:
            hello = self._line()
            if hello.get("protocol") != PROTOCOL:
                raise PeakError(f"this peak speaks another protocol, {hello}: install a package of its version")
            self._greeted = True
        pieces: list[bytes] = []
        while True:
            head = self._line()
            if head.get("id") != self._asked:
                raise PeakError(f"peak serve answered something else: {head}")
            if "exit" in head:
                return Said(pieces[0] if len(pieces) == 1 else b"".join(pieces), head["err"], head["exit"])
            piece = self._out.read(head["bytes"])
            if len(piece) < head["bytes"]:
                raise self._gone()
            pieces.append(piece)

    def _line(self) -> dict[str, Any]:
        line = self._out.readline()
        if not line.endswith(b"\n"):
            raise self._gone()
        try:
            head: dict[str, Any] = json.loads(line)
            return head
        except ValueError:
            raise PeakError("peak serve answered no JSON: " + line.decode("utf-8", "replace").strip()) from None

    def _gone(self) -> PeakError:
        try:
            code: int | None = self._popen.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            code = None
        self._listener.join(_PATIENCE)
        said = [line for line in self._complaints if line.strip()]
        return PeakError(said[-1] if said else f"peak serve ended unexpectedly (exit code {code})", code)

    def kill(self) -> None:
        self._popen.kill()
        self._end()
        self._popen.wait()
        self._out.close()

    def end(self) -> None:
        self._end()
        try:
            self._popen.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()


def _close(popen: subprocess.Popen[bytes], owner: int) -> None:
    """Its input ends, and so does it: nobody waits for that at the end of a program. A forked child's copy is left alone."""
    if owner != os.getpid():
        return
    try:
        if popen.stdin is not None:
            popen.stdin.close()
    except OSError:
        pass  # it is gone already
