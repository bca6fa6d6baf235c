package tools.peak.cli.draw;

import java.util.ArrayList;
import java.util.List;

/** Two by four dots a character. */
final class BrailleCanvas implements Canvas {
  private static final int BLANK = 0x2800;
  private static final int[][] BITS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

  private final int[][] cells;

  BrailleCanvas(int width, int height) {
    cells = new int[height][width];
  }

  @Override
  public int dotColumns() {
    return cells[0].length * 2;
  }

  @Override
  public int dotRows() {
    return cells.length * 4;
  }

  @Override
  public void dot(int x, int y) {
    cells[y / 4][x / 2] |= BITS[y % 4][x % 2];
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int[] row : cells) {
      StringBuilder line = new StringBuilder();
      for (int cell : row) {
        line.append(cell == 0 ? ' ' : (char) (BLANK + cell));
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
