package tools.peak.lake.query.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads words into {@link Syntax}: precedence climbing (Pratt), so that parentheses may hold a
 * condition or a number alike and one table says what binds tighter.
 */
final class Parser {
  private static final int OR = 1;
  private static final int AND = 2;
  private static final int NOT = 3;
  private static final int PREDICATE = 4;
  private static final int SUM = 5;
  private static final int PRODUCT = 6;
  private static final int SIGN = 7;

  /** Deeper nesting than anybody writes would overflow the stack. */
  private static final int DEEPEST = 200;

  private static final Map<String, Condition.Relation> RELATIONS =
      Map.of(
          "=", Condition.Relation.EQUAL,
          "==", Condition.Relation.EQUAL,
          "<>", Condition.Relation.NOT_EQUAL,
          "!=", Condition.Relation.NOT_EQUAL,
          "<", Condition.Relation.LESS,
          "<=", Condition.Relation.AT_MOST,
          ">", Condition.Relation.GREATER,
          ">=", Condition.Relation.AT_LEAST);

  private static final Map<String, Expression.Operator> SUMS =
      Map.of("+", Expression.Operator.PLUS, "-", Expression.Operator.MINUS);

  private static final Map<String, Expression.Operator> PRODUCTS =
      Map.of(
          "*", Expression.Operator.TIMES,
          "/", Expression.Operator.DIVIDED_BY,
          "%", Expression.Operator.MODULO);

  private final FilterText source;
  private final TokenStream words;
  private int depth;
  private int bound;

  private Parser(FilterText source) {
    this.source = source;
    this.words = new TokenStream(source);
  }

  /** Reads one condition or expression. */
  static Syntax one(FilterText source) {
    Parser parser = new Parser(source);
    Syntax syntax = parser.parse(OR);
    parser.words.expectEnd();
    parser.expectAllTaken();
    return syntax;
  }

  /** What a list of columns consists of. */
  sealed interface Item {
    /** An expression and how it was written. */
    record One(Syntax expression, String text) implements Item {}

    /** All columns, or all of those whose names begin so: {@code *}, {@code params.*}. */
    record Star(String prefix, int at) implements Item {}
  }

  /** Reads expressions and stars divided by commas. */
  static List<Item> list(FilterText source) {
    Parser parser = new Parser(source);
    List<Item> list = new ArrayList<>();
    do {
      int start = parser.words.peek().start();
      Optional<String> star = parser.words.takeStar();
      if (star.isPresent()) {
        list.add(new Item.Star(star.get(), start));
        continue;
      }
      Syntax expression = parser.parse(SUM);
      int end = parser.words.endOfLast();
      list.add(new Item.One(expression, source.text().substring(start, end)));
    } while (parser.words.takeSymbol(","));
    parser.words.expectEnd();
    return list;
  }

  /** An expression to order by. */
  record Key(Syntax expression, boolean descending) {}

  /** Reads {@code expression [asc|desc], …}. */
  static List<Key> keys(FilterText source) {
    Parser parser = new Parser(source);
    List<Key> keys = new ArrayList<>();
    do {
      Syntax expression = parser.parse(SUM);
      boolean descending = parser.words.takeWord("desc");
      if (!descending) {
        parser.words.takeWord("asc");
      }
      keys.add(new Key(expression, descending));
    } while (parser.words.takeSymbol(","));
    parser.words.expectEnd();
    return keys;
  }

  private List<Syntax> arguments() {
    List<Syntax> list = new ArrayList<>();
    do {
      list.add(parse(OR));
    } while (words.takeSymbol(","));
    return list;
  }

  /** A condition or expression, whatever it is made of. */
  Syntax condition() {
    return parse(OR);
  }

  /** An expression, up to a word that no expression has. */
  Syntax expression() {
    return parse(SUM);
  }

  /** The time that stands next, and the steps from it. */
  Syntax time() {
    Syntax time = parse(SIGN);
    while (words.afterNext().type() == Token.Type.DURATION) {
      Expression.Operator step = SUMS.get(words.peek().text());
      if (step == null) {
        break;
      }
      int at = words.take().start();
      time = new Syntax.Arithmetic(time, step, parse(SIGN), at);
    }
    return time;
  }

