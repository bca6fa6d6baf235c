package tools.peak.benchmarks;

import java.util.Locale;
import java.util.SplittableRandom;

/** {@code config_snapshot.json} as Python's json writes it, indented by two. */
final class SnapshotText {
  private static final String COSTS =
      """
          "effective_cost_config": {
            "cost_model_version": "backtest_cost_v0",
            "fee_model_version": "backtest_fee_taker_symmetric_v0",
            "slippage_model_version": "backtest_slippage_symmetric_v0",
            "funding_model_version": "NOT_BOUND",
            "spread_model_version": "NOT_APPLICABLE",
            "execution_model_version": "paper_market_context_v0",
            "maker_fee_bps": FEE,
            "taker_fee_bps": FEE,
            "entry_slippage_bps": 5.0,
            "exit_slippage_bps": 5.0,
            "funding_rate_source": "NOT_BOUND",
            "funding_application_policy": "DEFERRED_TO_LATER_STEP",
            "spread_application_policy": "NOT_APPLICABLE",
            "latency_assumption": "NOT_BOUND",
            "partial_fill_assumption": "NOT_BOUND",
            "config_source": "config.toml",
            "config_digest": "DIGEST",
            "override_source": null,
            "override_digest": null,
            "economic_interpretation_allowed": false,
            "zero_cost_explicitly_requested": false,
            "reason_codes": [
              "CANONICAL_VERSIONED_DEFAULT_CONFIG",
              "FUNDING_NOT_BOUND_DEFERRED"
            ],
            "override_provenance": []
          },
          "config_digest": "DIGEST",
          "override_digest": null,
          "economic_interpretation_allowed": false
      """;

  private SnapshotText() {}

  static String of(RunFacts run, SplittableRandom random) {
    StringBuilder json = new StringBuilder(2_600).append("{\n  \"meta\": {\n");
    text(json, "run_id", run.runId());
    text(json, "strategy", run.strategy());
    switch (run.producer()) {
      case LEGACY, MINIMAL -> {
        json.append("    \"stage\": \"").append(run.stage()).append("\"");
        if (run.producer() == Producer.LEGACY) {
          json.append(",\n    \"timestamp\": \"").append(run.timestamp()).append('"');
        }
        json.append('\n');
      }
      case PIPELINE, PORTFOLIO, FILLS -> full(json, run, random);
    }
    json.append("  },\n  \"params\": {");
    if (run.producer() != Producer.MINIMAL) {
      params(json, random);
    }
    return json.append("}\n}").toString();
  }

  private static void full(StringBuilder json, RunFacts run, SplittableRandom random) {
    text(json, "symbol", run.symbol());
    String sha = hex(random, 40);
    json.append("    \"git_sha\": ")
        .append(random.nextInt(4) == 0 ? "null" : '"' + sha + '"')
        .append(",\n    \"argv\": [\n      \"scripts/run_backtest.py\",\n");
    for (String argument : new String[] {"--config", "config.toml", "--run-id", run.runId()}) {
      json.append("      \"").append(argument).append("\",\n");
    }
    json.append("      \"--bars\",\n      \"500\"\n    ],\n");
    text(json, "stage", run.stage());
    text(json, "runner", "run_backtest.py");
    text(json, "timestamp", run.timestamp().toString());
    text(json, "data_source", random.nextBoolean() ? "dummy" : "kraken");
    text(json, "start_date", run.startDate().toString());
    text(json, "end_date", run.endDate().toString());
    // Any of a few cost configurations, as a team has them.
    int config = random.nextInt(8);
    json.append(
        COSTS
            .replace("FEE", Double.toString(config + 3.0))
            .replace("DIGEST", hex(new SplittableRandom(config), 64)));
  }

  private static void params(StringBuilder json, SplittableRandom random) {
    json.append("\n    \"fast_ema\": ")
        .append(random.nextInt(5, 20))
        .append(",\n    \"slow_ema\": ")
        .append(random.nextInt(21, 90))
        .append(",\n    \"signal_ema\": 9,\n    \"entry_threshold\": ")
        .append(random.nextInt(100) / 100.0)
        .append(",\n    \"use_close_only\": ")
        .append(random.nextBoolean())
        .append(
            ",\n    \"stop_pct\": 0.025,\n    \"tags\": [\n      \"trend\",\n      \"v2\"\n    ]\n  ");
  }

  private static void text(StringBuilder json, String name, String value) {
    json.append("    \"").append(name).append("\": \"").append(value).append("\",\n");
  }

  private static String hex(SplittableRandom random, int digits) {
    StringBuilder hex = new StringBuilder(digits);
    while (hex.length() < digits) {
      hex.append(
          String.format(Locale.ROOT, "%016x", random.nextLong()),
          0,
          Math.min(16, digits - hex.length()));
    }
    return hex.toString();
  }
}
