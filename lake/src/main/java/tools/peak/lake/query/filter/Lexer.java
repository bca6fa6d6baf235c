package tools.peak.lake.query.filter;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into words. */
final class Lexer {
  private static final List<String> SYMBOLS =
      List.of(
          "<=", ">=", "<>", "!=", "==", "=", "<", ">", "+", "-", "*", "/", "%", "(", ")", ",", ".",
          "?");

  private final FilterText source;
  private final String text;
  private int at;

  private Lexer(FilterText source) {
    this.source = source;
    this.text = source.text();
  }

  /** The words of a text, the last one being {@link Token.Type#END}. */
  static List<Token> words(FilterText source) {
    Lexer lexer = new Lexer(source);
    List<Token> words = new ArrayList<>();
    Token word;
    do {
      word = lexer.next();
      words.add(word);
    } while (word.type() != Token.Type.END);
    return words;
  }

  private Token next() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    int start = at;
    if (at == text.length()) {
      return token(Token.Type.END, start);
    }
    char c = text.charAt(at);
    if (c == '\'') {
      return quoted(c, Token.Type.TEXT, "text");
    }
    if (c == '`') {
      return quoted(c, Token.Type.TICKED, "name");
    }
    if (c == '"') {
      return quoted(c, Token.Type.QUOTED, "name");
    }
    if (digit(at) || (c == '.' && digit(at + 1) && !afterName())) {
      return number();
    }
    if (Character.isUnicodeIdentifierStart(text.codePointAt(at)) || c == '_') {
      return name();
    }
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        at += symbol.length();
        return token(Token.Type.SYMBOL, start);
      }
    }
    throw source.error(start, "unexpected '" + Character.toString(text.codePointAt(at)) + "'");
  }

  private boolean afterName() {
    return at > 0 && (namePart(at - 1) || "`\"".indexOf(text.charAt(at - 1)) >= 0);
  }

  private boolean namePart(int offset) {
    char c = text.charAt(offset);
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private boolean digit(int offset) {
    return offset < text.length() && text.charAt(offset) >= '0' && text.charAt(offset) <= '9';
  }

  private Token quoted(char quote, Token.Type type, String what) {
    int start = at++;
    StringBuilder content = new StringBuilder();
    while (true) {
      int end = text.indexOf(quote, at);
      if (end < 0) {
        throw source.error(start, "the " + what + " that starts here has no closing " + quote);
      }
      content.append(text, at, end);
      at = end + 1;
      if (at == text.length() || text.charAt(at) != quote) {
        return new Token(type, content.toString(), start, at);
      }
      content.append(quote);
      at++;
    }
  }

  private Token number() {
    int start = at;
    digits();
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      digits();
    }
    exponent();
    int unit = at;
    while (at < text.length() && namePart(at)) {
      at++;
    }
    if (unit == at) {
      return token(Token.Type.NUMBER, start);
    }
    return token(Token.Type.DURATION, start);
  }

  private void digits() {
    while (digit(at)) {
      at++;
    }
  }

  private void exponent() {
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int sign = at + 1;
      if (sign < text.length() && (text.charAt(sign) == '+' || text.charAt(sign) == '-')) {
        sign++;
      }
      if (digit(sign)) {
        at = sign;
        digits();
      }
    }
  }

  private Token name() {
    int start = at;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (!Character.isUnicodeIdentifierPart(c) || Character.isIdentifierIgnorable(c)) {
        break;
      }
      at += Character.charCount(c);
    }
    return token(Token.Type.NAME, start);
  }

  private Token token(Token.Type type, int start) {
    return new Token(type, text.substring(start, at), start, at);
  }
}
