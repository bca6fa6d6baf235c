package tools.peak.cli.chart;

/** The data of a path: steps from point to point, in tenths of a unit, as short as they can be. */
final class PathText {
  private final StringBuilder text = new StringBuilder();
  private long lastX;
  private long lastY;

  /** A line to a point; the first begins the path. A point where the last one was is left out. */
  void to(double x, double y) {
    long tenthX = Math.round(x * 10);
    long tenthY = Math.round(y * 10);
    if (text.isEmpty()) {
      text.append('M').append(Svg.number(x)).append(' ').append(Svg.number(y)).append('l');
    } else if (tenthX == lastX && tenthY == lastY) {
      return;
    } else {
      step(tenthX - lastX);
      step(tenthY - lastY);
    }
    lastX = tenthX;
    lastY = tenthY;
  }

  private void step(long tenths) {
    if (tenths >= 0 && text.charAt(text.length() - 1) != 'l') {
      text.append(' '); // a minus parts numbers by itself
    }
    text.append(Svg.number(tenths / 10.0));
  }

  /** The path as a line. A single point gives none. */
  String open() {
    String path = text.toString();
    return path.endsWith("l") ? path + "0 0" : path;
  }

  /** The path as an area: back to where it began. */
  String closed() {
    return open() + "Z";
  }
}
