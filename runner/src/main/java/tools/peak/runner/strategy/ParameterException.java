package tools.peak.runner.strategy;

/** A wrong strategy name, parameter or grid. The message names it and says what is allowed. */
public final class ParameterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ParameterException(String message) {
    super(message);
  }
}
