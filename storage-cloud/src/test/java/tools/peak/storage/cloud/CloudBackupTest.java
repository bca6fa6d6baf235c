package tools.peak.storage.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.peak.fixtures.Chain;
import tools.peak.fixtures.cloud.FaultyWay;
import tools.peak.fixtures.cloud.FaultyWay.Fault;
import tools.peak.fixtures.cloud.ObjectServer;
import tools.peak.fixtures.cloud.ObjectServer.Kind;
import tools.peak.lake.Lake;
import tools.peak.lake.LakeException;
import tools.peak.lake.Probe;
import tools.peak.lake.backup.BackupListener;
import tools.peak.lake.backup.BackupResult;
import tools.peak.lake.backup.Backups;
import tools.peak.storage.object.ObjectStore;
import tools.peak.storage.object.ObjectStores;

/** A lake's backup in a cloud, over a way on which things go wrong. */
final class CloudBackupTest {
  private static final Map<Kind, ObjectServer> SERVERS = new EnumMap<>(Kind.class);
  private static final AtomicInteger PLACES = new AtomicInteger();

  @TempDir static Path servers;
  @TempDir Path dir;
  private @Nullable FaultyWay way;
  private String place = "";

  @AfterAll
  static void stop() {
    SERVERS.values().forEach(ObjectServer::close);
    SERVERS.clear();
  }

  @BeforeEach
  void a_lake() {
    place = "tried/backup-" + PLACES.incrementAndGet();
    for (String run : List.of("a", "b", "c")) {
      Path _ = Chain.of(run).equity(9).trades(4).writeTo(dir.resolve("results").resolve(run));
    }
    try (Lake lake = Lake.openOrCreate(dir.resolve("lake"))) {
      Probe.ingest(lake, dir.resolve("results"));
    }
  }

  @AfterEach
  void close() {
    if (way != null) {
      way.close();
    }
  }

  private static ObjectServer server(Kind kind) throws IOException {
    ObjectServer server = SERVERS.get(kind);
    if (server == null) {
      server = ObjectServer.start(kind, servers);
      server.bucket("tried");
      SERVERS.put(kind, server);
    }
    return server;
  }

  /** The place, over a way that a test may spoil. */
  private ObjectStore store(Kind kind) throws IOException {
    ObjectServer server = server(kind);
    if (way == null) {
      way = FaultyWay.to(server);
    }
    return ObjectStores.open(server.address(place), server.environment(way.url()));
  }

  private FaultyWay way() {
    return Objects.requireNonNull(way);
  }

  private BackupResult backup(ObjectStore store, BackupListener listener) {
    try (Lake lake = Lake.open(dir.resolve("lake"))) {
      return lake.backup(store, listener);
    }
  }

  private BackupResult backup(ObjectStore store) {
    return backup(store, BackupListener.NONE);
  }

  private void tag(String value) {
    try (Lake lake = Lake.open(dir.resolve("lake"))) {
      lake.tag("a", "owner", value);
    }
  }

  private static List<String> findings(ObjectStore store) {
    return Lake.backups(store).verify(true, BackupListener.NONE).findings().stream()
        .map(finding -> finding.code() + " " + finding.path())
        .toList();
  }

