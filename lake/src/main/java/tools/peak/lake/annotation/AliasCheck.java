package tools.peak.lake.annotation;

import static java.text.Normalizer.Form.NFC;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.peak.evidence.text.Quoted;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;

/**
 * Whether aliases say of each name what it stands for, and only once. Names that Unicode writes in
 * several ways are the same name, but for one thing: a strategy may have its own name in another
 * spelling for an alias, since runs may bear it.
 */
record AliasCheck(String file, TomlLines lines) {

  private record Alias(String owner, String written) {}

  /** That no name of the file stands for two strategies. */
  void within(List<StrategyEntry> strategies) {
    Map<String, String> keys = new HashMap<>();
    strategies.forEach(
        strategy -> keys.putIfAbsent(plain(strategy.strategy()), strategy.strategy()));
    Map<String, Alias> owners = new HashMap<>();
    for (StrategyEntry strategy : strategies) {
      for (String alias : strategy.aliases()) {
        if (alias.isBlank()) {
          throw wrong(strategy, alias, "an alias is empty");
        }
        if (alias.equals(strategy.strategy())) {
          throw wrong(
              strategy, alias, quoted(alias) + " is the strategy's own name, no alias of it");
        }
        String key = keys.get(plain(alias));
        if (key != null && !key.equals(strategy.strategy())) {
          throw wrong(
              strategy,
              alias,
              quoted(alias)
                  + " is a strategy of its own here ([strategy."
                  + key
                  + "]), so no alias of "
                  + quoted(strategy.strategy()));
        }
        Alias taken = owners.putIfAbsent(plain(alias), new Alias(strategy.strategy(), alias));
        if (taken != null && !taken.owner().equals(strategy.strategy())) {
          throw wrong(
              strategy,
              alias,
              quoted(alias)
                  + " is an alias of "
                  + quoted(taken.owner())
                  + " already"
                  + lines
                      .of(taken.owner(), taken.written())
                      .map(line -> " (line " + line + ")")
                      .orElse(""));
        }
      }
    }
  }

  /**
   * That none contradicts what stays in force of files that were loaded before.
   *
   * @param known the strategy by each alias
   */
  void beside(Map<String, String> known, List<StrategyEntry> strategies) {
    Set<String> named = new HashSet<>();
    Set<String> renamed = new HashSet<>();
    for (StrategyEntry strategy : strategies) {
      named.add(strategy.strategy());
      strategy.aliases().forEach(alias -> renamed.add(plain(alias)));
    }
    Map<String, String> staying = new HashMap<>();
    known.forEach(
        (alias, strategy) -> {
          if (!named.contains(strategy)) {
            staying.put(plain(alias), strategy);
          }
        });
    for (StrategyEntry strategy : strategies) {
      requireFree(strategy, strategy.strategy(), staying);
      for (String alias : strategy.aliases()) {
        if (!plain(strategy.strategy()).equals(plain(alias))) {
          requireFree(strategy, alias, staying);
        }
        new TreeMap<>(known)
            .forEach(
                (older, of) -> {
                  if (plain(of).equals(plain(alias)) && !renamed.contains(plain(older))) {
                    throw wrong(
                        strategy,
                        alias,
                        "%s has the alias %s of its own: make that one of %s, too"
                            .formatted(quoted(alias), quoted(older), quoted(strategy.strategy())));
                  }
                });
      }
    }
  }

  private void requireFree(StrategyEntry strategy, String name, Map<String, String> staying) {
    String owner = staying.get(plain(name));
    // What is itself an alias now takes its own along, or the check above would have refused it.
    if (owner != null
        && strategy.aliases().stream().noneMatch(a -> plain(a).equals(plain(owner)))) {
      throw wrong(
          strategy,
          name,
          "%s is an alias of %s by a file that was loaded before: name [strategy.%s] here too, with the aliases that it has now"
              .formatted(quoted(name), quoted(owner), owner));
    }
  }

  private LakeException wrong(StrategyEntry strategy, String alias, String reason) {
    return new LakeException(
        Code.INVALID_REQUEST,
        file
            + ": "
            + lines.of(strategy.strategy(), alias).map(line -> "line " + line + ": ").orElse("")
            + reason);
  }

  static String plain(String name) {
    return Normalizer.normalize(name, NFC);
  }

  private static String quoted(String name) {
    return Quoted.text(name);
  }
}
