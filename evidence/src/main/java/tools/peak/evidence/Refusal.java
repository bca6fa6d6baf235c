package tools.peak.evidence;

/** Carries a problem out of a parser. It is an expected outcome: no stack trace is made. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  public Refusal(Problem problem) {
    super(problem.reason(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
