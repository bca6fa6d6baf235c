package tools.peak.lake.query.filter;

import java.util.List;
import java.util.Optional;

/** The words of a text, taken one after the other. */
final class TokenStream {
  private final FilterText source;
  private final List<Token> words;
  private int position;

  TokenStream(FilterText source) {
    this.source = source;
    this.words = Lexer.words(source);
  }

  /** The next word, which stays the next. */
  Token peek() {
    return words.get(position);
  }

  /** The word behind the next; the end where there is none. */
  Token afterNext() {
    return words.get(Math.min(position + 1, words.size() - 1));
  }

  /** The word behind that one; the end where there is none. */
  Token thirdNext() {
    return words.get(Math.min(position + 2, words.size() - 1));
  }

  /** Takes two keywords if they come next. */
  boolean takeWords(String first, String second) {
    boolean there = peek().isWord(first) && afterNext().isWord(second);
    if (there) {
      position += 2;
    }
    return there;
  }

  /** Where the word that was taken last ends. */
  int endOfLast() {
    return words.get(position - 1).end();
  }

  Token take() {
    Token word = peek();
    if (word.type() != Token.Type.END) {
      position++;
    }
    return word;
  }

  /** Takes a keyword if it is the next word. */
  boolean takeWord(String keyword) {
    boolean there = peek().isWord(keyword);
    if (there) {
      position++;
    }
    return there;
  }

  /** Takes a symbol if it is the next word. */
  boolean takeSymbol(String symbol) {
    boolean there = peek().isSymbol(symbol);
    if (there) {
      position++;
    }
    return there;
  }

  /** Takes {@code *} or {@code name.*} if that comes next; gives what stands before the dot. */
  Optional<String> takeStar() {
    if (takeSymbol("*")) {
      return Optional.of("");
    }
    Token name = peek();
    if (name.isName() && afterNext().isSymbol(".") && words.get(position + 2).isSymbol("*")) {
      position += 3;
      return Optional.of(name.lower());
    }
    return Optional.empty();
  }

  void expectSymbol(String symbol) {
    if (!takeSymbol(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
  }

  void expectEnd() {
    if (peek().type() != Token.Type.END) {
      throw unexpected("the end or an operator");
    }
  }

  RuntimeException unexpected(String expected) {
    return source.error(peek().start(), "expected " + expected + ", not " + peek().shown());
  }
}
