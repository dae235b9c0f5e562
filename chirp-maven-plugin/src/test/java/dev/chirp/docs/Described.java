package dev.chirp.docs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A setting's Javadoc without its sentence about the default, and that default; both Markdown. */
record Described(String meaning, String defaultValue) {
  private static final Pattern DEFAULT = Pattern.compile(" ?Default: (.*?)\\.(?= |$)");

  /** The default of the declaration wins over the sentence. */
  static Described of(String javadoc, String declared) {
    if (!declared.isEmpty()) {
      return new Described(javadoc, "`" + declared.replace("${project.basedir}/", "") + "`");
    }
    Matcher sentence = DEFAULT.matcher(javadoc);
    if (!sentence.find()) {
      return new Described(javadoc, "");
    }
    String rest = javadoc.substring(0, sentence.start()) + javadoc.substring(sentence.end());
    return new Described(rest.strip(), sentence.group(1));
  }
}
