package tools.peak.cli.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One star a character. */
final class AsciiCanvas implements Canvas {
  private final char[][] cells;

  AsciiCanvas(int width, int height) {
    cells = new char[height][width];
    for (char[] row : cells) {
      Arrays.fill(row, ' ');
    }
  }

  @Override
  public int dotColumns() {
    return cells[0].length;
  }

  @Override
  public int dotRows() {
    return cells.length;
  }

  @Override
  public void dot(int x, int y) {
    cells[y][x] = '*';
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (char[] row : cells) {
      lines.add(new String(row));
    }
    return lines;
  }
}
