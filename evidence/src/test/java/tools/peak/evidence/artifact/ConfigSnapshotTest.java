package tools.peak.evidence.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.evidence.Budget;
import tools.peak.evidence.Problem;
import tools.peak.evidence.Refusal;
import tools.peak.evidence.Value;

class ConfigSnapshotTest {
  private static final long HEAP = 16 << 20;

  @Test
  void keys_that_grow_with_every_level_are_refused_before_they_are_made() {
    String key = "k".repeat(40_000);
    StringBuilder json = new StringBuilder("{\"meta\": {}, \"params\": {");
    for (int level = 0; level < 20; level++) {
      json.append('"').append(key).append("\": {");
    }
    for (int leaf = 0; leaf < 60_000; leaf++) {
      json.append(leaf == 0 ? "" : ",").append('"').append(leaf).append("\":1");
    }
    json.append("}".repeat(22));

    assertThatThrownBy(() -> parse(json.toString()))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.problem().code()).isEqualTo("too_large"))
        .hasMessageStartingWith(
            "config_snapshot.json: in memory the folder takes more than the 16 MB");
  }

  @Test
  void values_keep_their_types_and_their_spelling() throws Refusal {
    assertThat(
            params(
                """
                {"i": 10, "f": 1.50, "e": 1e3, "b": true, "s": "10", "n": null, "nan": NaN,
                 "inf": -Infinity, "u": "naïve 日本 🚀"}
                """))
        .extracting(Value::key, Value::type, Value::text, Value::number)
        .containsExactly(
            tuple("i", Value.Type.INT, "10", 10.0),
            tuple("f", Value.Type.FLOAT, "1.50", 1.5),
            tuple("e", Value.Type.FLOAT, "1e3", 1000.0),
            tuple("b", Value.Type.BOOL, "true", null),
            tuple("s", Value.Type.STRING, "10", null),
            tuple("n", Value.Type.NULL, null, null),
            tuple("nan", Value.Type.FLOAT, "NaN", Double.NaN),
            tuple("inf", Value.Type.FLOAT, "-Infinity", Double.NEGATIVE_INFINITY),
            tuple("u", Value.Type.STRING, "naïve 日本 🚀", null));
  }

  @Test
  void nested_objects_are_flattened_with_dots_and_empty_ones_are_kept() throws Refusal {
    assertThat(params("{\"a\": {\"b\": {\"c\": 1}, \"d\": {}, \"\": 2}, \"\": 3}"))
        .extracting(Value::key, Value::text)
        .containsExactly(tuple("a.b.c", "1"), tuple("a.d", "{}"), tuple("a.", "2"), tuple("", "3"));
  }

  @Test
  void a_list_is_one_value_with_its_json_however_the_file_is_indented() throws Refusal {
    assertThat(params("{\"l\": [ 1,\n  \"a \\\" b\", {\"x\": [NaN, null ]} ], \"e\": [ ]}"))
        .containsExactly(
            new Value("l", Value.Type.LIST, "[1,\"a \\\" b\",{\"x\":[NaN,null]}]", null),
            new Value("e", Value.Type.LIST, "[]", null));
  }

  @Test
  void of_equal_keys_the_last_counts() throws Refusal {
    assertThat(params("{\"a\": 1, \"b\": 2, \"a\": 3}"))
        .extracting(Value::key, Value::text)
        .containsExactly(tuple("a", "3"), tuple("b", "2"));
    assertThat(params("{\"a\": {\"b\": 1, \"c\": 2}, \"a\": {\"b\": 3}}"))
        .extracting(Value::key, Value::text)
        .containsExactly(tuple("a.b", "3"));
    assertThat(params("{\"a\": {\"b\": 1}, \"a\": 2}"))
        .extracting(Value::key, Value::text)
        .containsExactly(tuple("a", "2"));
    assertThat(params("{\"a\": 1, \"a\": {\"b\": 2}}"))
        .extracting(Value::key, Value::text)
        .containsExactly(tuple("a.b", "2"));
  }

  @Test
  void keys_that_would_be_one_are_named_by_their_paths_in_any_order() throws Refusal {
    assertThat(params("{\"a.b\": 1, \"a\": {\"b\": 2}}"))
        .extracting(Value::key, Value::text)
        .containsExactly(tuple("\"a.b\"", "1"), tuple("a.b", "2"));
    assertThat(params("{\"a\": {\"b\": 2}, \"a.b\": 1}"))
        .extracting(Value::key, Value::text)
        .containsExactly(tuple("a.b", "2"), tuple("\"a.b\"", "1"));
    assertThat(params("{\"a.b\": {\"c\": 1}, \"a\": {\"b.c\": 2, \"b\": {\"c\": 3}}}"))
        .extracting(Value::key, Value::text)
        .containsExactly(tuple("\"a.b\".c", "1"), tuple("a.\"b.c\"", "2"), tuple("a.b.c", "3"));
    assertThat(params("{\"\\\"a.b\\\"\": 3, \"a.b\": 1, \"a\": {\"b\": 2}}"))
        .as("a key that has quotes itself")
        .extracting(Value::key, Value::text)
        .containsExactlyInAnyOrder(
            tuple("\"\"\"a.b\"\"\"", "3"), tuple("\"a.b\"", "1"), tuple("a.b", "2"));
    assertThat(params("{\"a.b\": 1, \"a\": {\"b\": {\"c\": 2}}}"))
        .as("these are two keys")
        .extracting(Value::key, Value::text)
        .containsExactly(tuple("a.b", "1"), tuple("a.b.c", "2"));
    assertThat(parse("{\"meta\": {}, \"params\": {\"a.b\": 1, \"a\": {\"b\": 2}}}").params())
        .extracting(ConfigSnapshot.Part::collisions)
        .isEqualTo(
            List.of("\"a.b\": another key is written a.b, too; this one has its name in quotes"));
  }

  @Test
  void an_object_that_comes_again_and_again_costs_no_more_each_time() throws Refusal {
    String many = "\"a\":{},".repeat(40_000); // took minutes when each forgot the one before
    assertThat(params("{" + many + "\"b\": 1}")).hasSize(2);
  }

  @Test
  void of_two_meta_objects_the_last_counts() throws Refusal {
    assertThat(parse("{\"meta\": {\"a\": 1}, \"meta\": {\"b\": 2}}").meta())
        .isEqualTo(
            new ConfigSnapshot.Part(
                Map.of("b", new Value("b", Value.Type.INT, "2", 2.0)), List.of(), "{\"b\": 2}"));
    assertThat(parse("{\"meta\": {\"a\": 1}, \"meta\": 5}").meta()).isNull();
  }

  @Test
  void raw_json_is_the_source_s_very_text() throws Refusal {
    ConfigSnapshot snapshot =
        parse("\uFEFF{\"x\": [{}], \"params\": {\"ü\":  NaN },\n \"meta\" : { \"a\":[1 ,2]}}");

    assertThat(snapshot.params().json()).isEqualTo("{\"ü\":  NaN }");
    assertThat(part(snapshot.meta()).json()).isEqualTo("{ \"a\":[1 ,2]}");
  }

  @Test
  void missing_or_null_params_are_none() throws Refusal {
    assertThat(parse("{\"meta\": {}}").params())
        .isEqualTo(new ConfigSnapshot.Part(Map.of(), List.of(), "{}"));
    assertThat(parse("{\"meta\": {}, \"params\": null}").params().json()).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"model\": 1}", "{\"meta\": null}", "{\"meta\": [1]}", "{\"params\": 5}"})
  void an_object_without_meta_is_another_tool_s(String json) throws Refusal {
    assertThat(parse(json).meta()).isNull();
  }

  @Test
  void huge_integers_are_their_nearest_double_and_keep_their_digits() throws Refusal {
    String digits = "9".repeat(400);
    assertThat(params("{\"a\": 18446744073709551617, \"b\": " + digits + "}"))
        .extracting(Value::type, Value::text, Value::number)
        .containsExactly(
            tuple(Value.Type.INT, "18446744073709551617", 0x1p64),
            tuple(Value.Type.INT, digits, Double.POSITIVE_INFINITY));
  }

  @Test
  void a_lone_surrogate_becomes_a_replacement_character() throws Refusal {
    assertThat(params("{\"k\\udc00\": \"a\\ud800b\\\\ud800\", \"ok\": \"\\ud83d\\ude80\"}"))
        .extracting(Value::key, Value::text)
        .containsExactly(tuple("k\uFFFD", "a\uFFFDb\\ud800"), tuple("ok", "🚀"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                         | is empty",
        "'  '                       | is empty",
        "[1]                        | is no object",
        "5                          | is no object",
        "'{\"meta\": {}, \"params\": 5}' | params is no object",
      })
  void a_file_of_another_shape_is_refused(String json, String detail) {
    assertRefused(json.getBytes(UTF_8), detail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"meta\": {\"a\": 1}, \"par",
        "{\"meta\": {\"a\": 1},",
        "{\"meta\": {\"a\": \"x",
        "{\"meta\": {\"a\": 01}}",
        "{\"meta\": {'a': 1}}",
        "{\"meta\": {\"a\": 1}} x",
        "{\"meta\": {\"a\": 1}} {}",
        "{\"meta\": {\"a\": 1,}}",
        "not json"
      })
  void a_file_that_is_no_json_is_refused_with_line_and_column(String json) {
    assertThatThrownBy(() -> parse("\n" + json))
        .isInstanceOf(Refusal.class)
        .hasMessageMatching("config_snapshot.json: line [23], column \\d+: .+");
  }

  @Test
  void nesting_is_bounded() {
    String deep = "{\"meta\": " + "{\"a\":".repeat(100_000);
    assertThatThrownBy(() -> parse(deep))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("nested deeper than 100 levels");
    assertThatThrownBy(() -> parse("{\"meta\": {\"a\": " + "[".repeat(100_000)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("nested deeper than");
  }

  @Test
  void bytes_that_are_no_utf_8_are_refused() {
    assertRefused(
        "{\"meta\": {\"a\": \"é\"}}".getBytes(Charset.forName("ISO-8859-1")),
        "is not UTF-8: it looks like Latin-1 or Windows-1252; write it as UTF-8");
    assertRefused(
        "{\"meta\": {}}".getBytes(Charset.forName("UTF-16LE")),
        "is not UTF-8: it looks like UTF-16 or UTF-32 without a mark");
    assertRefused(
        "{\"meta\": {}}".getBytes(Charset.forName("UTF-32BE")),
        "is not UTF-8: it looks like UTF-16 or UTF-32 without a mark");
  }

  @Test
  void a_replacement_character_of_the_file_s_own_is_fine() throws Refusal {
    assertThat(params("{\"a\": \"\uFFFD\"}")).extracting(Value::text).containsExactly("\uFFFD");
  }

  private static void assertRefused(byte[] bytes, String detail) {
    assertThatThrownBy(() -> ConfigSnapshot.parse(bytes, bytes.length, new Budget(HEAP)))
        .isInstanceOfSatisfying(
            Refusal.class,
            e ->
                assertThat(e.problem())
                    .isEqualTo(new Problem.InvalidJson(EvidenceFiles.SNAPSHOT, detail)));
  }

  private static List<Value> params(String json) throws Refusal {
    return parse("{\"meta\": {}, \"params\": " + json + "}").params().list();
  }

  private static ConfigSnapshot.Part part(ConfigSnapshot.@Nullable Part part) {
    return Objects.requireNonNull(part);
  }

  private static ConfigSnapshot parse(String json) throws Refusal {
    byte[] bytes = json.getBytes(UTF_8);
    return ConfigSnapshot.parse(
        Arrays.copyOf(bytes, bytes.length + 9), bytes.length, new Budget(HEAP));
  }
}
