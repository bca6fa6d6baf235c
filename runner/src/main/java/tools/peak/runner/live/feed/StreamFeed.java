package tools.peak.runner.live.feed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bars from bytes that come when they come. They are read by a thread of their own, since a read
 * can't be interrupted, and are at most a few blocks ahead of who takes them.
 */
public final class StreamFeed implements Feed {
  private static final int BLOCK = 1 << 16;
  private static final int AHEAD = 4;
  private static final int LONGEST_LINE = 1 << 16;

  /** What the reader hands over. */
  private sealed interface Block {
    record Bytes(ByteBuffer bytes) implements Block {}

    record End(@Nullable IOException failure) implements Block {}
  }

  private final String source;
  private final InputStream in;
  private final BarLines lines;
  private final BlockingQueue<Block> blocks = new ArrayBlockingQueue<>(AHEAD);
  private final Thread reader;
  private byte[] bytes = {};
  private int at;
  private boolean skipping;
  private boolean over;

  private StreamFeed(String source, InputStream in, String symbol) {
    this.source = source;
    this.in = in;
    this.lines = new BarLines(source, symbol);
    this.reader = Thread.ofPlatform().daemon().name("peak-live-feed").unstarted(this::readAll);
  }

  /**
   * Begins to read.
   *
   * @param source what messages call it
   * @param in closed with the feed
   * @param symbol what the bars must be of where the feed says so
   */
  public static StreamFeed of(String source, InputStream in, String symbol) {
    StreamFeed feed = new StreamFeed(source, in, symbol);
    feed.reader.start();
    return feed;
  }

  private void readAll() {
    try {
      while (true) {
        byte[] block = new byte[BLOCK];
        int count = in.read(block);
        if (count < 0) {
          blocks.put(new Block.End(null));
          return;
        }
        blocks.put(new Block.Bytes(ByteBuffer.wrap(block, 0, count)));
      }
    } catch (IOException e) {
      end(new Block.End(e));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closed: nobody takes what comes
    }
  }

  private void end(Block.End end) {
    try {
      blocks.put(end);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public boolean isOver() {
    return over;
  }

  @Override
  public @Nullable FeedItem next(Duration most) throws IOException, InterruptedException {
    while (!over) {
      int end = indexOfLineFeed();
      if (end >= 0) {
        int from = at;
        at = end + 1;
        if (skipping) {
          skipping = false;
          return lines.tooLong();
        }
        FeedItem item = lines.read(bytes, from, end, true);
        if (item != null) {
          return item;
        }
      } else if (bytes.length - at > LONGEST_LINE) {
        skipping = true;
        at = bytes.length;
      } else {
        Block block = blocks.poll(most.toNanos(), TimeUnit.NANOSECONDS);
        switch (block) {
          case null -> {
            return null;
          }
          case Block.Bytes(ByteBuffer more) -> append(more);
          case Block.End(IOException failure) -> {
            over = true;
            if (failure != null) {
              throw failure;
            }
            return at < bytes.length ? lines.read(bytes, at, bytes.length, false) : null;
          }
        }
      }
    }
    return null;
  }

  private int indexOfLineFeed() {
    for (int i = at; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void append(ByteBuffer more) {
    int left = bytes.length - at;
    byte[] joined = new byte[left + more.remaining()];
    System.arraycopy(bytes, at, joined, 0, left);
    more.get(joined, left, more.remaining());
    bytes = joined;
    at = 0;
  }

  @Override
  public void close() throws IOException {
    reader.interrupt();
    if (in != System.in) {
      in.close();
    }
  }
}
