package tools.peak.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DashboardRulesTest {
  private static DashboardRules rules() throws IOException {
    Set<String> uids = Dashboard.shipped().stream().map(Dashboard::uid).collect(Collectors.toSet());
    return new DashboardRules(DashboardRules.reference(), uids, TelemetryQueries.ofRegistry());
  }

  @Test
  void every_dashboard_keeps_the_rules() throws IOException {
    List<String> breaches = new ArrayList<>();
    for (Dashboard dashboard : Dashboard.shipped()) {
      breaches.addAll(rules().breaches(dashboard));
    }
    assertThat(breaches).isEmpty();
    assertThat(Dashboard.shipped())
        .extracting(Dashboard::uid)
        .containsExactly("peak-backtest", "peak-lake", "peak-live");
  }

  @Test
  void a_broken_dashboard_is_caught() throws IOException {
    Dashboard live =
        Dashboard.shipped().stream()
            .filter(one -> one.uid().equals("peak-live"))
            .findFirst()
            .orElseThrow();
    String good = live.json().toString();
    for (List<String> change :
        Stream.of(
                List.of("trading_equity{", "trading_equities{", "which nobody sends"),
                List.of("[$__rate_interval]", "[5m]", "has a rate over 5m"),
                List.of("$strategy", "$strategie", "uses $strategie"),
                List.of("peak-tempo", "tempo", "has the datasource 'tempo'"),
                List.of("/d/peak-lake", "/d/lake", "links to /d/lake"),
                List.of("\"noValue\":\"no data yet\"", "\"noValue\":\"\"", "says nothing"),
                List.of("\"id\":3,", "\"id\":2,", "has another's id"),
                List.of("\"unit\":\"percentunit\"", "\"unit\":\"\"", "has no unit"),
                List.of("\"w\":6,\"x\":6", "\"w\":9,\"x\":6", "lies over another"))
            .toList()) {
      String broken = good.replace(change.get(0), change.get(1));
      assertThat(broken).as(change.get(0)).isNotEqualTo(good);
      assertThat(rules().breaches(Dashboard.of("broken.json", broken)))
          .as(change.toString())
          .anyMatch(breach -> breach.contains(change.get(2)));
    }
  }

  @Test
  void the_alerts_are_off_and_ask_for_what_is_sent() throws IOException {
    assertThat(Dashboard.STACK.resolve("rules").resolve("alerts.yml")).doesNotExist();
    String rules = Files.readString(Dashboard.STACK.resolve("rules").resolve("alerts.yml.off"));
    Set<String> known = DashboardRules.reference();
    assertThat(rules.lines().filter(line -> line.strip().startsWith("expr:")).toList())
        .hasSize(5)
        .allMatch(line -> known.stream().anyMatch(line::contains));
  }
}
