package dev.chirp.internal.project;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles small classes for a test, against the test's own class path. */
final class Compiled {
  private Compiled() {}

  /** Compiles sources of package {@code acme} into the folder, and returns the folder. */
  static Path into(Path folder, String... sources) throws IOException {
    List<JavaFileObject> files = new ArrayList<>();
    for (String source : sources) {
      files.add(
          new Source(
              "package acme;\nimport com.amazonaws.services.lambda.runtime.*;\nimport dev.chirp.runtime.*;\n"
                  + source));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter output = new StringWriter();
    List<String> options = List.of("-d", folder.toString(), "-proc:none");
    assertTrue(compiler.getTask(output, null, null, options, null, files).call(), output::toString);
    return folder;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("memory:///acme/" + className(text) + ".java"), Kind.SOURCE);
      this.text = text;
    }

    /** The compiler expects a public class in a file with its name. */
    private static String className(String text) {
      return text.replaceAll("(?sU).*?(?:class|interface|enum) (\\w+).*", "$1");
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
