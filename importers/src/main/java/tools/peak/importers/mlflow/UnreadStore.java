package tools.peak.importers.mlflow;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.peak.evidence.Problem;
import tools.peak.evidence.folder.Fingerprint;
import tools.peak.evidence.folder.Reading;
import tools.peak.lake.ingest.RunSource;

/**
 * A store that can't be read, or not now.
 *
 * @param state what its files were like
 * @param isBusy whether another program was at it: it is waited for
 */
record UnreadStore(Path store, Database.@Nullable State state, boolean isBusy, Problem problem)
    implements RunSource.Item {

  @Override
  public String id() {
    return store.toString();
  }

  @Override
  public Fingerprint fingerprint() {
    return state == null ? new Fingerprint(0, 0) : state.fingerprint();
  }

  @Override
  public long weight() {
    return 0;
  }

  @Override
  public boolean isComplete(Instant now, Duration settle) {
    return !isBusy;
  }

  @Override
  public Optional<Reading> read() {
    return Optional.of(new Reading.Refused(null, List.of(problem)));
  }

  @Override
  public Optional<RunSource.Item> look() {
    try {
      return Optional.of(new UnreadStore(store, Database.State.of(store), isBusy, problem));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
