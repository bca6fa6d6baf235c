package tools.peak.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of work belongs to. It stands on every log line and every span within it, and goes
 * along with OpenTelemetry's context into other threads.
 *
 * {@snippet :
 * try (Scope scope = LogContext.current().withRun(runId).withStrategy("macd").makeCurrent()) {
 *   log.info("backtest ended");
 * }
 * }
 *
 * @param env the environment: prod, paper, dev, …
 */
public record LogContext(
    @Nullable String runId,
    @Nullable String sessionId,
    @Nullable String strategyId,
    @Nullable String env)
    implements ImplicitContextKeyed {

  /** Of nothing that is known. */
  public static final LogContext NONE = new LogContext(null, null, null, null);

  private static final ContextKey<LogContext> KEY = ContextKey.named("peak-log-context");

  private static final AttributeKey<String> RUN = AttributeKey.stringKey("run.id");
  private static final AttributeKey<String> SESSION = AttributeKey.stringKey("session.id");
  private static final AttributeKey<String> STRATEGY = AttributeKey.stringKey("strategy.id");
  private static final AttributeKey<String> ENV =
      AttributeKey.stringKey("deployment.environment.name");

  /** What the current code belongs to. */
  public static LogContext current() {
    return of(Context.current());
  }

  static LogContext of(Context context) {
    LogContext found = context.get(KEY);
    return found == null ? NONE : found;
  }

  public LogContext withRun(String runId) {
    return new LogContext(runId, sessionId, strategyId, env);
  }

  public LogContext withSession(String sessionId) {
    return new LogContext(runId, sessionId, strategyId, env);
  }

  public LogContext withStrategy(String strategyId) {
    return new LogContext(runId, sessionId, strategyId, env);
  }

  public LogContext withEnv(String env) {
    return new LogContext(runId, sessionId, strategyId, env);
  }

  @Override
  public Context storeInContext(Context context) {
    return context.with(KEY, this);
  }

  /** Gives {@code to} what is known, as attributes of a span or a log record. */
  void forEach(BiConsumer<AttributeKey<String>, String> to) {
    give(RUN, runId, to);
    give(SESSION, sessionId, to);
    give(STRATEGY, strategyId, to);
    give(ENV, env, to);
  }

  private static void give(
      AttributeKey<String> key,
      @Nullable String value,
      BiConsumer<AttributeKey<String>, String> to) {
    if (value != null) {
      to.accept(key, value);
    }
  }
}
