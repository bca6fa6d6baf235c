package tools.peak.cli.draw;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.peak.cli.output.Cell;
import tools.peak.cli.output.DisplayWidth;
import tools.peak.cli.output.Elapsed;
import tools.peak.cli.output.Style;
import tools.peak.cli.output.Terminal;
import tools.peak.cli.output.Visible;

/** A trace as a tree of spans, each with a bar that stands where it was in its root's time. */
public final class Waterfall {
  private static final int LEAST_BAR = 10;
  private static final int MOST_BAR = 80;
  private static final int DEEPEST = 20;
  private static final String GAP = "  ";

  private final Terminal terminal;
  private final Style style;
  private final List<Line> lines = new ArrayList<>();

  /**
   * A span to be drawn.
   *
   * @param trace its trace's id
   * @param start nanoseconds since any one moment; null if not known, which draws no bar
   * @param nanos how long it was; null if not known
   * @param error what went wrong; null if nothing did
   * @param facts told below the span
   */
  public record Span(
      String trace,
      String id,
      @Nullable String parent,
      String name,
      @Nullable Long start,
      @Nullable Long nanos,
      @Nullable String error,
      Map<String, ?> facts) {
    private long begin() {
      return start == null ? Long.MAX_VALUE : start;
    }

    private long end() {
      return start == null ? Long.MIN_VALUE : start + (nanos == null ? 0 : Math.max(0, nanos));
    }
  }

  /** The time that a root's tree takes up. */
  private record Window(long from, long to) {
    Window with(Span span) {
      return new Window(Math.min(from, span.begin()), Math.max(to, span.end()));
    }
  }

  private record Line(Span span, String label, String indent, int root) {}

  private Waterfall(Terminal terminal, Style style) {
    this.terminal = terminal;
    this.style = style;
  }

  /** The lines of a drawing as wide as the terminal. A span whose parent is missing is a root. */
  public static List<String> lines(List<Span> spans, Terminal terminal, Style style) {
    return new Waterfall(terminal, style).draw(spans);
  }

  private List<String> draw(List<Span> spans) {
    Map<String, Span> byId = new HashMap<>();
    spans.forEach(span -> byId.put(span.id(), span));
    Map<String, List<Span>> children = new HashMap<>();
    List<Span> roots = new ArrayList<>();
    List<Span> ordered = new ArrayList<>(spans);
    ordered.sort(Comparator.comparingLong(Span::begin));
    for (Span span : ordered) {
      String parent = span.parent();
      if (parent == null || !byId.containsKey(parent)) {
        roots.add(span);
      } else {
        children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(span);
      }
    }
    List<Window> windows = new ArrayList<>();
    Set<Span> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Span root : roots) {
      windows.add(tree(root, windows.size(), children, seen));
    }
    for (Span span : ordered) { // what is its own ancestor hangs on no root
      if (!seen.contains(span)) {
        windows.add(tree(span, windows.size(), children, seen));
      }
    }
    return drawn(windows);
  }

  private record Step(Span span, String indent, String branch, int depth) {}

  /** Lays out a root and all below it, each before its children; without recursion: how deep? */
  private Window tree(Span root, int number, Map<String, List<Span>> children, Set<Span> seen) {
    Window window = new Window(Long.MAX_VALUE, Long.MIN_VALUE);
    Deque<Step> open = new ArrayDeque<>();
    open.push(new Step(root, "", "", 0));
    while (!open.isEmpty()) {
      Step step = open.pop();
      if (!seen.add(step.span())) {
        continue;
      }
      window = window.with(step.span());
      lines.add(
          new Line(
              step.span(),
              step.indent() + step.branch() + Visible.line(step.span().name()),
              step.indent() + below(step),
              number));
      List<Span> inner = children.getOrDefault(step.span().id(), List.of());
      for (int i = inner.size() - 1; i >= 0; i--) {
        boolean last = i == inner.size() - 1;
        boolean deep = step.depth() >= DEEPEST;
        open.push(
            new Step(
                inner.get(i),
                deep ? step.indent() : step.indent() + below(step),
                last ? branch("└─ ", "`- ") : branch("├─ ", "|- "),
                step.depth() + 1));
      }
    }
    return window;
  }

  private String below(Step step) {
    if (step.branch().isEmpty()) {
      return "";
    }
    boolean last = step.branch().startsWith("└") || step.branch().startsWith("`");
    return last ? "   " : branch("│  ", "|  ");
  }

  private String branch(String unicode, String ascii) {
    return terminal.unicode() ? unicode : ascii;
  }

  private List<String> drawn(List<Window> windows) {
    int width = terminal.drawingWidth();
    int times = 0;
    int labels = 0;
    for (Line line : lines) {
      times = Math.max(times, DisplayWidth.of(time(line.span())));
      labels = Math.max(labels, DisplayWidth.of(line.label()));
    }
    int room = width - times - 2 * GAP.length();
    labels = Math.min(labels, Math.max(LEAST_BAR, room - Math.max(LEAST_BAR, room / 2)));
    int bars = Math.clamp(room - labels, LEAST_BAR, MOST_BAR);
    List<String> drawn = new ArrayList<>();
    String trace = null;
    for (Line line : lines) {
      Span span = line.span();
      if (!span.trace().equals(trace)) {
        trace = span.trace();
        drawn.add(style.dim("trace " + Visible.line(trace)));
      }
      String label =
          DisplayWidth.padRight(
              DisplayWidth.cut(line.label(), labels, terminal.unicode() ? "…" : "..."), labels);
      String time = DisplayWidth.padLeft(time(span), times);
      String bar = bar(span, windows.get(line.root()), bars);
      drawn.add(
          span.error() == null
              ? label + GAP + time + GAP + style.cyan(bar)
              : style.red(label) + GAP + time + GAP + style.red(bar));
      below(line, width, drawn);
    }
    return drawn.stream().map(String::stripTrailing).toList();
  }

  private void below(Line line, int width, List<String> drawn) {
    String indent = line.indent() + GAP;
    String error = line.span().error();
    if (error != null) {
      String mark = (terminal.unicode() ? "✗ " : "! ") + (error.isEmpty() ? "failed" : error);
      drawn.add(
          indent
              + style.red(
                  DisplayWidth.cut(
                      Visible.line(mark), Math.max(LEAST_BAR, width - indent.length()), "")));
    }
    line.span()
        .facts()
        .forEach(
            (key, value) ->
                drawn.add(indent + style.dim(Visible.line(key) + " = " + Cell.shown(value))));
  }

  private String time(Span span) {
    Long nanos = span.nanos();
    return nanos == null ? "?" : Elapsed.text(nanos, terminal.unicode());
  }

  /** At least a sliver: what is there is seen, however short it was. */
  private String bar(Span span, Window window, int cells) {
    if (span.start() == null) {
      return "";
    }
    double scale = cells / (double) Math.max(1, window.to() - window.from());
    double from = (span.begin() - window.from()) * scale;
    double length = (span.end() - span.begin()) * scale;
    int first = Math.min((int) from, cells - 1);
    int whole = (int) Math.round(Math.min(length, cells - first));
    String block = terminal.unicode() ? "█" : "#";
    String sliver = terminal.unicode() ? "▏" : "|";
    return " ".repeat(first) + (whole == 0 ? sliver : block.repeat(whole));
  }
}
