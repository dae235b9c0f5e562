package dev.chirp.internal.deploy;

/**
 * A function or a log group that an undeploy found.
 *
 * @param name as AWS calls it
 * @param function whose it is, as Lambda calls that
 * @param kept why it stays; empty if it goes
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
