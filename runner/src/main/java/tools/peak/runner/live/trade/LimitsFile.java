package tools.peak.runner.live.trade;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.peak.runner.strategy.ParameterException;

/** Limits from a TOML file, at its top or in a table {@code [risk]}. */
public final class LimitsFile {
  private static final Set<String> NAMES =
      new TreeSet<>(
          Set.of(
              "position",
              "order_size",
              "daily_loss",
              "drawdown",
              "orders_per_minute",
              "data_age_seconds"));

  private LimitsFile() {}

  /**
   * Reads it.
   *
   * @throws ParameterException if it is no TOML, has another name, or a value that is no limit
   * @throws IOException if it can't be read
   */
  public static RiskLimits read(Path file) throws IOException {
    JsonNode top;
    try {
      top = new TomlMapper().readTree(Files.readString(file));
    } catch (JacksonException e) {
      throw new ParameterException(file + " is no TOML: " + e.getOriginalMessage());
    }
    JsonNode risk = top.has("risk") ? top.get("risk") : top;
    risk.fieldNames()
        .forEachRemaining(
            name -> {
              if (!NAMES.contains(name)) {
                throw new ParameterException(
                    "%s: no limit '%s'; there are %s"
                        .formatted(file, name, String.join(", ", NAMES)));
              }
            });
    Double age = number(file, risk, "data_age_seconds");
    Double orders = number(file, risk, "orders_per_minute");
    return new RiskLimits(
        number(file, risk, "position"),
        number(file, risk, "order_size"),
        number(file, risk, "daily_loss"),
        number(file, risk, "drawdown"),
        orders == null ? null : orders.intValue(),
        age == null ? null : Duration.ofMillis(Math.round(age * 1_000)));
  }

  private static @Nullable Double number(Path file, JsonNode risk, String name) {
    JsonNode value = risk.get(name);
    if (value == null) {
      return null;
    }
    if (!value.isNumber()) {
      throw new ParameterException(
          "%s: the limit %s is a number, not %s".formatted(file, name, value));
    }
    return value.doubleValue();
  }
}
