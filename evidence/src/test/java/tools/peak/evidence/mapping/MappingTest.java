package tools.peak.evidence.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mapping says, and what is said of a wrong one: one line, with its file and line. */
final class MappingTest {
  private static final String RUNS = "[runs]\nfile = 'results.csv'\n";
  private static final String PLAIN = RUNS + "[meta]\nrun_id = 'id'\n";

  private static Mapping read(String text) throws MappingException {
    return MappingReader.read("m.toml", text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[runs|m.toml: line 1, column 6: is no TOML",
        "[other]|m.toml line 1: unknown key 'other': curve, files, meta",
        "[runs]|m.toml line 1: 'file' is missing",
        "[runs]~file = 'x.dat'|m.toml line 2: 'x.dat' does not say what it is: add format, one of"
            + " csv",
        "[runs]~file = '../x.csv'|m.toml line 2: '../x.csv' is no path below the folder",
        "[runs]~file = '/etc/x.csv'|m.toml line 2: '/etc/x.csv' is no path below the folder",
        "[runs]~file = 'x.csv'~at = 'a'|m.toml line 3: 'at' says where in a JSON",
        "[runs]~file = 'x.csv'|m.toml line 1: [meta] has no 'run_id'",
        "[runs]~file = 'x.csv'~~[meta]~strategy = 'a'|m.toml line 4: [meta] has no 'run_id'",
        "[runs]~file = '{a}/{a}.csv'|m.toml line 2: {a} stands there twice",
        "[runs]~file = 'x.csv'~each = 'rows'|m.toml line 3: 'each' is row or file, not 'rows'",
        "[runs]~file = 'x.csv'~[meta]~run_id = '{id'|m.toml line 4: '{id' has a brace",
        "[runs]~file = 'x.csv'~[meta]~run_id = 'path:day'|m.toml line 4: 'path:day' is no part of"
            + " the path: runs.file = 'x.csv' has no {day}",
        "[runs]~file = 'x.json'~[meta]~run_id = 'row:number'|m.toml line 4: 'row:number' is"
            + " unknown",
      })
  void a_wrong_mapping_is_named_with_its_line(String text, String message) {
    assertThatThrownBy(() -> read(text.replace('~', '\n')))
        .isInstanceOf(MappingException.class)
        .hasMessageStartingWith(message)
        .hasMessageMatching("[^\\n]*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sharpe = { from = 'a', unit = 'dollars' }|'dollars' is no unit: %, bps",
        "sharpe = { from = 'a', units = '%' }|unknown key 'units'",
        "sharpe = { unit = '%' }|'sharpe' is one of from = \"KEY\"",
        "sharpe = { from = 'a', value = 3 }|'sharpe' is one of from = \"KEY\"",
        "sharpe = { from = 'a', format = 'dd.MM.yyyy' }|'dd.MM.yyyy' is no format of times",
        "sharpe = { from = 'a', format = '%Q' }|'%Q' has a directive %Q that is not read",
        "sharpe = { from = 'a', zone = 'Mars' }|'Mars' is no zone",
        "sharpe = { from = 'a', scale = 'x' }|'scale' is no number",
        "sharpe = { from = 'a', optional = 1 }|'optional' is true or false",
        "'*' = 'all'|'all' has no one star",
        "'*' = '*_*'|'*_*' has no one star",
        "sharpe = ''|'sharpe' names no key or column",
      })
  void a_wrong_rule_is_named_with_its_line(String rule, String message) {
    assertThatThrownBy(() -> read(PLAIN + "\n[metrics]\n" + rule))
        .isInstanceOf(MappingException.class)
        .hasMessageStartingWith("m.toml line 7: " + message);
  }

  @Test
  void comments_and_blanks_do_not_make_it_another_one() throws Exception {
    String one = read(PLAIN).sha256();
    assertThat(read("# mine\n" + PLAIN.replace(" = ", "   =   ")).sha256()).isEqualTo(one);
    assertThat(read(PLAIN.replace("'id'", "'ident'")).sha256()).isNotEqualTo(one);
  }

  @Test
  void a_colon_behind_no_part_is_the_keys_own() throws Exception {
    Mapping mapping =
        read(RUNS + "[files.cfg]\nfile='c.json'\n[meta]\nrun_id = 'cfg:a'\nx = 'b:c'");
    assertThat(Mapping.fields(mapping.runId())).containsExactly(new FieldRef("cfg", "a"));
    assertThat(Mapping.fields(mapping.meta().getFirst()))
        .containsExactly(new FieldRef(FieldRef.RUN, "b:c"));
  }
}
