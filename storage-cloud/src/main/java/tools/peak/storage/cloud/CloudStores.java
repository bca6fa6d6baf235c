package tools.peak.storage.cloud;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.opendal.AsyncOperator;
import org.apache.opendal.OpenDALException;
import org.apache.opendal.layer.RetryLayer;
import tools.peak.storage.object.ObjectStore;
import tools.peak.storage.object.ObjectStoreProvider;

/**
 * Finds buckets. Who may and as whom is the clouds' own business: their variables, files and
 * machines are asked in their usual order, and Peak keeps none of it.
 */
public final class CloudStores implements ObjectStoreProvider {
  private static final String S3 = "s3";
  private static final String GS = "gs";

  /** Where an endpoint of one's own is named, a region seldom is, and none asks for it. */
  private static final String ANY_REGION = "us-east-1";

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LAST_PAUSE = Duration.ofSeconds(5);
  private static final long TRIES = 5;

  @Override
  public Set<String> schemes() {
    return Set.of(S3, GS);
  }

  @Override
  public ObjectStore open(String text, Map<String, String> environment) throws IOException {
    CloudAddress address = CloudAddress.of(text);
    Map<String, String> configuration =
        address.scheme().equals(S3) ? s3(environment) : gs(environment);
    configuration.put("bucket", address.bucket());
    configuration.put("root", "/" + address.prefix());
    try {
      AsyncOperator plain =
          AsyncOperator.of(address.scheme().equals(S3) ? "s3" : "gcs", configuration);
      try (plain;
          AsyncOperator patient =
              plain.layer(
                  RetryLayer.builder()
                      .jitter(true)
                      .factor(2)
                      .minDelay(FIRST_PAUSE)
                      .maxDelay(LAST_PAUSE)
                      .maxTimes(TRIES)
                      .build())) {
        return address.scheme().equals(S3)
            ? CloudObjects.ofS3(address, patient.blocking())
            : CloudObjects.ofGoogle(address, patient.blocking());
      }
    } catch (OpenDALException e) {
      throw CloudFailure.of(address, "", e);
    } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
      throw new IOException(address + ": this build of Peak has no library for clouds: " + e, e);
    }
  }

  private static Map<String, String> s3(Map<String, String> environment) {
    Map<String, String> configuration = new HashMap<>();
    String endpoint =
        environment.getOrDefault(
            "AWS_ENDPOINT_URL_S3", environment.getOrDefault("AWS_ENDPOINT_URL", ""));
    String region =
        environment.getOrDefault("AWS_REGION", environment.getOrDefault("AWS_DEFAULT_REGION", ""));
    if (!endpoint.isEmpty()) {
      configuration.put("endpoint", endpoint);
    }
    if (!region.isEmpty() || !endpoint.isEmpty()) {
      configuration.put("region", region.isEmpty() ? ANY_REGION : region);
    }
    // The first link of the chain; where it is missing the library follows the others itself.
    String key = environment.getOrDefault("AWS_ACCESS_KEY_ID", "");
    String secret = environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
    if (!key.isEmpty() && !secret.isEmpty()) {
      configuration.put("access_key_id", key);
      configuration.put("secret_access_key", secret);
      String token = environment.getOrDefault("AWS_SESSION_TOKEN", "");
      if (!token.isEmpty()) {
        configuration.put("session_token", token);
      }
    }
    return configuration;
  }

  private static Map<String, String> gs(Map<String, String> environment) {
    Map<String, String> configuration = new HashMap<>();
    String emulator = environment.getOrDefault("STORAGE_EMULATOR_HOST", "");
    if (!emulator.isEmpty()) {
      configuration.put(
          "endpoint",
          (emulator.contains("://") ? emulator : "http://" + emulator).replaceAll("/+$", ""));
      configuration.put("allow_anonymous", "true");
      configuration.put("disable_vm_metadata", "true");
      configuration.put("disable_config_load", "true");
    }
    return configuration;
  }
}
