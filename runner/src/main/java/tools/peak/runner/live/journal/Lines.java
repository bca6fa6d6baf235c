package tools.peak.runner.live.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The lines of a journal: a letter that says what it is, a blank, and JSON; of a cycle's equity the
 * bar's microseconds and the value, since those are most of them.
 */
final class Lines {
  static final char HEADER = 'H';
  static final char EQUITY = 'E';
  static final char FILL = 'F';
  static final char STATE = 'S';
  static final char END = 'X';

  /** The run folder is there: nothing is left to recover. */
  static final String DONE = "D done";

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Lines() {}

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a journal's own record has no JSON", e);
    }
  }

  static <T> T read(String json, Class<T> type) throws JsonProcessingException {
    return JSON.readValue(json, type);
  }
}
