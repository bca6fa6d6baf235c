package tools.peak.lake.iceberg;

import java.io.File;
import org.apache.iceberg.Files;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/** The least that Iceberg needs to read and write local files: what another program would bring. */
public final class PlainFileIO implements FileIO {
  private static final long serialVersionUID = 1L;

  @Override
  public InputFile newInputFile(String path) {
    return Files.localInput(path);
  }

  @Override
  public OutputFile newOutputFile(String path) {
    return Files.localOutput(path);
  }

  @Override
  public void deleteFile(String path) {
    if (!new File(path).delete()) {
      throw new IllegalStateException("can't delete " + path);
    }
  }
}
