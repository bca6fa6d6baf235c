package tools.peak.lake;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KnownSystemTest {
  @Test
  void windows_is_refused_by_name_before_anything_is_made(@TempDir Path temp) {
    String here = System.getProperty("os.name");
    System.setProperty("os.name", "Windows 11");
    try {
      assertThatThrownBy(() -> Lake.openOrCreate(temp.resolve("lake")).close())
          .isInstanceOf(LakeException.class)
          .hasMessageStartingWith("Windows 11 is no system that a lake is safe on")
          .hasMessageContaining("WSL 2");
    } finally {
      System.setProperty("os.name", here);
    }
  }

  @Test
  void linux_and_macos_are_not() {
    KnownSystem.require("Linux");
    KnownSystem.require("Mac OS X");
  }
}
