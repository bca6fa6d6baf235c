package tools.peak.evidence.trace;

/** Forms of telemetry beside OTLP's JSON lines, as backends answer with. */
enum OtherForm {
  BATCHES("spans under 'batches' are read like those under 'resourceSpans'"),
  TRACE("spans under 'trace.resourceSpans' are read like those under 'resourceSpans'"),
  BASE64_IDS("ids in base64 are read as the bytes that they stand for; OTLP has them in hex"),
  PREFIXED_IDS("ids that begin with 0x are read without it; OTLP has plain hex"),
  /** The only one that is not read. */
  JAEGER("spans under 'data' are of Jaeger's form, which is not read: export OTLP JSON");

  private final String told;

  OtherForm(String told) {
    this.told = told;
  }

  /** What is made of it, in a line. */
  String told() {
    return told;
  }
}
