package tools.peak.cli.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The colours of lines: readable on their ground, and apart for eyes that lack red or green. */
class PaletteTest {
  private static final double[][] TO_CONES = {
    {.4122214708, .5363325363, .0514459929},
    {.2119034982, .6806995451, .1073969566},
    {.0883024619, .2817188376, .6299787005}
  };
  private static final double[][] TO_OKLAB = {
    {.2104542553, .7936177850, -.0040720468},
    {1.9779984951, -2.4285922050, .4505937099},
    {.0259040371, .7827717662, -.8086757660}
  };

  /** G. M. Machado and others, IEEE Transactions on Visualization 15 (2009), severity 1. */
  private static final List<double[][]> EYES =
      List.of(
          new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
          new double[][] {
            {.152286, 1.052583, -.204868},
            {.114503, .786281, .099216},
            {-.003882, -.048116, 1.051998}
          },
          new double[][] {
            {.367322, .860646, -.227968}, {.280085, .672501, .047413}, {-.011820, .042940, .968881}
          });

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void lines_can_be_read_and_told_apart(String scheme) {
    String[] schemes = Picture.style().split("prefers-color-scheme: dark", 2);
    String style = schemes[scheme.equals("light") ? 0 : 1];
    double ground = luminance(colour(style, "ground"));
    List<double[]> lines = new ArrayList<>();
    for (int i = 0; i < CurveCharts.SEVERAL; i++) {
      lines.add(colour(style, "s" + i));
    }
    for (double[] line : lines) {
      double own = luminance(line);
      assertThat((Math.max(own, ground) + .05) / (Math.min(own, ground) + .05)).isGreaterThan(4.5);
    }
    for (double[][] eye : EYES) {
      for (int i = 0; i < lines.size(); i++) {
        for (int j = 0; j < i; j++) {
          assertThat(distance(seen(eye, lines.get(i)), seen(eye, lines.get(j))))
              .as("s%s and s%s", j, i)
              .isGreaterThan(0.085);
        }
      }
    }
  }

  /** Linear red, green and blue. */
  private static double[] colour(String style, String name) {
    Matcher hex = Pattern.compile("--" + name + ": #(\\w+);").matcher(style);
    assertThat(hex.find()).as(name).isTrue();
    String text = hex.group(1).length() == 3 ? hex.group(1).replaceAll(".", "$0$0") : hex.group(1);
    double[] colour = new double[3];
    for (int i = 0; i < 3; i++) {
      double c = Integer.parseInt(text.substring(2 * i, 2 * i + 2), 16) / 255.0;
      colour[i] = c <= .04045 ? c / 12.92 : Math.pow((c + .055) / 1.055, 2.4);
    }
    return colour;
  }

  private static double luminance(double[] colour) {
    return .2126 * colour[0] + .7152 * colour[1] + .0722 * colour[2];
  }

  private static double[] seen(double[][] eye, double[] colour) {
    double[] cones =
        times(TO_CONES, Arrays.stream(times(eye, colour)).map(c -> Math.clamp(c, 0, 1)).toArray());
    return times(TO_OKLAB, Arrays.stream(cones).map(c -> Math.cbrt(Math.max(c, 0))).toArray());
  }

  private static double[] times(double[][] matrix, double[] vector) {
    return Arrays.stream(matrix)
        .mapToDouble(row -> row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2])
        .toArray();
  }

  private static double distance(double[] a, double[] b) {
    return Math.sqrt(
        Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
  }
}
