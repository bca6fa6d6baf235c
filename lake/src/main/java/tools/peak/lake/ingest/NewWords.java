package tools.peak.lake.ingest;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.peak.evidence.Stat;
import tools.peak.evidence.Value;
import tools.peak.lake.words.KnownWords;
import tools.peak.lake.words.KnownWords.Kind;
import tools.peak.lake.write.StagedRun;

/** Remembers the names that loaded runs have, for those who will type them. */
final class NewWords {
  private final KnownWords known;
  private final Map<Kind, Set<String>> told = new EnumMap<>(Kind.class);

  NewWords(KnownWords known) {
    this.known = known;
    for (Kind kind : Kind.values()) {
      told.put(kind, new HashSet<>());
    }
  }

  void add(List<StagedRun> runs) {
    Map<Kind, Set<String>> fresh = new EnumMap<>(Kind.class);
    for (StagedRun run : runs) {
      for (Stat stat : run.run().metrics()) {
        if (stat.value() != null) {
          add(Kind.METRIC, stat.metric(), fresh);
        }
      }
      for (Value param : run.run().params()) {
        add(Kind.PARAM, param.key(), fresh);
      }
      String strategy = run.run().meta().strategy();
      if (strategy != null) {
        add(Kind.STRATEGY, strategy, fresh);
      }
    }
    if (!fresh.isEmpty()) {
      known.add(fresh);
    }
  }

  private void add(Kind kind, String word, Map<Kind, Set<String>> fresh) {
    if (Objects.requireNonNull(told.get(kind)).add(word)) {
      boolean _ = fresh.computeIfAbsent(kind, _ -> new HashSet<>()).add(word);
    }
  }
}
