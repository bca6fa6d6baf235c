"""What goes wrong, as exceptions that carry Peak's own line."""

from __future__ import annotations

WRONG_USAGE = 2


class PeakError(RuntimeError):
    """A command that failed: its line says what, and what to do.

    ``exit`` is the command's exit code: 1 failed, 2 wrong usage, 3 done in part, 4 still being written;
    None where no command ran.
    """

    def __init__(self, line: str, exit: int | None = None) -> None:
        super().__init__(line)
        self.exit = exit


class WrongQuestion(PeakError, ValueError):
    """A filter, a name or an option that makes no sense."""


class PeakWarning(UserWarning):
    """What a command says beside its result."""


def failure(said: str, exit: int) -> PeakError:
    line = said.strip() or f"peak ended with exit code {exit}"
    return WrongQuestion(line, exit) if exit == WRONG_USAGE else PeakError(line, exit)
