package tools.peak.integration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command of a document with what the document says it prints.
 *
 * @param line of the document, counted from 1
 * @param text as it is written, without the prompt
 * @param shown the lines that follow it, without blank ends
 */
record ReadmeCommand(String document, int line, String text, List<String> shown) {
  /**
   * The commands of a document, from top to bottom: in each block, what stands behind {@code $}.
   */
  static List<ReadmeCommand> of(List<DocumentedCode> blocks) {
    List<ReadmeCommand> commands = new ArrayList<>();
    for (DocumentedCode block : blocks) {
      List<String> lines = block.text().lines().toList();
      for (int at = 0; at < lines.size(); at++) {
        if (!lines.get(at).startsWith("$ ")) {
          continue;
        }
        int start = at;
        StringBuilder text = new StringBuilder(lines.get(at).substring(2));
        while (text.toString().endsWith("\\") && at + 1 < lines.size()) {
          text.setLength(text.length() - 1);
          text.append(lines.get(++at).strip());
        }
        List<String> shown = new ArrayList<>();
        while (at + 1 < lines.size() && !lines.get(at + 1).startsWith("$ ")) {
          shown.add(lines.get(++at).stripTrailing());
        }
        while (!shown.isEmpty() && shown.getLast().isEmpty()) {
          shown.removeLast();
        }
        commands.add(
            new ReadmeCommand(block.document(), block.line() + start, text.toString(), shown));
      }
    }
    return commands;
  }

  /**
   * The words of a command, as a shell cuts them: quotes of both kinds, nothing else that a shell
   * knows.
   *
   * @throws IllegalArgumentException if it has more of a shell, such as a pipe
   */
  static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean isWord = false;
    for (int at = 0; at < command.length(); at++) {
      char c = command.charAt(at);
      if (c == '\'' || c == '"') {
        int end = command.indexOf(c, at + 1);
        if (end < 0) {
          throw new IllegalArgumentException("no closing " + c);
        }
        word.append(command, at + 1, end);
        isWord = true;
        at = end;
      } else if (c == ' ') {
        if (isWord) {
          words.add(word.toString());
          word.setLength(0);
        }
        isWord = false;
      } else if ("|<>&;$`\\*".indexOf(c) >= 0) {
        throw new IllegalArgumentException("'" + c + "' is for a shell");
      } else {
        word.append(c);
        isWord = true;
      }
    }
    if (isWord) {
      words.add(word.toString());
    }
    return words;
  }

  /** The same with words in the place of others. */
  ReadmeCommand with(Map<String, String> others) {
    String changed = text;
    for (Map.Entry<String, String> other : others.entrySet()) {
      changed = changed.replace(other.getKey(), other.getValue());
    }
    return new ReadmeCommand(document, line, changed, shown);
  }

  /** The variables that stand before the command, such as {@code PEAK_TELEMETRY=file}. */
  Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String word : words(text)) {
      if (!word.matches("[A-Z_]+=.*")) {
        break;
      }
      int equals = word.indexOf('=');
      variables.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return variables;
  }

  /** The program and its arguments. */
  List<String> program() {
    List<String> words = words(text);
    return words.subList(variables().size(), words.size());
  }

  @Override
  public String toString() {
    return document + ":" + line + ": $ " + text;
  }
}
