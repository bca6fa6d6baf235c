package tools.peak.storage.cloud;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.opendal.OpenDALException;

/** What a cloud refused, said to people, on one line. */
final class CloudFailure {
  /** What the server itself said, within what the library makes of it. */
  private static final Pattern MESSAGE = Pattern.compile("message: \"([^\"]+)\"");

  private static final int LONGEST = 300;

  private CloudFailure() {}

  static IOException of(CloudAddress address, String name, OpenDALException e) {
    String what = name.isEmpty() ? address.toString() : name;
    return switch (e.getCode()) {
      case NotFound -> {
        IOException gone = new NoSuchFileException(what, null, "no such object, or no such bucket");
        gone.initCause(e);
        yield gone;
      }
      case PermissionDenied ->
          new IOException(what + ": no permission: " + said(e) + credentials(address), e);
      case ConfigInvalid -> new IOException(what + ": " + said(e) + credentials(address), e);
      case RateLimited ->
          new IOException(what + ": the cloud asks to be asked less: " + said(e), e);
      case Unexpected,
          Unsupported,
          IsADirectory,
          NotADirectory,
          AlreadyExists,
          IsSameFile,
          ConditionNotMatch,
          RangeNotSatisfied ->
          new IOException(
              said(e) + (said(e).contains("credential") ? credentials(address) : ""), e);
    };
  }

  private static String credentials(CloudAddress address) {
    return address.scheme().equals("s3")
        ? " (credentials: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, a role of the"
            + " machine; the region: AWS_REGION)"
        : " (credentials: GOOGLE_APPLICATION_CREDENTIALS, gcloud auth application-default login, a"
            + " service account of the machine)";
  }

  /** What the server said, else what the library says and why. */
  private static String said(OpenDALException e) {
    String text = String.valueOf(e.getMessage());
    Matcher message = MESSAGE.matcher(text);
    String line;
    if (message.find()) {
      line = message.group(1);
    } else {
      String[] parts = text.split("Source:", 2);
      String what = parts[0].substring(parts[0].lastIndexOf("=>") + 1).replaceFirst("^>", "");
      line = withoutRest(what) + (parts.length == 1 ? "" : ": " + withoutRest(parts[1]));
    }
    String one = line.replaceAll("\\s+", " ").strip();
    return one.length() > LONGEST ? one.substring(0, LONGEST) + "…" : one;
  }

  private static String withoutRest(String text) {
    return text.split("Context:|Backtrace:", 2)[0].strip();
  }
}
