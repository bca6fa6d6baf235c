package tools.peak.lake.retention;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.catalog.Plans;
import tools.peak.storage.Sha256;

/**
 * A plan of retention as the catalog keeps it.
 *
 * @param policy the rules that it was made by, as TOML; empty for runs that somebody chose
 */
record PlanDocument(RetentionPlan plan, String kind, Optional<String> policy) {
  static final String RETENTION = "retention";
  static final String DELETE = "delete";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ID_LETTERS = 8;

  /** Whether a plan is of what becomes of runs. */
  static boolean isOfRuns(Plans.Plan plan) {
    return plan.kind().equals(RETENTION) || plan.kind().equals(DELETE);
  }

  /** A plan that has no id yet gets one from what it says. */
  static PlanDocument of(
      long version,
      Instant at,
      List<String> rules,
      List<PlannedRun> runs,
      long unmatched,
      String kind,
      Optional<String> policy) {
    PlanDocument without =
        new PlanDocument(new RetentionPlan("", version, at, rules, runs, unmatched), kind, policy);
    RetentionPlan named =
        new RetentionPlan(id(version + kind + without.text()), version, at, rules, runs, unmatched);
    return new PlanDocument(named, kind, policy);
  }

  private static String id(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, ID_LETTERS);
  }

  Plans.Plan toKeep() {
    return new Plans.Plan(plan.id(), kind, plan.at(), plan.version(), text(), null, null);
  }

  /** As it is kept. */
  String text() {
    ObjectNode document = JSON.createObjectNode();
    document.put("at", plan.at().toString());
    document.put("unmatched", plan.unmatched());
    policy.ifPresent(text -> document.put("policy", text));
    plan.rules().forEach(document.putArray("rules")::add);
    ArrayNode runs = document.putArray("runs");
    for (PlannedRun run : plan.runs()) {
      Instant timestamp = run.timestamp();
      runs.addArray()
          .add(run.runId())
          .add(run.rule())
          .add(run.action().name())
          .add(run.reason())
          .add(run.bytes())
          .add(timestamp == null ? null : timestamp.toString());
    }
    return document.toString();
  }

  static PlanDocument read(Plans.Plan kept) {
    try {
      JsonNode document = JSON.readTree(kept.document());
      List<PlannedRun> runs = new ArrayList<>();
      for (JsonNode run : document.path("runs")) {
        runs.add(
            new PlannedRun(
                run.path(0).asText(),
                run.path(1).asText(),
                PlannedRun.Action.valueOf(run.path(2).asText()),
                run.path(3).asText(),
                run.path(4).asLong(),
                run.path(5).isNull() ? null : Instant.parse(run.path(5).asText())));
      }
      List<String> rules = new ArrayList<>();
      document.path("rules").forEach(rule -> rules.add(rule.asText()));
      JsonNode policy = document.path("policy");
      return new PlanDocument(
          new RetentionPlan(
              kept.id(),
              kept.version(),
              Instant.parse(document.path("at").asText()),
              rules,
              runs,
              document.path("unmatched").asLong()),
          kept.kind(),
          policy.isTextual() ? Optional.of(policy.textValue()) : Optional.empty());
    } catch (JacksonException | IllegalArgumentException | java.time.DateTimeException e) {
      throw new LakeException(Code.IO, "plan " + kept.id() + " in catalog.db is damaged", e);
    }
  }
}
