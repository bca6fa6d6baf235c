package tools.peak.lake.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;

/** Where locks of two hosts don't meet. */
final class NetworkFileSystem {
  private static final Set<String> TYPES =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb2",
          "smb3",
          "smbfs",
          "fuse.sshfs",
          "9p",
          "afs",
          "ceph",
          "glusterfs",
          "fuse.glusterfs",
          "fuse.s3fs",
          "fuse.rclone",
          "lustre",
          "beegfs");

  private NetworkFileSystem() {}

  static void refuse(Path root) throws IOException {
    String type = Files.getFileStore(root).type();
    if (TYPES.contains(type)) {
      throw new LakeException(
          Code.NOT_A_LAKE,
          root
              + " is on a network file system ("
              + type
              + "), where two hosts could damage a lake: use a local disk");
    }
  }
}
