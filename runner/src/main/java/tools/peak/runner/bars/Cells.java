package tools.peak.runner.bars;

/** Cells as errors show them. */
final class Cells {
  private static final int SHOWN = 40;

  private Cells() {}

  /** One line, not endless. */
  static String shown(String cell) {
    String line = cell.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
