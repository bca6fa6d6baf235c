package tools.peak.cli.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.peak.lake.curve.Curve;

/** Curves over time: panels below each other that share the axis of time. */
public final class TimeChart {
  private static final int WIDTH = 720;
  private static final int RIGHT = 34;
  private static final int PLOT = WIDTH - RIGHT;
  private static final int TITLE = 26;
  private static final int AXIS = 24;
  private static final int KEY = 16;
  private static final int COLUMNS = 200;
  private static final double LABEL_HEIGHT = 13;

  /** On narrow screens, where text is larger. */
  private static final double LARGE_LABEL_HEIGHT = 22;

  private final String description;
  private final List<Panel> panels;
  private final long first;
  private final long last;

  /**
   * A curve.
   *
   * @param label stands at its end; empty for none
   * @param kind its class in the style, such as {@code s0}
   */
  public record Line(String label, String kind, Curve curve) {}

  /**
   * What lies between two curves that have points at the same times.
   *
   * @param kind its class in the style
   */
  public record Area(String kind, Curve low, Curve high) {}

  /**
   * A panel.
   *
   * @param isFraction whether values are fractions, to be read in percent
   * @param fill whether the first line's area down from zero is filled
   * @param height of the plot
   */
  public record Panel(
      String title,
      boolean isFraction,
      boolean fill,
      int height,
      List<Area> areas,
      List<Line> lines) {
    public Panel {
      areas = List.copyOf(areas);
      lines = List.copyOf(lines);
    }

    /** A panel of lines. */
    public static Panel of(String title, boolean isFraction, int height, List<Line> lines) {
      return new Panel(title, isFraction, false, height, List.of(), lines);
    }

    private Stream<Curve> curves() {
      return Stream.concat(
              areas.stream().flatMap(area -> Stream.of(area.low(), area.high())),
              lines.stream().map(Line::curve))
          .filter(curve -> curve.size() > 0);
    }
  }

  /**
   * A chart of panels, each with a curve of at least one point.
   *
   * @param description what it shows, for those who don't see it
   */
  public TimeChart(String description, List<Panel> panels) {
    this.description = description;
    this.panels = List.copyOf(panels);
    List<Curve> curves = panels.stream().flatMap(Panel::curves).toList();
    this.first = curves.stream().mapToLong(c -> c.micros(0)).min().orElse(0);
    this.last = curves.stream().mapToLong(c -> c.micros(c.size() - 1)).max().orElse(0);
  }

  /** Draws it. */
  public Picture picture() {
    return picture(List.of());
  }

  /** Draws it with a key below: what the letters at the lines' ends stand for, a line each. */
  public Picture picture(List<String> key) {
    int bottom = panels.stream().mapToInt(panel -> TITLE + panel.height()).sum();
    Svg svg = new Svg();
    times(svg, bottom);
    int top = 0;
    for (Panel panel : panels) {
      panel(svg, panel, top + TITLE);
      top += TITLE + panel.height();
    }
    for (int i = 0; i < key.size(); i++) {
      svg.words(0, bottom + AXIS + 16 + i * KEY, "tick", key.get(i));
    }
    int height = bottom + AXIS + (key.isEmpty() ? 0 : 8 + key.size() * KEY);
    return new Picture(WIDTH, height, description, svg.toString());
  }

  /** The values behind the drawing, for a page's script. */
  public Map<String, Object> readings() {
    Map<String, Object> readings = new LinkedHashMap<>();
    readings.put("share", (double) PLOT / WIDTH);
    readings.put("first", first / 1_000);
    readings.put("last", last / 1_000);
    readings.put("panels", panels.stream().map(Panel::title).toList());
    readings.put("fractions", panels.stream().map(Panel::isFraction).toList());
    readings.put("lines", Readings.of(panels, COLUMNS));
    return readings;
  }

  private double x(long micros) {
    return first == last ? PLOT / 2.0 : (double) (micros - first) / (last - first) * PLOT;
  }

