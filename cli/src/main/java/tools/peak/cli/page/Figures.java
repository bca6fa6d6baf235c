package tools.peak.cli.page;

import tools.peak.cli.chart.TimeChart;

/** Charts in a page, with a line below that tells the values under pointer or arrow keys. */
final class Figures {
  private Figures() {}

  static void print(Html html, TimeChart chart) {
    html.in(
        "figure",
        figure -> {
          figure.in(
              "div",
              stage -> stage.picture(chart.picture()).own("<i class=\"cursor\" hidden></i>"),
              "class",
              "stage",
              "tabindex",
              "0",
              "role",
              "group",
              "aria-label",
              "Values by arrow keys");
          figure.of(
              "output",
              "Point at the chart, or focus it and use the arrow keys",
              "aria-live",
              "polite");
          figure.data(chart.readings());
        },
        "class",
        "curve");
  }
}
