package dev.chirp.project;

/**
 * A handler string in its parts, split as AWS's client splits it.
 *
 * @param method empty when the string names the class alone
 */
record NamedHandler(String className, String method) {
  private static final String SEPARATOR = "::";

  static NamedHandler parse(String handler) {
    int end = handler.lastIndexOf(SEPARATOR);
    return end < 0
        ? new NamedHandler(handler, "")
        : new NamedHandler(handler.substring(0, end), handler.substring(end + SEPARATOR.length()));
  }

  /** Whether it names the class as an implementation of a handler interface. */
  boolean isInterfaceHandler() {
    return method.isEmpty() || method.equals("handleRequest");
  }
}
