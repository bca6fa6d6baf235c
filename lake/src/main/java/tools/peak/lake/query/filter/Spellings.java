package tools.peak.lake.query.filter;

import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ways in which Unicode writes one text: an accent within its letter (NFC, as most keyboards
 * do) or behind it (NFD, as file names of macOS). They look the same.
 */
final class Spellings {
  static final List<Normalizer.Form> FORMS = List.of(Normalizer.Form.NFC, Normalizer.Form.NFD);

  private Spellings() {}

  /** Equal to a text in any of its spellings; empty where it has only one. */
  static Optional<Condition> equal(Expression expression, Expression literal) {
    if (!(literal instanceof Expression.TextLiteral(String text))) {
      return Optional.empty();
    }
    List<String> spellings =
        Stream.concat(Stream.of(text), FORMS.stream().map(form -> Normalizer.normalize(text, form)))
            .distinct()
            .toList();
    return spellings.size() == 1
        ? Optional.empty()
        : Optional.of(
            new Condition.In(
                expression,
                spellings.stream().<Expression>map(Expression.TextLiteral::new).toList()));
  }
}
