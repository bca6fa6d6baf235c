package tools.peak.evidence.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a JSON file, in words of ours. */
final class JsonFailures {
  private static final Pattern CHARACTER = Pattern.compile("character \\('(.)' \\(code \\d+\\)\\)");
  private static final Pattern TOKEN = Pattern.compile("Unrecognized token '([^']{1,40})'");

  private JsonFailures() {}

  static String words(JsonProcessingException e) {
    String message = String.valueOf(e.getOriginalMessage());
    return switch (e) {
      case JsonEOFException _ -> "it ends here, before its object does: the file is cut short";
      case StreamConstraintsException _ ->
          message.contains("nesting")
              ? "it is nested deeper than " + JsonInput.MAX_DEPTH + " levels"
              : message.contains("Number")
                  ? "a number of more than " + JsonInput.MAX_NUMBER_LENGTH + " digits"
                  : "a text or name that is too long";
      default -> other(message);
    };
  }

  private static String other(String message) {
    Matcher token = TOKEN.matcher(message);
    if (token.find()) {
      return "'" + token.group(1) + "' is no JSON";
    }
    Matcher character = CHARACTER.matcher(message);
    if (message.contains("maybe a (non-standard) comment")) {
      return "a comment, which JSON has none of";
    }
    if (character.find()) {
      return "'" + character.group(1) + "' should not stand here";
    }
    return message.contains("control character")
        ? "a control character, such as a line's end, inside a text"
        : "is no JSON here";
  }
}