  /** Whether the value of the next question mark is a text, which may be a time. */
  boolean bindsText() {
    return bound < source.bound().values().size()
        && source.bound().values().get(bound) instanceof String;
  }

  private Syntax parse(int least) {
    if (++depth > DEEPEST) {
      throw source.error(words.peek().start(), "nested more than " + DEEPEST + " deep");
    }
    Syntax left = prefix();
    int operators = 0;
    while (true) {
      Syntax longer = infix(left, least);
      if (longer == null) {
        depth--;
        return left;
      }
      if (++operators > DEEPEST) {
        throw source.error(longer.at(), "more than " + DEEPEST + " operators in a row");
      }
      left = longer;
    }
  }

  /** The left side with the operator that follows it, or null when that binds looser. */
  private @Nullable Syntax infix(Syntax left, int least) {
    Token word = words.peek();
    if (word.isWord("or") && least <= OR) {
      return junction(left, "or", OR);
    }
    if (word.isWord("and") && least <= AND) {
      return junction(left, "and", AND);
    }
    if (least <= PREDICATE) {
      Syntax predicate = predicate(left);
      if (predicate != null) {
        return predicate;
      }
    }
    if (word.type() != Token.Type.SYMBOL) {
      return null;
    }
    Expression.Operator sum = SUMS.get(word.text());
    if (sum != null && least <= SUM) {
      words.take();
      return new Syntax.Arithmetic(left, sum, parse(PRODUCT), word.start());
    }
    Expression.Operator product = PRODUCTS.get(word.text());
    if (product != null && least <= PRODUCT) {
      words.take();
      return new Syntax.Arithmetic(left, product, parse(SIGN), word.start());
    }
    return null;
  }

  private Syntax junction(Syntax first, String keyword, int binding) {
    int at = words.peek().start();
    List<Syntax> operands = new ArrayList<>();
    operands.add(first);
    while (words.takeWord(keyword)) {
      operands.add(parse(binding + 1));
    }
    return new Syntax.Junction(binding == AND, operands, at);
  }

  private @Nullable Syntax predicate(Syntax left) {
    Token word = words.peek();
    Condition.Relation relation =
        word.type() == Token.Type.SYMBOL ? RELATIONS.get(word.text()) : null;
    if (relation != null) {
      words.take();
      return new Syntax.Comparison(left, relation, parse(SUM), word.start());
    }
    if (words.takeWord("is")) {
      return is(left, word.start());
    }
    boolean not = word.isWord("not");
    Token verb = not ? words.afterNext() : word;
    if (!verb.isWord("in")
        && !verb.isWord("between")
        && !verb.isWord("like")
        && !verb.isWord("ilike")) {
      return null;
    }
    if (not) {
      words.take();
    }
    words.take();
    Syntax positive =
        switch (verb.lower()) {
          case "in" -> in(left, verb);
          case "between" -> between(left, verb);
          default -> like(left, verb);
        };
    return not ? new Syntax.Not(positive, word.start()) : positive;
  }

  private Syntax is(Syntax left, int at) {
    boolean not = words.takeWord("not");
    Syntax positive;
    if (words.takeWord("null")) {
      positive = new Syntax.IsNull(left, at);
    } else if (words.takeWord("nan")) {
      positive = new Syntax.IsNan(left, at);
    } else {
      throw words.unexpected("'null' or 'nan'");
    }
    return not ? new Syntax.Not(positive, at) : positive;
  }

  private Syntax in(Syntax left, Token verb) {
    Token first = words.peek();
    if (words.takeSymbol("?")) {
      return new Syntax.In(
          left, source.bound().manyAt(bound++, source, first.start()), verb.start());
    }
    words.expectSymbol("(");
    if (words.peek().isSymbol(")")) {
      throw words.unexpected("a value");
    }
    List<Syntax> values = new ArrayList<>();
    do {
      if (words.peek().isSymbol(")")) {
        break;
      }
      values.addAll(value());
    } while (words.takeSymbol(","));
    words.expectSymbol(")");
    return new Syntax.In(left, values, verb.start());
  }

