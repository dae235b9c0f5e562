package dev.chirp.internal.gateway.route;

/** A setting of an API that API Gateway or Lambda would refuse, worded for the developer. */
public final class InvalidSetting extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String suggestion;

  /**
   * One wrong setting.
   *
   * @param problem one sentence with the wrong value
   * @param suggestion what to write instead; empty if there is no single right value
   */
  public InvalidSetting(String problem, String suggestion) {
    super(problem);
    this.suggestion = suggestion;
  }

  /** The sentence with the wrong value. */
  public String problem() {
    return String.valueOf(super.getMessage());
  }

  /** The right value or fragment; may be empty. */
  public String suggestion() {
    return suggestion;
  }

  @Override
  public String getMessage() {
    return suggestion.isEmpty() ? problem() : problem() + "\nTry: " + suggestion;
  }
}
