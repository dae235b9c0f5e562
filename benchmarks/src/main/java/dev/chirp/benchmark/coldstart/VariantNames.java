package dev.chirp.benchmark.coldstart;

/**
 * The names of the variants in tables and plot, at most 32 letters. Managed means: under AWS's
 * runtime interface client, with the JVM flags of Lambda.
 */
final class VariantNames {
  static final String PYTHON = "Python 3";
  static final String PYTHON_BOTO3 = "Python 3, boto3";
  static final String NODE = "Node.js";
  static final String SELF_CONTAINED = "Chirp, self-contained";
  static final String LOOP = "Chirp's loop, no AOT cache";

  private static final String MANAGED = "Chirp, managed Java ";
  private static final String PLAIN = "RequestHandler, managed Java ";

  private VariantNames() {}

  static String managed(int release) {
    return MANAGED + release;
  }

  static String plain(int release) {
    return PLAIN + release;
  }
}
