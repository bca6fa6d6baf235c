package tools.peak.cli.command.upkeep;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tools.peak.lake.retention.Age;

/** Ages as rules write them: {@code 30d}, {@code 2w}, {@code 3mo}, {@code 1y}. */
final class AgeConverter implements ITypeConverter<Age> {
  @Override
  public Age convert(String text) {
    return Age.parse(text)
        .orElseThrow(
            () ->
                new TypeConversionException("'" + text + "' is no age: write 30d, 2w, 3mo or 1y"));
  }
}
