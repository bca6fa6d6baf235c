package tools.peak.lake.query.filter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.peak.lake.query.filter.Syntax.CurveWord;
import tools.peak.lake.query.filter.Syntax.TradesWord;

/**
 * Reads what is said in several words of a run's trades and curve. None of the words is a keyword
 * where it stands alone: a metric may be called {@code return}.
 */
final class Phrases {
  private final TokenStream words;
  private final Parser parser;

  Phrases(TokenStream words, Parser parser) {
    this.words = words;
    this.parser = parser;
  }

  /** The phrase that comes next, or null where none does. */
  @Nullable Syntax next() {
    int at = words.peek().start();
    for (TradesWord word : TradesWord.values()) {
      if (words.takeWords(word.name(), "trades")) {
        return trades(word, at);
      }
      if (words.peek().isWord(word.name())
          && words.afterNext().type() == Token.Type.NAME
          && Suggestion.nearest(words.afterNext().text(), List.of("trades")).isPresent()) {
        Token _ = words.take();
        throw words.unexpected("'trades'");
      }
    }
    if (words.takeWords("max", "drawdown")) {
      if (!words.takeWord("between")) {
        throw words.unexpected("'between'");
      }
      return between(CurveWord.MAX_DRAWDOWN, at);
    }
    if (words.peek().isWord("return") && words.afterNext().isWord("between") && isTimeBehind()) {
      boolean _ = words.takeWords("return", "between");
      return between(CurveWord.RETURN, at);
    }
    if (words.takeWords("equity", "at")) {
      return new Syntax.OfCurve(CurveWord.EQUITY, List.of(parser.time()), at);
    }
    if (words.takeWords("correlation", "with")) {
      if (!words.takeWord("run")) {
        throw words.unexpected("'run'");
      }
      return new Syntax.OfCurve(CurveWord.CORRELATION, List.of(parser.time()), at);
    }
    return null;
  }

  private Syntax trades(TradesWord word, int at) {
    if (word == TradesWord.COUNT && !words.peek().isSymbol("(")) {
      return new Syntax.OfTrades(word, null, null, at);
    }
    words.expectSymbol("(");
    if (word == TradesWord.COUNT && words.takeSymbol(")")) {
      return new Syntax.OfTrades(word, null, null, at);
    }
    Syntax number = word == TradesWord.SUM ? parser.expression() : null;
    Syntax where = number == null || words.takeWord("where") ? parser.condition() : null;
    words.expectSymbol(")");
    return new Syntax.OfTrades(word, number, where, at);
  }

  private Syntax between(CurveWord word, int at) {
    Syntax from = parser.time();
    if (!words.takeWord("and")) {
      throw words.unexpected("'and'");
    }
    return new Syntax.OfCurve(word, List.of(from, parser.time()), at);
  }

  /** Whether a time follows: a metric called return is between numbers. */
  private boolean isTimeBehind() {
    Token third = words.thirdNext();
    return third.type() == Token.Type.TEXT
        || third.isWord("now")
        || third.isWord("today")
        || (third.isSymbol("?") && parser.bindsText());
  }
}
