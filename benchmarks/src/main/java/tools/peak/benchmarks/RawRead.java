package tools.peak.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What nobody can beat: reading every byte, or looking at every file, and doing nothing else. */
final class RawRead {
  private static final int BUFFER = 256 << 10;

  private RawRead() {}

  /** Reads every byte below a folder of folders, and gives how many there are. */
  static long bytes(Path root, int threads) throws IOException, InterruptedException {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      entries.forEach(folders::add);
    }
    AtomicInteger next = new AtomicInteger();
    AtomicLong bytes = new AtomicLong();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(
            pool.submit(
                () -> {
                  ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
                  for (int f = next.getAndIncrement();
                      f < folders.size();
                      f = next.getAndIncrement()) {
                    long _ = bytes.addAndGet(folder(folders.get(f), buffer));
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
    return bytes.get();
  }

  private static long folder(Path folder, ByteBuffer buffer) {
    long bytes = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        try (FileChannel channel = FileChannel.open(file)) {
          for (int read = 0; read >= 0; read = channel.read(buffer.clear())) {
            bytes += read;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }

  /** Looks at every file, and gives how many there are. */
  static long files(Path root) throws IOException {
    AtomicLong files = new AtomicLong();
    var _ =
        Files.walkFileTree(
            root,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                long _ = files.addAndGet(attributes.size() >= 0 ? 1 : 0);
                return FileVisitResult.CONTINUE;
              }
            });
    return files.get();
  }
}