  /** A value of a list, or a whole collection that stands there. */
  private List<Syntax> value() {
    Token first = words.peek();
    if (first.isSymbol("?")
        && (words.afterNext().isSymbol(",") || words.afterNext().isSymbol(")"))) {
      words.take();
      return source.bound().manyAt(bound++, source, first.start());
    }
    return List.of(parse(SUM));
  }

  private Syntax between(Syntax left, Token verb) {
    Syntax low = parse(SUM);
    if (!words.takeWord("and")) {
      throw words.unexpected("'and'");
    }
    return new Syntax.Between(left, low, parse(SUM), verb.start());
  }

  private Syntax like(Syntax left, Token verb) {
    Syntax pattern = parse(SUM);
    Syntax escape = words.takeWord("escape") ? parse(SUM) : null;
    return new Syntax.Like(left, pattern, verb.isWord("ilike"), escape, verb.start());
  }

  private Syntax prefix() {
    Token word = words.peek();
    return switch (word.type()) {
      case NUMBER -> {
        words.take();
        yield Syntax.Numeral.of(word.text(), word.start());
      }
      case DURATION -> {
        words.take();
        yield new Syntax.Duration(word.text(), word.start());
      }
      case TEXT -> {
        words.take();
        yield new Syntax.Text(word.text(), word.start());
      }
      case NAME, TICKED, QUOTED -> word(word);
      case SYMBOL -> symbol(word);
      case END -> throw words.unexpected("a name or a value");
    };
  }

  private Syntax symbol(Token word) {
    if (words.takeSymbol("(")) {
      Syntax inner = parse(OR);
      words.expectSymbol(")");
      return inner;
    }
    if (words.takeSymbol("-")) {
      return new Syntax.Negation(parse(SIGN), word.start());
    }
    if (words.takeSymbol("+")) {
      return parse(SIGN);
    }
    if (words.takeSymbol("?")) {
      return source.bound().at(bound++, source, word.start());
    }
    throw words.unexpected("a name or a value");
  }

  private void expectAllTaken() {
    if (bound < source.bound().values().size()) {
      throw source.error(
          0, source.bound().values().size() + " values are given for " + bound + " '?'");
    }
  }

  private Syntax word(Token word) {
    Syntax phrase = new Phrases(words, this).next();
    if (phrase != null) {
      return phrase;
    }
    if (words.takeWord("not")) {
      return new Syntax.Not(parse(NOT), word.start());
    }
    if (words.takeWord("null")) {
      return new Syntax.Null(word.start());
    }
    if (word.isWord("true") || word.isWord("false")) {
      words.take();
      return new Syntax.Truth(word.isWord("true"), word.start());
    }
    if (isKeyword(word)) {
      throw words.unexpected("a name or a value");
    }
    words.take();
    if (word.type() == Token.Type.NAME && words.takeSymbol("(")) {
      List<Syntax> arguments = words.peek().isSymbol(")") ? List.of() : arguments();
      words.expectSymbol(")");
      return new Syntax.Call(word.lower(), arguments, word.start());
    }
    return name(word);
  }

  private Syntax name(Token first) {
    List<String> parts = new ArrayList<>();
    parts.add(first.text());
    while (words.takeSymbol(".")) {
      Token part = words.take();
      if (!part.isName()
          && part.type() != Token.Type.NUMBER
          && part.type() != Token.Type.DURATION) {
        throw source.error(part.start(), "expected a name after the dot, not " + part.shown());
      }
      parts.add(part.text());
    }
    boolean quoted = first.type() == Token.Type.QUOTED && parts.size() == 1;
    return new Syntax.Name(List.copyOf(parts), quoted, first.start());
  }

  private static boolean isKeyword(Token word) {
    return word.type() == Token.Type.NAME
        && switch (word.lower()) {
          case "and", "or", "in", "between", "is", "like", "ilike" -> true;
          default -> false;
        };
  }
}
