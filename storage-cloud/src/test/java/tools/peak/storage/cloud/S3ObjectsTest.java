package tools.peak.storage.cloud;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import tools.peak.fixtures.cloud.ObjectServer;
import tools.peak.fixtures.contract.ObjectStoreContract;
import tools.peak.storage.object.ObjectStore;
import tools.peak.storage.object.ObjectStores;

final class S3ObjectsTest extends ObjectStoreContract {
  private static final AtomicInteger PLACES = new AtomicInteger();

  @TempDir static Path dir;
  private static @Nullable ObjectServer server;
  private @Nullable ObjectStore store;

  @BeforeAll
  static void start() throws IOException {
    server = ObjectServer.start(ObjectServer.Kind.S3, dir);
    server.bucket("tried");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected ObjectStore store() throws IOException {
    if (store == null) {
      ObjectServer there = Objects.requireNonNull(server);
      store =
          ObjectStores.open(
              there.address("tried/place " + PLACES.incrementAndGet()),
              there.environment(there.url()));
    }
    return store;
  }
}
