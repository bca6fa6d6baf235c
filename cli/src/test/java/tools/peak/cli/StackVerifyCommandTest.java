package tools.peak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StackVerifyCommandTest {
  private static Ran verify(StackStub stub, String... more) {
    return Ran.peak(
        Stream.concat(Stream.of("stack", "verify"), Stream.concat(stub.options(), Stream.of(more)))
            .toArray(String[]::new));
  }

  @Test
  void a_stack_that_answers_right_works() throws Exception {
    try (StackStub stub = StackStub.start(StackStub.Manner.RIGHT)) {
      Ran ran = verify(stub, "--timeout", "20s");
      assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
      assertThat(ran.out().lines()).hasSize(14).allMatch(line -> line.startsWith("ok "));
      assertThat(ran.out())
          .contains("Tempo", "has the trace", "datasource peak-loki", "dashboard peak-live");
      assertThat(stub.posted.get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
      assertThat(stub.posted.get("/v1/traces"))
          .contains(stub.posted.getOrDefault("traceparent", "").split("-", -1)[1]);
    }
  }

  @Test
  void a_viewer_may_verify_too() throws Exception {
    try (StackStub stub = StackStub.start(StackStub.Manner.VIEWER)) {
      Ran ran = verify(stub, "--timeout", "20s");
      assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
    }
  }

  @Test
  void what_answers_wrong_is_named_with_its_cause() throws Exception {
    try (StackStub stub = StackStub.start(StackStub.Manner.WRONG)) {
      Ran ran = verify(stub, "--timeout", "2s");
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.out().lines().filter(line -> line.startsWith("FAILED")).toList())
          .hasSize(10)
          .anyMatch(line -> line.contains("another trace than the one that was sent"))
          .anyMatch(line -> line.contains("the metric has an older value"))
          .anyMatch(line -> line.contains("the log is not there"))
          .anyMatch(line -> line.contains("its database is 'failing'"))
          .anyMatch(line -> line.contains("it is a 'jaeger', not a tempo"))
          .anyMatch(line -> line.contains("panels are not there"))
          .allMatch(line -> line.contains("→"));
      assertThat(ran.err()).contains("10 of 14 checks failed within 2 s");
    }
  }

  @Test
  void what_is_late_is_waited_for() throws Exception {
    try (StackStub stub = StackStub.start(StackStub.Manner.LATE)) {
      Ran ran = verify(stub, "--timeout", "20s");
      assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
    }
  }

  @Test
  void what_never_answers_is_given_up_in_time() throws Exception {
    try (StackStub stub = StackStub.start(StackStub.Manner.NEVER)) {
      long began = System.nanoTime();
      Ran ran = verify(stub, "--timeout", "1s", "--json");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.out())
          .contains("\"snapshot\"", "\"works\"", "no answer yet", "says nothing")
          .doesNotContain("true,");
    }
  }

  @Test
  void an_address_that_is_none_is_wrong_usage() {
    Ran ran = Ran.peak("stack", "verify", "--tempo", "localhost");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("--tempo takes an address such as http://127.0.0.1:3200");
  }
}
