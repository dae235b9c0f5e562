package dev.chirp.internal.deploy;

/**
 * A function or log group that an undeploy found.
 *
 * @param name as AWS calls it
 * @param function the function's name on Lambda
 * @param kept why it stays; empty if it is removed
 */
record UndeployItem(Kind kind, String name, String function, String kept) {
  enum Kind {
    FUNCTION("function"),
    LOG_GROUP("log group");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  boolean goes() {
    return kept.isEmpty();
  }

  String described() {
    return kind.word + " '" + name + "'";
  }
}
