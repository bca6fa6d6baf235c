package tools.peak.lake.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import tools.peak.lake.LakeException;
import tools.peak.lake.LakeException.Code;

/**
 * That locks hold where a lake lies. File systems that several hosts share are refused by name: a
 * second process of this host sees its neighbour's lock there too, another host doesn't. Those that
 * are known to be local are taken; any other is tried with a second process.
 */
final class LocalDisk {
  private static final Set<String> SHARED =
      Set.of(
          "9p",
          "afs",
          "beegfs",
          "ceph",
          "cifs",
          "fuse.ceph",
          "fuse.gcsfuse",
          "fuse.glusterfs",
          "fuse.juicefs",
          "fuse.rclone",
          "fuse.s3fs",
          "fuse.sshfs",
          "gfs2",
          "glusterfs",
          "lustre",
          "ncpfs",
          "nfs",
          "nfs4",
          "ocfs2",
          "smb2",
          "smb3",
          "smbfs",
          "vboxsf",
          "webdav");
  private static final Set<String> LOCAL =
      Set.of(
          "apfs",
          "bcachefs",
          "btrfs",
          "ext2",
          "ext3",
          "ext4",
          "f2fs",
          "hfs",
          "jfs",
          "overlay",
          "reiserfs",
          "tmpfs",
          "xfs",
          "zfs");

  private LocalDisk() {}

  /** Refuses a file system that several hosts share. */
  static void requireUnshared(Path root) throws IOException {
    requireUnshared(root, type(root));
  }

  static void requireUnshared(Path root, String type) {
    if (SHARED.contains(type)) {
      throw refused(
          root, " is on a network file system (" + type + "), where two hosts could damage a lake");
    }
  }

  /**
   * Refuses a file system where a second process of this host doesn't see a lock.
   *
   * @param lock a file of the lake that this process holds the lock of
   */
  static void requireLocksHold(Path root, Path lock) throws IOException {
    requireLocksHold(root, lock, type(root));
  }

  static void requireLocksHold(Path root, Path lock, String type) {
    if (!LOCAL.contains(type) && !LockProbe.seesLock(lock)) {
      throw refused(
          root,
          " is on a file system ("
              + type
              + ") where a second process doesn't see the lock of the first, so that two could"
              + " damage a lake");
    }
  }

  private static String type(Path root) throws IOException {
    return Files.getFileStore(root).type().toLowerCase(Locale.ROOT);
  }

  private static LakeException refused(Path root, String why) {
    return LakeException.about("lake", Code.NOT_A_LAKE, root + why + ": use a local disk");
  }
}
