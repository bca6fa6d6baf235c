package tools.peak.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What is said of this process with everything that it sends. */
final class ServiceResource {
  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
  private static final AttributeKey<String> INSTANCE =
      AttributeKey.stringKey("service.instance.id");

  private ServiceResource() {}

  /**
   * What is {@code found} (which wins) and, beside it, service, host, process and the commit that
   * the current folder is at. The instance is named after service and host, so that it is the same
   * in every run: a random one, as the SDK has it, would make new time series each time.
   *
   * @param given the attributes that the user gave
   */
  static Resource of(
      String service, Resource found, Set<String> given, Map<String, String> environment) {
    Resource configured =
        given.contains(INSTANCE.getKey())
            ? found
            : found.toBuilder().removeIf(INSTANCE::equals).build();
    String told = configured.getAttribute(SERVICE);
    boolean named = told != null && !told.startsWith("unknown_service");
    String name = named ? told : service;
    String host = hostName();
    AttributesBuilder attributes =
        Attributes.builder()
            .put("service.version", Version.current())
            .put(INSTANCE, instance(name, host))
            .put("host.name", host)
            .put("host.arch", System.getProperty("os.arch"))
            .put("os.type", osType())
            .put("process.pid", ProcessHandle.current().pid())
            .put("process.runtime.name", System.getProperty("java.runtime.name"))
            .put("process.runtime.version", System.getProperty("java.runtime.version"));
    String sha = GitSha.of(Path.of(""));
    if (sha != null) {
      attributes.put("vcs.ref.head.revision", sha);
    }
    String env = environment.get("PEAK_ENV");
    if (env != null && !env.isBlank()) {
      attributes.put("deployment.environment.name", env);
    }
    Resource resource = Resource.create(attributes.build()).merge(configured);
    return named ? resource : resource.merge(Resource.create(Attributes.of(SERVICE, name)));
  }

  private static String instance(String service, String host) {
    return UUID.nameUUIDFromBytes((service + '\0' + host).getBytes(UTF_8)).toString();
  }

  private static String hostName() {
    Path kernel = Path.of("/proc/sys/kernel/hostname");
    try {
      // The kernel knows at once what a lookup may take seconds for.
      if (Files.isReadable(kernel)) {
        return Files.readString(kernel).strip();
      }
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException _) {
      return "unknown";
    }
  }

  /** The names that the semantic conventions give the systems. */
  private static String osType() {
    String name = System.getProperty("os.name");
    if (name.startsWith("Windows")) {
      return "windows";
    }
    return name.startsWith("Mac") ? "darwin" : "linux";
  }
}
