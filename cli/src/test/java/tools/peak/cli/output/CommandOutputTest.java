package tools.peak.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandOutputTest {
  @Test
  void results_are_utf8() {
    Printed printed = Printed.toPipe();
    printed.output.line("Zürich 語");
    assertThat(printed.results()).isEqualTo("Zürich 語\n");
  }

  @Test
  void a_notice_is_one_line_whatever_it_names() {
    Printed printed = Printed.toPipe();
    printed.output.notice("a\nb\u001b[31m: no such file");
    assertThat(printed.notices()).isEqualTo("a\\nb\\u001b[31m: no such file\n");
  }

  @Test
  void a_reader_that_went_away_ends_the_writing() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    CommandOutput output =
        new CommandOutput(closed, OutputStream.nullOutputStream(), Terminal.of(Map.of()));
    output.line("held");
    assertThatThrownBy(output::flush).isInstanceOf(BrokenPipe.class);
  }

  @Test
  void output_that_is_lost_is_told_in_the_system_s_words() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    CommandOutput output =
        new CommandOutput(full, OutputStream.nullOutputStream(), Terminal.of(Map.of()));
    output.line("held");
    assertThatThrownBy(output::flush)
        .isInstanceOf(OutputFailed.class)
        .hasMessage("standard output can't be written: No space left on device");
  }

  @Test
  void colours_need_a_terminal_and_no_wish_against_them() {
    assertThat(Terminal.of(Map.of("PEAK_TERMINAL", "out")).colours()).isTrue();
    assertThat(Terminal.of(Map.of()).colours()).isFalse();
    assertThat(Terminal.of(Map.of("PEAK_TERMINAL", "err")).colours()).isFalse();
    assertThat(Terminal.of(Map.of("PEAK_TERMINAL", "out", "NO_COLOR", "1")).colours()).isFalse();
    assertThat(Terminal.of(Map.of("PEAK_TERMINAL", "out", "TERM", "dumb")).colours()).isFalse();
  }

  @Test
  void progress_on_a_terminal_is_a_bar_that_is_taken_away() {
    Printed printed = Printed.toTerminal(80);
    long[] now = {0};
    try (Progress progress = new Progress(printed.output, "ingest", "runs", () -> now[0])) {
      now[0] = 2_000_000_000L;
      progress.update(5_000, 20_000);
      assertThat(printed.notices())
          .isEqualTo(
              "\r██████░░░░░░░░░░░░░░░░░░ ingest: 5,000 of 20,000 runs (2,500/s), 6.0 s left\u001b[K");
    }
    assertThat(printed.notices()).endsWith("\r\u001b[K");
  }

  @Test
  void a_line_of_progress_never_wraps() {
    Printed printed = Printed.toTerminal(30);
    long[] now = {0};
    try (Progress progress = new Progress(printed.output, "ingest", "runs", () -> now[0])) {
      now[0] = 2_000_000_000L;
      progress.update(5_000, 20_000);
      assertThat(printed.notices()).isEqualTo("\r██████░░░░░░░░░░░░░░░░░░ inge\u001b[K");
    }
  }

  @Test
  void a_pipe_is_as_wide_as_it_takes_unless_one_says_so() {
    assertThat(Terminal.of(Map.of("PEAK_TERMINAL", "err", "PEAK_COLUMNS", "60")).width())
        .isEqualTo(Terminal.UNBOUNDED);
    assertThat(Terminal.of(Map.of("PEAK_TERMINAL", "out", "PEAK_COLUMNS", "60")).width())
        .isEqualTo(60);
    assertThat(Terminal.of(Map.of("COLUMNS", "70")).width()).isEqualTo(70);
    assertThat(Terminal.of(Map.of("PEAK_TERMINAL", "out")).width()).isEqualTo(80);
  }

  @Test
  void progress_in_a_pipe_is_a_plain_line_now_and_then() {
    Printed printed = Printed.toPipe();
    long[] now = {0};
    try (Progress progress = new Progress(printed.output, "ingest", "runs", () -> now[0])) {
      for (int second = 1; second <= 11; second++) {
        now[0] = second * 1_000_000_000L;
        progress.update(second * 10L, 0);
      }
    }
    assertThat(printed.notices()).isEqualTo("ingest: 50 runs (10/s)\ningest: 100 runs (10/s)\n");
  }
}
