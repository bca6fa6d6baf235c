package tools.peak.evidence.mapping;

import java.io.Serial;

/** A mapping can't be used; the message is one line with its file and the line in it. */
public final class MappingException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  MappingException(String message) {
    super(message);
  }
}
