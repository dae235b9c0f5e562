package dev.chirp.internal.selfcontained;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.DirectoryTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Finds the JDK modules that the classes of some jars use, with {@code jdeps}. It treats the jars
 * as a class path, not as modules: all classes in one folder, each in the version for this JDK.
 *
 * @param work a folder for the classes, deleted at the end
 * @see <a href="https://docs.oracle.com/en/java/javase/25/docs/specs/man/jdeps.html">jdeps</a>
 */
record JdkModules(BuildJdk jdk, Path work) {
  /**
   * Adapters of Jackson and Gson for types of java.desktop, java.sql and java.xml. They load only
   * for values of these types, and code with such values uses the module itself.
   */
  private static final Pattern ADAPTERS =
      Pattern.compile("(.*/)?com/(fasterxml/jackson/databind|google/gson/internal/sql)/.*");

  private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/(\\d+)/(.+)");
  private static final Pattern NAMES = Pattern.compile("[a-z0-9_.]+(,[a-z0-9_.]+)*");

  /** A constant in classes that use TLS. */
  private static final String TLS = "javax/net/ssl/";

  /** Chirp's loop names TLS only to train it. */
  private static final String LOOP = "dev/chirp/internal/loop/";

  /**
   * The JDK features that classes use.
   *
   * @param modules sorted names, always including {@code java.base}
   * @param tls whether some classes may use TLS, as the AWS SDK does
   */
  record Uses(List<String> modules, boolean tls) {}

  Uses of(List<Path> jars) {
    try {
      try {
        DirectoryTree.delete(work); // left by a run that was killed
        boolean tls = false;
        for (int i = jars.size() - 1; i >= 0; i--) {
          tls |= unpack(jars.get(i)); // overwrites later jars, because the JVM finds the first
        }
        return new Uses(named(), tls);
      } finally {
        DirectoryTree.delete(work);
      }
    } catch (IOException e) {
      throw ChirpException.execution(
          "Chirp could not find the modules that the classes use: " + e, e);
    }
  }

  private List<String> named() {
    String printed =
        JdkCommands.run(
            work,
            List.of(jdk.command("jdeps"), "--ignore-missing-deps", "--print-module-deps", "."));
    String last = printed.strip().lines().reduce("", (before, line) -> line);
    if (!NAMES.matcher(last).matches()) {
      throw ChirpException.project("'jdeps' printed no modules: " + printed.strip());
    }
    Set<String> modules = new TreeSet<>(List.of(last.split(",")));
    modules.add("java.base");
    return List.copyOf(modules);
  }

  /** Unpacks a jar's classes. Returns whether one of them names TLS. */
  private boolean unpack(Path jar) throws IOException {
    boolean tls = false;
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> classes =
          zip.stream()
              .filter(entry -> entry.getName().endsWith(".class"))
              .filter(entry -> !entry.getName().endsWith("module-info.class"))
              .filter(entry -> !ADAPTERS.matcher(entry.getName()).matches())
              .sorted(Comparator.comparingInt(entry -> version(entry.getName())))
              .toList();
      for (ZipEntry entry : classes) {
        if (version(entry.getName()) <= jdk.home().release()) {
          tls |= unpack(zip, entry);
        }
      }
    }
    return tls;
  }

  private boolean unpack(ZipFile zip, ZipEntry entry) throws IOException {
    Matcher versioned = VERSIONED.matcher(entry.getName());
    String name = versioned.matches() ? versioned.group(2) : entry.getName();
    Path target = work.resolve(name).normalize();
    if (name.startsWith("META-INF/") || !target.startsWith(work)) {
      return false;
    }
    Files.createDirectories(target.getParent());
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readAllBytes();
      Files.write(target, bytes);
      return !name.startsWith(LOOP) && new String(bytes, StandardCharsets.ISO_8859_1).contains(TLS);
    }
  }

  /** Returns the release that an entry is for, or 0 for all releases. */
  private static int version(String name) {
    Matcher versioned = VERSIONED.matcher(name);
    return versioned.matches() ? Integer.parseInt(versioned.group(1)) : 0;
  }
}
