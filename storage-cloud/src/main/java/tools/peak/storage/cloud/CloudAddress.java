package tools.peak.storage.cloud;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.peak.storage.object.ObjectName;

/**
 * A place in a bucket: {@code s3://bucket/prefix}, {@code gs://bucket}.
 *
 * @param prefix what the names of its objects begin with in the bucket, without slashes around;
 *     empty for all of the bucket
 */
record CloudAddress(String scheme, String bucket, String prefix) {
  private static final Pattern ADDRESS =
      Pattern.compile("([a-z0-9]+)://([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])(?:/(.*))?");

  /** As {@link EscapedName}: what else was in it would not be found again. */
  private static final String PLAIN = "[A-Za-z0-9_./-]*";

  /**
   * Reads one.
   *
   * @throws IOException if it is none
   */
  static CloudAddress of(String text) throws IOException {
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches()) {
      throw new IOException(text + ": write s3://bucket/prefix or gs://bucket/prefix");
    }
    String rest = address.group(3);
    String prefix = rest == null ? "" : rest.replaceAll("/+$", "");
    if (!prefix.isEmpty() && !ObjectName.isPlain(prefix)) {
      throw new IOException(text + ": a prefix has no empty part, no '.' and no '..'");
    }
    if (address.group(1).equals("gs") && !prefix.matches(PLAIN)) {
      throw new IOException(text + ": a prefix of a gs:// address has letters, digits and -_./");
    }
    return new CloudAddress(address.group(1), address.group(2), prefix);
  }

  @Override
  public String toString() {
    return scheme + "://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
  }
}
