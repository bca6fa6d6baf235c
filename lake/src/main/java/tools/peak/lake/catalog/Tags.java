package tools.peak.lake.catalog;

import java.util.Collection;
import java.util.Map;

/** Tags and notes of runs. The last write is in force; what it replaced stays for as-of. */
public interface Tags {
  /** Sets a tag of runs. */
  void set(Collection<String> runIds, String key, String value, String setBy);

  /**
   * Takes tags off runs.
   *
   * @return how many of the runs had one of them
   */
  long remove(Collection<String> runIds, Collection<String> keys);

  /** Writes a line below what a tag of runs says, if it says something. */
  void append(Collection<String> runIds, String key, String line, String setBy);

  /** Takes all tags off runs. */
  void clear(Collection<String> runIds);

  /**
   * Gives runs the tags that their own tool gave them, in the place of those of that tool that they
   * have. A key that somebody else set stays as it is.
   *
   * @param tags by run
   * @param tool who is told to have set them
   */
  void fromTool(Map<String, Map<String, String>> tags, String tool);

  /** Gives runs the tags back that they had at a version, as who set them when. */
  void restore(Collection<String> runIds, long version);
}
