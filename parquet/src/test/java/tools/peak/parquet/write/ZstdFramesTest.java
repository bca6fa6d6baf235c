package tools.peak.parquet.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.peak.parquet.format.ByteSink;

class ZstdFramesTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_frame_carries_the_checksum_of_its_content(boolean inJava) {
    ZstdFrames zstd = inJava ? ZstdFrames.inJava() : ZstdFrames.create();
    ByteSink packed = new ByteSink();
    for (int size : List.of(0, 1, 31, 32, 33, 1_000, 300_000)) {
      byte[] content = content(size);
      ByteSink page = new ByteSink();
      page.put(content);
      zstd.pack(page, packed);

      assertThat(unpacked(packed, size)).isEqualTo(content);
      packed.bytes()[packed.size() - 1] ^= 1;
      assertThatThrownBy(() -> unpacked(packed, size)).hasMessageContaining("checksum");
    }
  }

  private static byte[] content(int size) {
    SplittableRandom random = new SplittableRandom(size);
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) random.nextInt(i % 100 + 1);
    }
    return bytes;
  }

  private static byte[] unpacked(ByteSink packed, int size) {
    byte[] bytes = new byte[size + 1];
    int length =
        new ZstdJavaDecompressor()
            .decompress(packed.bytes(), 0, packed.size(), bytes, 0, bytes.length);
    return Arrays.copyOf(bytes, length);
  }
}