  private void assertComesBack(ObjectStore store, String folder) {
    Path back =
        Lake.backups(store)
            .restore(dir.resolve(folder), OptionalLong.empty(), BackupListener.NONE)
            .lake();
    try (Lake lake = Lake.open(back)) {
      assertThat(lake.verify().findings()).isEmpty();
      assertThat(lake.runs().count()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_lake_comes_back_from_a_cloud(Kind kind) throws IOException {
    try (ObjectStore store = store(kind)) {
      BackupResult first = backup(store);
      assertThat(backup(store).copied()).isZero();
      tag("ann");
      assertThat(backup(store).copied()).isLessThan(first.copied());
      Backups backups = Lake.backups(store);
      assertThat(backups.list()).hasSize(2);
      assertThat(findings(store)).isEmpty();
      assertThat(backups.drill(dir, OptionalLong.empty(), BackupListener.NONE).isWhole()).isTrue();
      assertThat(backups.prune(1, "").dropped()).containsExactly(first.version());
      assertThat(findings(store)).isEmpty();
      assertComesBack(store, "back");
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_breaks_for_a_moment_is_tried_again(Kind kind) throws IOException {
    try (ObjectStore store = store(kind)) {
      for (Fault fault :
          List.of(Fault.CUT, Fault.ERROR, Fault.CUT_IN_ANSWER, Fault.ERROR_AFTERWARDS)) {
        tag(fault.name());
        way().goesWrong((number, _, _) -> number % 5 == 2 ? fault : Fault.NONE);
        BackupResult result = backup(store);
        way().goesWrong((_, _, _) -> Fault.NONE);
        assertThat(Lake.backups(store).list().getLast().version()).isEqualTo(result.version());
      }
      assertThat(findings(store)).isEmpty();
      way().goesWrong((number, _, _) -> number % 5 == 2 ? Fault.CUT_IN_ANSWER : Fault.NONE);
      assertComesBack(store, "back");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_manifest_that_was_stored_though_the_answer_was_an_error_is_this_one(Kind kind)
      throws IOException {
    try (ObjectStore store = store(kind)) {
      AtomicInteger manifests = new AtomicInteger();
      way()
          .goesWrong(
              (_, method, path) ->
                  !method.equals("GET")
                          && !method.equals("HEAD")
                          && isOf(path, "manifests")
                          && manifests.getAndIncrement() == 0
                      ? Fault.ERROR_AFTERWARDS
                      : Fault.NONE);
      backup(store);
      assertThat(findings(store)).isEmpty();
      assertThat(Lake.backups(store).list()).hasSize(1);
    }
  }

  /** Of an upload to Google the name stands in the query. */
  private static boolean isOf(String path, String folder) {
    return path.contains(folder + "/") || path.contains(folder + "%2F");
  }

  @ParameterizedTest
  @EnumSource
  void a_cloud_that_is_full_is_said_in_a_line_and_the_next_one_goes_on(Kind kind)
      throws IOException {
    try (ObjectStore store = store(kind)) {
      AtomicInteger puts = new AtomicInteger();
      way()
          .goesWrong(
              (_, method, path) ->
                  (method.equals("PUT") || method.equals("POST"))
                          && isOf(path, "files")
                          && puts.incrementAndGet() > 5
                      ? Fault.FULL
                      : Fault.NONE);
      assertThatThrownBy(() -> backup(store))
          .isInstanceOf(LakeException.class)
          .hasMessageContaining(store.address())
          .message()
          .doesNotContain("\n")
          .doesNotContain("tried\"");
      way().goesWrong((_, _, _) -> Fault.NONE);
      assertThat(Lake.backups(store).list()).isEmpty();
      BackupResult whole = backup(store);
      assertThat(whole.copied()).as("what was there is not copied again").isLessThan(whole.files());
      assertThat(findings(store)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_was_changed_on_its_way_is_found_and_named(Kind kind) throws IOException {
    try (ObjectStore store = store(kind)) {
      way()
          .goesWrong(
              (_, method, path) ->
                  method.equals("PUT") && isOf(path, "pieces") ? Fault.FLIPPED : Fault.NONE);
      if (kind == Kind.GCS) {
        return; // an upload to Google bears its own digest on the way
      }
      backup(store);
      way().goesWrong((_, _, _) -> Fault.NONE);
      List<String> found = findings(store);
      assertThat(found)
          .isNotEmpty()
          .allMatch(finding -> finding.startsWith("changed_object pieces/"));
      String object = found.getFirst().replace("changed_object ", "");
      assertThatThrownBy(
              () ->
                  Lake.backups(store)
                      .restore(dir.resolve("back"), OptionalLong.empty(), BackupListener.NONE))
          .hasMessageContaining("pieces/");
      assertThat(store.size(object)).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_listing_that_lacks_an_object_takes_nothing_for_gone(Kind kind) throws IOException {
    try (ObjectStore store = store(kind)) {
      backup(store);
      tag("ann");
      long newest = backup(store).version();
      way()
          .goesWrong(
              (_, method, path) ->
                  method.equals("GET") && path.contains("prefix=") ? Fault.LACKS_ONE : Fault.NONE);
      Backups backups = Lake.backups(store);
      assertThat(backups.list().getLast().version()).isEqualTo(newest);
      assertThat(findings(store)).isEmpty();
      assertThat(backups.planPrune(1).kept()).containsExactly(newest);
      assertThat(backups.prune(1, "").kept()).containsExactly(newest);
      way().goesWrong((_, _, _) -> Fault.NONE);
      assertThat(findings(store)).isEmpty();
      assertComesBack(store, "back");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_slow_cloud_keeps_nobody_who_is_told_to_stop(Kind kind) throws Exception {
    try (ObjectStore store = store(kind)) {
      way()
          .goesWrong(
              (_, method, path) ->
                  (method.equals("PUT") || method.equals("POST")) && isOf(path, "files")
                      ? Fault.HANGS
                      : Fault.NONE);
      AtomicInteger told = new AtomicInteger();
      AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
      Thread backing =
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    try {
                      backup(store, (_, _) -> told.incrementAndGet());
                    } catch (RuntimeException e) {
                      failure.set(e);
                    }
                  });
      while (told.get() < 5) {
        Thread.sleep(10); // it hangs, and is told of all the same
      }
      long began = System.nanoTime();
      backing.interrupt();
      backing.join(2_000);
      assertThat(backing.isAlive()).isFalse();
      assertThat(System.nanoTime() - began).isLessThan(2_000_000_000L);
      assertThat(failure.get()).hasMessageContaining("stopped");
    }
  }

  @ParameterizedTest
  @EnumSource
  void of_listings_in_pages_every_object_is_seen(Kind kind) throws IOException {
    try (ObjectStore store = store(kind)) {
      int there = 0;
      for (int count : List.of(1_000, 1_001, 2_001)) {
        for (; there < count; there++) {
          store.put("many/" + there, 1, out -> out.write('x'));
        }
        assertThat(store.list("many/")).hasSize(count);
      }
    }
  }

  @Test
  void parts_that_somebody_left_are_no_objects() throws Exception {
    try (ObjectStore store = store(Kind.S3)) {
      backup(store);
      String url = server(Kind.S3).url() + "/" + place + "/files/warehouse/left?uploads";
      var begun =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(url))
                      .POST(HttpRequest.BodyPublishers.noBody())
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(begun.statusCode()).isEqualTo(200);
      assertThat(store.list("files/")).doesNotContainKey("files/warehouse/left");
      assertThat(findings(store)).isEmpty();
      assertThat(Lake.backups(store).planPrune(1).isEmpty()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_bucket_that_is_not_there_and_an_address_that_is_none_are_said(Kind kind)
      throws IOException {
    ObjectServer server = server(kind);
    try (ObjectStore none =
        ObjectStores.open(server.address("nowhere/x"), server.environment(server.url()))) {
      assertThatThrownBy(() -> backup(none)).hasMessageContaining(server.address("nowhere/x"));
      assertThatThrownBy(() -> Lake.backups(none).list()).isInstanceOf(LakeException.class);
    }
    for (String wrong : List.of("", "b", "tried/../x", "tried/a//b")) {
      assertThatThrownBy(
              () -> ObjectStores.open(server.address(wrong), server.environment(server.url())))
          .isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> ObjectStores.open("ftp://host/x", Map.of()))
        .hasMessageContaining("s3://bucket/prefix");
  }
}
