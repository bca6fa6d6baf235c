package tools.peak.telemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.peak.telemetry.redaction.Redaction;

/**
 * OpenTelemetry for a program, configured by the standard {@code OTEL_*} variables and off unless
 * one of them (or {@code PEAK_TELEMETRY=file}) asks for it.
 *
 * {@snippet :
 * try (Telemetry telemetry = Telemetry.start("peak-backtest")) {
 *   SpanScope.run("backtest.run", () -> backtest());
 * } // what was recorded has been sent
 * }
 *
 * <p>It never stands in a program's way: a wrong variable or a backend that does not answer is one
 * line of warning, and the program runs on. Where the official agent is present, that is used and
 * nothing is built.
 */
public final class Telemetry implements AutoCloseable {
  /** Closing takes 2 s at the most; some of it is left for the way out. */
  private static final Duration CLOSE = Duration.ofMillis(1_400);

  /** What a backend that takes nothing may cost those that do. */
  private static final Duration CLOSE_REFUSED = Duration.ofMillis(200);

  private static @Nullable Telemetry running;

  private final @Nullable Sdk sdk;
  private final Delivery delivery;
  private final @Nullable Thread hook;
  private boolean closed;

  private Telemetry(@Nullable Sdk sdk, Delivery delivery, boolean hooked) {
    this.sdk = sdk;
    this.delivery = delivery;
    this.hook = hooked ? new Thread(this::close, "peak-telemetry-hook") : null;
  }

  /**
   * Starts telemetry for {@code service}, the default of {@code service.name}. Warnings go to the
   * log, which writes them to standard error. It closes by itself when the process is ended.
   */
  public static Telemetry start(String service) {
    Logger log = LoggerFactory.getLogger(Telemetry.class);
    return start(service, System.getenv(), log::warn, true);
  }

  /**
   * Starts telemetry from {@code environment} (and the {@code otel.*} system properties, which
   * win). Each warning is one line without secrets. Where telemetry already runs in this process,
   * the returned object stands for that, and closing it does nothing. To close it when the process
   * is ended is left to the caller, who may have something to finish before.
   */
  public static Telemetry start(
      String service, Map<String, String> environment, Consumer<String> warnings) {
    return start(service, environment, warnings, false);
  }

  private static synchronized Telemetry start(
      String service, Map<String, String> environment, Consumer<String> warnings, boolean hooked) {
    Redaction redaction = Redaction.of(environment);
    if (running != null) {
      return off();
    }
    if (GlobalSwitch.isTaken()) {
      Signals.bind(GlobalOpenTelemetry.get());
      if (environment.containsKey(Settings.FILE_VARIABLE)) {
        warnings.accept(
            Settings.FILE_VARIABLE
                + " has no effect: this process has an OpenTelemetry (an agent?) of its own");
      }
      return off();
    }
    GlobalSwitch.point(OpenTelemetry.noop());
    try {
      Settings settings = Settings.of(environment, systemProperties());
      if (!settings.anythingWanted()) {
        return off();
      }
      // What the SDK says while it is being built only counts if it is: else the error says all.
      Warnings complaints = Warnings.take(redaction);
      Sdk sdk;
      try {
        sdk = Sdk.build(service, settings, environment, redaction, warnings);
        complaints.to(warnings);
      } catch (RuntimeException | LinkageError e) {
        if (!settings.runFiles()) {
          throw e;
        }
        warnings.accept(
            "telemetry is sent nowhere, the runs' own files are written: "
                + redaction.apply(Reason.of(e, environment)));
        settings = settings.withFilesAlone();
        sdk = Sdk.build(service, settings, environment, redaction, warnings);
      }
      if (!GlobalSwitch.point(sdk.openTelemetry())) {
        warnings.accept(
            "telemetry of libraries and @Traced methods is lost:"
                + " OpenTelemetry was asked for before Telemetry.start");
      }
      return running(sdk, new Delivery(settings, complaints), hooked);
    } catch (RuntimeException | LinkageError e) {
      RunFiles.want(null);
      warnings.accept("telemetry is off: " + redaction.apply(Reason.of(e, environment)));
      return off();
    }
  }

  private static Telemetry off() {
    return new Telemetry(null, Delivery.NONE, false);
  }

  private static Telemetry running(Sdk sdk, Delivery delivery, boolean hooked) {
    Telemetry telemetry = new Telemetry(sdk, delivery, hooked);
    running = telemetry;
    Signals.bind(sdk.openTelemetry());
    if (telemetry.hook != null) {
      Runtime.getRuntime().addShutdownHook(telemetry.hook);
    }
    return telemetry;
  }

  /** Whether a backend takes what it is sent. */
  public enum Backend {
    /** Nothing is sent: there is none, or it comes and fetches. */
    NONE,
    /** It has not answered yet. */
    UNKNOWN,
    TAKING,
    NOT_TAKING
  }

  /** What the backend made of what it was sent last. */
  public static Backend backend() {
    // Where telemetry is off the SDK may not even be on the class path.
    return running == null ? Backend.NONE : Exports.state();
  }

  /** Whether anything is recorded at all, by this object or by what was there before it. */
  public static boolean isOn() {
    return Signals.on() != null;
  }

  /**
   * Sends what was recorded and stops, within 2 s even where the backend does not answer, and at
   * once where it takes no connection; also on a thread that is interrupted. Whoever comes second
   * waits for the first.
   */
  @Override
  public synchronized void close() {
    if (closed || sdk == null) {
      return;
    }
    closed = true;
    stop();
    Delivery.Refusing refusing = delivery.refusing();
    boolean sent =
        sdk.close(
            switch (refusing) {
              case NONE -> CLOSE;
              case SOME -> CLOSE_REFUSED;
              case ALL -> Duration.ZERO;
            });
    if (!sent) {
      delivery.failed(refusing);
    }
    forgetHook();
  }

  private static synchronized void stop() {
    running = null;
    Signals.unbind();
    RunFiles.want(null);
    Exports.forget();
    GlobalSwitch.point(OpenTelemetry.noop());
  }

  private void forgetHook() {
    if (hook == null || Thread.currentThread() == hook) {
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is already ending; the hook finds everything closed.
    }
  }

  private static Map<String, String> systemProperties() {
    Map<String, String> properties = new HashMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      properties.put(name, System.getProperty(name));
    }
    return properties;
  }
}
