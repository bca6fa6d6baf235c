package tools.peak.lake.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.Actor;
import tools.peak.lake.AsOf;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;
import tools.peak.lake.catalog.Catalog;
import tools.peak.lake.catalog.VersionLog;
import tools.peak.lake.catalog.VersionNames;
import tools.peak.lake.query.Queries;
import tools.peak.lake.query.Result;
import tools.peak.lake.query.filter.TimeSpan;
import tools.peak.lake.query.plan.View;
import tools.peak.lake.schema.Column;
import tools.peak.lake.schema.ColumnType;

/** The versions of a lake: what each of them did, what is between two, and their names. */
public final class History {
  private static final List<Column> LOG =
      List.of(
          new Column("version", ColumnType.LONG),
          new Column("committed_at", ColumnType.TIMESTAMP),
          new Column("actor", ColumnType.TEXT),
          new Column("action", ColumnType.TEXT),
          new Column("added", ColumnType.LONG),
          new Column("replaced", ColumnType.LONG),
          new Column("removed", ColumnType.LONG),
          new Column("name", ColumnType.TEXT));

  private static final List<Column> NAMES =
      List.of(
          new Column("name", ColumnType.TEXT),
          new Column("version", ColumnType.LONG),
          new Column("set_at", ColumnType.TIMESTAMP),
          new Column("set_by", ColumnType.TEXT));

  private final Catalog catalog;
  private final Queries queries;
  private final Actor actor;

  /**
   * The history of a lake.
   *
   * @param actor who gives names
   */
  public History(Catalog catalog, Queries queries, Actor actor) {
    this.catalog = catalog;
    this.queries = queries;
    this.actor = actor;
  }

  /**
   * The newest versions, newest first: when, by whom, what was done, how many runs it added,
   * replaced and removed (NULL where nobody counted: an older Peak, or another program), its names.
   *
   * @param limit how many at most
   */
  public Result log(long limit) {
    Map<Long, String> names =
        catalog.read(moment -> moment.versionNames().all()).stream()
            .collect(
                Collectors.toMap(
                    VersionNames.Named::version,
                    VersionNames.Named::name,
                    (one, other) -> one + ", " + other));
    List<VersionLog.Entry> entries =
        catalog.read(moment -> moment.log().newest(limit == Long.MAX_VALUE ? limit : limit + 1));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (VersionLog.Entry entry : entries) {
      if (rows.size() < limit) {
        rows.add(
            Arrays.asList(
                entry.version(),
                entry.committedAt(),
                entry.actor(),
                entry.action(),
                entry.added(),
                entry.replaced(),
                entry.removed(),
                names.get(entry.version())));
      }
    }
    return new Result(
        Long.toString(catalog.current().number()),
        LOG,
        rows,
        entries.size() > rows.size(),
        Optional.empty());
  }

  /**
   * What changed from one version to another.
   *
   * @throws LakeException if one of them is not there
   */
  public VersionDiff diff(AsOf from, AsOf to) {
    View before = queries.snapshots().at(from);
    View after = queries.snapshots().at(to);
    return VersionComparison.of(before, after, queries.engine());
  }

  /**
   * The version that is meant, by its number: what is asked there later is of the same rows.
   *
   * @throws LakeException if there is none
   */
  public AsOf.Version at(AsOf asOf) {
    return new AsOf.Version(queries.snapshots().at(asOf).version());
  }

  /** All names of versions. */
  public Result names() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (VersionNames.Named named : catalog.read(moment -> moment.versionNames().all())) {
      rows.add(Arrays.asList(named.name(), named.version(), named.setAt(), named.setBy()));
    }
    return new Result(
        Long.toString(catalog.current().number()), NAMES, rows, false, Optional.empty());
  }

  /**
   * Names a version, so that it is kept.
   *
   * @return the version's number
   * @throws LakeException if the name is none, or another version's, or there is no such version
   */
  public long name(String name, AsOf asOf) {
    requireName(name);
    catalog.upgrade();
    long version = queries.snapshots().at(asOf).version();
    boolean _ =
        catalog.change(
            "version tag",
            change -> {
              change
                  .versionNames()
                  .find(name)
                  .ifPresent(
                      taken -> {
                        throw new LakeException(
                            Code.CONFLICT,
                            "%s is version %s already: peak version untag %s takes the name off"
                                .formatted(name, taken.version(), name));
                      });
              requireThere(version);
              change
                  .versionNames()
                  .add(new VersionNames.Named(name, version, change.now(), actor.name()));
              var _ = change.deed().always().text("name", name).number("version", version);
              return true;
            });
    return version;
  }

  /** It may have expired since it was found: what expires versions has the same lock. */
  private void requireThere(long version) {
    if (catalog.version(version).isEmpty()) {
      throw new LakeException(Code.CONFLICT, "version " + version + " has just expired");
    }
  }

  /**
   * Takes a name off.
   *
   * @return the version that had it
   * @throws LakeException if no version has it
   */
  public long unname(String name) {
    catalog.upgrade();
    return catalog.change(
        "version untag",
        change -> {
          VersionNames.Named named =
              change
                  .versionNames()
                  .find(name)
                  .orElseThrow(
                      () ->
                          new LakeException(
                              Code.INVALID_REQUEST,
                              "no version is named " + name + " (peak version list has them)"));
          change.versionNames().remove(name);
          var _ = change.deed().always().text("name", name).number("version", named.version());
          return named.version();
        });
  }

  private static void requireName(String name) {
    if (!AsOf.isName(name) || TimeSpan.parse(name).isPresent()) {
      throw new LakeException(
          Code.INVALID_REQUEST,
          "'%s' can't name a version: begin with a letter, go on with letters, digits and . _ - (64"
                  .formatted(name)
              + " at most), and let it be no date");
    }
  }
}
