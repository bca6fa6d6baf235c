package tools.peak.cli.draw;

import java.util.List;

/** Dots on a field of characters. */
sealed interface Canvas permits AsciiCanvas, BrailleCanvas {
  int dotColumns();

  int dotRows();

  /** Sets a dot; (0, 0) is at the upper left. */
  void dot(int x, int y);

  List<String> lines();
}
