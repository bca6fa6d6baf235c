package tools.peak.lake.upkeep;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.catalog.Plans;
import tools.peak.storage.Location;

/** Plans of upkeep as the catalog keeps them. */
final class UpkeepDocument {
  static final String EXPIRE = "maintain expire";
  static final String ORPHANS = "maintain orphans";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ID_LETTERS = 8;

  private UpkeepDocument() {}

  static Plans.Plan of(ExpiryPlan plan) {
    ObjectNode document = JSON.createObjectNode();
    document.put("at", plan.at().toString());
    document.put("before", plan.before().toString());
    document.put("files", plan.files());
    document.put("bytes", plan.bytes());
    ArrayNode versions = document.putArray("versions");
    plan.versions().forEach(versions::add);
    ObjectNode kept = document.putObject("kept");
    plan.kept().forEach((version, why) -> kept.put(Long.toString(version), why));
    plan.tags().forEach(document.putArray("tags")::add);
    return kept(EXPIRE, plan.at(), plan.version(), document.toString());
  }

  static Plans.Plan of(OrphanPlan plan) {
    ObjectNode document = JSON.createObjectNode();
    document.put("at", plan.at().toString());
    document.put("young", plan.young());
    document.put("future", plan.future());
    ArrayNode files = document.putArray("files");
    for (Orphan file : plan.files()) {
      files
          .addArray()
          .add(file.location().toString())
          .add(file.kind().name())
          .add(file.bytes())
          .add(file.modified().toString());
    }
    return kept(ORPHANS, plan.at(), plan.version(), document.toString());
  }

  private static Plans.Plan kept(String kind, Instant at, long version, String document) {
    return new Plans.Plan(id(version + kind + document), kind, at, version, document, null, null);
  }

  /** The same plan with another id. */
  static Plans.Plan renamed(Plans.Plan plan) {
    return new Plans.Plan(
        id(plan.id() + plan.document()),
        plan.kind(),
        plan.madeAt(),
        plan.version(),
        plan.document(),
        null,
        null);
  }

  private static String id(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, ID_LETTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static ExpiryPlan expiry(Plans.Plan plan) {
    JsonNode document = read(plan, EXPIRE);
    List<Long> versions = new ArrayList<>();
    document.path("versions").forEach(version -> versions.add(version.asLong()));
    Map<Long, String> kept = new TreeMap<>();
    document
        .path("kept")
        .properties()
        .forEach(version -> kept.put(Long.valueOf(version.getKey()), version.getValue().asText()));
    List<String> tags = new ArrayList<>();
    document.path("tags").forEach(tag -> tags.add(tag.asText()));
    return new ExpiryPlan(
        plan.id(),
        plan.version(),
        Instant.parse(document.path("at").asText()),
        Instant.parse(document.path("before").asText()),
        versions,
        document.path("files").asLong(),
        document.path("bytes").asLong(),
        kept,
        tags);
  }

  static OrphanPlan orphans(Plans.Plan plan) {
    JsonNode document = read(plan, ORPHANS);
    List<Orphan> files = new ArrayList<>();
    for (JsonNode file : document.path("files")) {
      files.add(
          new Orphan(
              Location.of(file.path(0).asText()),
              OrphanKind.valueOf(file.path(1).asText()),
              file.path(2).asLong(),
              Instant.parse(file.path(3).asText())));
    }
    return new OrphanPlan(
        plan.id(),
        plan.version(),
        Instant.parse(document.path("at").asText()),
        files,
        document.path("young").asLong(),
        document.path("future").asLong());
  }

  private static JsonNode read(Plans.Plan plan, String kind) {
    if (!plan.kind().equals(kind)) {
      throw new LakeException(
          Code.INVALID_REQUEST,
          "plan %s is of %s, not of %s".formatted(plan.id(), plan.kind(), kind));
    }
    if (plan.applied() != null) {
      throw new LakeException(
          Code.CONFLICT, "plan " + plan.id() + " is done already: make a new one");
    }
    try {
      return JSON.readTree(plan.document());
    } catch (JacksonException e) {
      throw new LakeException(Code.IO, "plan " + plan.id() + " in catalog.db is damaged", e);
    }
  }
}