  private void panel(Svg svg, Panel panel, int top) {
    double low = Double.POSITIVE_INFINITY;
    double high = panel.fill() ? 0 : Double.NEGATIVE_INFINITY;
    for (Curve curve : panel.curves().toList()) {
      for (int i = 0; i < curve.size(); i++) {
        low = Math.min(low, curve.equity(i));
        high = Math.max(high, curve.equity(i));
      }
    }
    Scale scale = Scale.of(Math.min(low, high), high, top + panel.height(), top);
    svg.words(0, top - 6, "title", panel.title());
    svg.open("g", "class", "grid");
    int about = panel.height() < 140 ? 3 : 5;
    List<Double> ticks = scale.ticks(about);
    for (double tick : ticks) {
      svg.element("path", "d", "M0 " + Svg.number(scale.at(tick)) + "H" + PLOT);
    }
    svg.close("g");
    panel.areas().forEach(area -> area(svg, area, scale));
    panel.lines().forEach(line -> line(svg, line, scale, panel.fill()));
    for (double tick : ticks) {
      double y = scale.at(tick) - 3;
      if (y > top + 8) {
        double step = scale.step(about);
        svg.words(
            0, y, "tick", panel.isFraction() ? Scale.percent(tick, step) : Scale.plain(tick, step));
      }
    }
    labels(svg, panel, scale, top);
  }

  private void line(Svg svg, Line line, Scale scale, boolean fill) {
    Curve curve = line.curve();
    if (curve.size() == 1) {
      svg.element(
          "circle",
          "class",
          "dot " + line.kind(),
          "cx",
          x(curve.micros(0)),
          "cy",
          scale.at(curve.equity(0)),
          "r",
          4.0);
      return;
    }
    PathText path = path(curve, scale);
    if (fill) {
      path.to(x(curve.micros(curve.size() - 1)), scale.at(0));
      path.to(x(curve.micros(0)), scale.at(0));
      svg.element("path", "class", "line fill " + line.kind(), "d", path.closed());
    } else {
      svg.element("path", "class", "line " + line.kind(), "d", path.open());
    }
  }

  private void area(Svg svg, Area area, Scale scale) {
    PathText path = path(area.high(), scale);
    for (int i = area.low().size() - 1; i >= 0; i--) {
      path.to(x(area.low().micros(i)), scale.at(area.low().equity(i)));
    }
    svg.element("path", "class", "area " + area.kind(), "d", path.closed());
  }

  private PathText path(Curve curve, Scale scale) {
    PathText path = new PathText();
    for (int i : Sample.of(curve, COLUMNS)) {
      path.to(x(curve.micros(i)), scale.at(curve.equity(i)));
    }
    return path;
  }

  /**
   * Names at the ends of the lines, apart from each other, so that no colour is needed: once for
   * wide screens, once for narrow ones, whose larger text finds no room for many in a low panel.
   */
  private void labels(Svg svg, Panel panel, Scale scale, int top) {
    List<Line> named =
        panel.lines().stream()
            .filter(line -> !line.label().isEmpty() && line.curve().size() > 0)
            .sorted(Comparator.comparingDouble(line -> end(line, scale)))
            .toList();
    if (named.isEmpty()) {
      return;
    }
    svg.open("g", "class", "wide");
    labels(svg, named, scale, top, panel.height(), LABEL_HEIGHT);
    svg.close("g");
    if (named.size() * LARGE_LABEL_HEIGHT <= panel.height() + LARGE_LABEL_HEIGHT) {
      svg.open("g", "class", "narrow");
      labels(svg, named, scale, top, panel.height(), LARGE_LABEL_HEIGHT);
      svg.close("g");
    }
  }

  private static void labels(
      Svg svg, List<Line> named, Scale scale, int top, int height, double apart) {
    List<Double> places = new ArrayList<>();
    double next = top + 4;
    for (Line line : named) {
      next = Math.max(next, end(line, scale) + 4);
      places.add(next);
      next += apart;
    }
    double room = top + height + 4;
    for (int i = places.size() - 1; i >= 0; i--) {
      room = Math.min(room, places.get(i));
      svg.words(PLOT + 5, room, "label " + named.get(i).kind(), named.get(i).label());
      room -= apart;
    }
  }

  private static double end(Line line, Scale scale) {
    return scale.at(line.curve().equity(line.curve().size() - 1));
  }

  private void times(Svg svg, int bottom) {
    List<TimeTicks.Tick> ticks = TimeTicks.of(first, last, 6);
    svg.open("g", "class", "grid");
    for (TimeTicks.Tick tick : ticks) {
      svg.element(
          "path", "d", "M" + Svg.number(x(tick.micros())) + " " + TITLE + "V" + (bottom + 4));
    }
    svg.close("g");
    for (int i = 0; i < ticks.size(); i++) {
      double x = x(ticks.get(i).micros());
      String kind = x < 30 ? "tick" : x > PLOT - 30 ? "tick end" : "tick middle";
      svg.words(x, bottom + 17, i % 2 == 0 ? kind : kind + " minor", ticks.get(i).label());
    }
  }
}
