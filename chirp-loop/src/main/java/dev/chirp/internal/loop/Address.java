package dev.chirp.internal.loop;

/**
 * The address of the Runtime API, from {@code AWS_LAMBDA_RUNTIME_API}.
 *
 * @param host a name or an address, IPv6 without its brackets
 * @param port 80 if the variable has no port
 * @param text the value for the {@code Host} header
 */
record Address(String host, int port, String text) {
  static final String VARIABLE = "AWS_LAMBDA_RUNTIME_API";

  private static final int DEFAULT_PORT = 80;

  /**
   * Parses {@code host:port}, {@code host}, {@code [IPv6]:port} and {@code [IPv6]}.
   *
   * @throws IllegalArgumentException when the text has another form
   */
  static Address parse(String text) {
    int bracket = text.lastIndexOf(']');
    int colon = text.lastIndexOf(':');
    boolean hasPort = colon > bracket;
    String host = hasPort ? text.substring(0, colon) : text;
    int port = hasPort ? port(text, text.substring(colon + 1)) : DEFAULT_PORT;
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isEmpty() || host.indexOf('/') >= 0 || host.indexOf('[') >= 0) {
      throw wrong(text);
    }
    String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return new Address(host, port, name + ":" + port);
  }

  private static int port(String text, String port) {
    int value = 0;
    for (int i = 0; i < port.length(); i++) {
      int digit = port.charAt(i) - '0';
      value = value * 10 + digit;
      if (digit < 0 || digit > 9 || value > 0xffff) {
        throw wrong(text);
      }
    }
    if (value == 0) {
      throw wrong(text);
    }
    return value;
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        VARIABLE
            + " is '"
            + text
            + "', which is not a host:port. Lambda sets it; this program runs nowhere else.\n"
            + "Try: mvn chirp:invoke -Dfunction=<name>");
  }
}
