package tools.peak.evidence;

/** Carries a problem out of a parser. It is an expected outcome: no stack trace is made. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  Refusal(Problem problem) {
    super(problem.reason(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
