package tools.peak.telemetry.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.pool.TypePool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TracedPluginTest {
  @RegisterExtension
  static final OpenTelemetryExtension TELEMETRY = OpenTelemetryExtension.create();

  private static DynamicType.Unloaded<?> weave(Class<?> type) throws IOException {
    try (TracedPlugin plugin = new TracedPlugin()) {
      ClassFileLocator locator = ClassFileLocator.ForClassLoader.of(type.getClassLoader());
      // From the class file, as a build sees it: the annotation is not there at run time.
      TypeDescription description = TypePool.Default.of(locator).describe(type.getName()).resolve();
      assertThat(plugin.matches(description)).isTrue();
      return plugin
          .apply(new ByteBuddy().redefine(description, locator), description, locator)
          .make();
    }
  }

  private Object strategy;

  @BeforeEach
  void wovenStrategy() throws Exception {
    Class<?> woven =
        weave(Strategy.class)
            .load(getClass().getClassLoader(), ClassLoadingStrategy.Default.CHILD_FIRST)
            .getLoaded();
    assertThat(woven).isNotEqualTo(Strategy.class);
    strategy = woven.getConstructor().newInstance();
  }

  @AfterEach
  void theSpansAreOver() {
    assertThat(io.opentelemetry.api.trace.Span.current().getSpanContext().isValid()).isFalse();
  }

  private Object call(String method, Object... arguments) throws Exception {
    for (var candidate : strategy.getClass().getMethods()) {
      if (candidate.getName().equals(method)) {
        return candidate.invoke(strategy, arguments);
      }
    }
    throw new AssertionError(method);
  }

  @Test
  void static_private_and_self_invoked_methods_are_children_of_their_caller() throws Exception {
    assertThat(call("signals", 7)).isEqualTo(21);

    assertThat(TELEMETRY.getSpans())
        .extracting(SpanData::getName)
        .containsExactly("Strategy.count", "Strategy.twice", "strategy.signals");
    SpanData parent = TELEMETRY.getSpans().getLast();
    assertThat(TELEMETRY.getSpans().subList(0, 2))
        .extracting(SpanData::getParentSpanId)
        .containsOnly(parent.getSpanId());
  }

  @Test
  void arguments_and_results_of_every_width_pass_through() throws Exception {
    assertThat((long[]) call("wide", Long.MAX_VALUE, 2.5, "abc"))
        .containsExactly(Long.MAX_VALUE, 2, 3);
  }

  @Test
  void what_is_thrown_is_recorded_and_thrown_on() {
    assertThatThrownBy(() -> call("failing"))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no bars");

    SpanData span = TELEMETRY.getSpans().getFirst();
    assertThat(span.getStatus())
        .isEqualTo(StatusData.create(StatusData.error().getStatusCode(), "no bars"));
    assertThat(span.getEvents()).singleElement().extracting("name").isEqualTo("exception");
  }

  @Test
  void a_caught_error_is_its_own_spans_alone() throws Exception {
    assertThat(call("recovering"))
        .isEqualTo("java.lang.IllegalArgumentException: no bars".length());
    assertThat(TELEMETRY.getSpans())
        .extracting(span -> span.getStatus().getStatusCode())
        .containsExactly(StatusData.error().getStatusCode(), StatusData.unset().getStatusCode());
  }

  @Test
  void other_methods_stay_as_they_are() throws Exception {
    assertThat(call("plain")).isEqualTo(1);
    assertThat(TELEMETRY.getSpans()).isEmpty();
  }

  @Test
  void without_an_sdk_the_method_just_runs() throws Exception {
    GlobalOpenTelemetry.resetForTest();
    try {
      assertThat(call("signals", 1)).isEqualTo(3);
    } finally {
      GlobalOpenTelemetry.resetForTest();
      GlobalOpenTelemetry.set(TELEMETRY.getOpenTelemetry());
    }
    assertThat(TELEMETRY.getSpans()).isEmpty();
  }

  @Test
  void woven_classes_refer_to_nothing_of_this_module() throws Exception {
    byte[] woven = weave(Strategy.class).getBytes();
    String constants = new String(woven, java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(constants)
        .contains("io/opentelemetry/api/GlobalOpenTelemetry")
        .doesNotContain("net/bytebuddy")
        .doesNotContain("TracedAdvice")
        .doesNotContain("TracedPlugin");
    // The annotation itself is kept in the class file, and not looked for at run time.
    assertThat(Strategy.class.getMethod("twice", int.class).getAnnotations()).isEmpty();
  }

  interface Abstract {
    @Traced
    void nothing();
  }

  @Test
  void an_annotation_without_effect_fails_the_build() {
    assertThatThrownBy(() -> weave(Abstract.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nothing");
  }

  @Test
  void classes_without_the_annotation_are_not_touched() throws Exception {
    try (TracedPlugin plugin = new TracedPlugin()) {
      assertThat(plugin.matches(TypeDescription.ForLoadedType.of(String.class))).isFalse();
    }
  }
}
