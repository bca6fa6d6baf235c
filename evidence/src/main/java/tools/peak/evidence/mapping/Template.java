package tools.peak.evidence.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A text with values in braces, such as <code>{strategy}-{path:study}</code>. */
record Template(String text, List<Piece> pieces) {

  /** A part of the text. */
  sealed interface Piece {
    /** Stands as it is. */
    record Literal(String text) implements Piece {}

    /** Stands for a run's value. */
    record Field(FieldRef ref) implements Piece {}
  }

  Template {
    pieces = List.copyOf(pieces);
  }

  /**
   * Reads a template; doubled braces are braces.
   *
   * @throws IllegalArgumentException if braces are not closed or empty, saying so
   */
  static Template of(String text, Set<String> files) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean isDoubled = at + 1 < text.length() && text.charAt(at + 1) == c;
      if ((c == '{' || c == '}') && isDoubled) {
        literal.append(c);
        at += 2;
      } else if (c == '{') {
        int end = text.indexOf('}', at);
        if (end < 0 || end == at + 1) {
          throw new IllegalArgumentException("'" + text + "' has a brace without a name in it");
        }
        pieces.add(new Piece.Literal(literal.toString()));
        literal.setLength(0);
        pieces.add(new Piece.Field(FieldRef.of(text.substring(at + 1, end), files)));
        at = end + 1;
      } else if (c == '}') {
        throw new IllegalArgumentException("'" + text + "' closes a brace that is not open");
      } else {
        literal.append(c);
        at++;
      }
    }
    pieces.add(new Piece.Literal(literal.toString()));
    pieces.removeIf(piece -> piece instanceof Piece.Literal(String empty) && empty.isEmpty());
    return new Template(text, pieces);
  }

  /** The values that it takes, in their order. */
  List<FieldRef> fields() {
    return pieces.stream()
        .filter(Piece.Field.class::isInstance)
        .map(piece -> ((Piece.Field) piece).ref())
        .toList();
  }

  /** The text with its values; null if one is missing, which {@link #missing} names. */
  @Nullable String fill(Function<FieldRef, @Nullable String> values) {
    StringBuilder filled = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Literal(String literal) -> filled.append(literal);
        case Piece.Field(FieldRef ref) -> {
          String value = values.apply(ref);
          if (value == null) {
            return null;
          }
          filled.append(value);
        }
      }
    }
    return filled.toString();
  }

  /** Those of its values that are missing, with commas. */
  String missing(Function<FieldRef, @Nullable String> values) {
    return fields().stream()
        .filter(ref -> values.apply(ref) == null)
        .map(ref -> "'" + ref + "'")
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
