package dev.chirp.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The class path of tests: compiles small classes, and creates and finds jars. */
public final class Sources {
  private Sources() {}

  /**
   * Compiles sources of package {@code acme}, each with one class, against the test's class path.
   *
   * @return the folder of the classes
   */
  public static Path compile(Path folder, String... sources) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<Path> files = new ArrayList<>();
    for (String source : sources) {
      String name = source.replaceAll("(?s).*?(?:class|interface|record) (\\w+).*", "$1");
      Path file = folder.resolve("sources").resolve("acme").resolve(name + ".java");
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, "package acme;\n" + source));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter output = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-d", classes.toString(), "-proc:none", "--release", "17", "-parameters");
      assertTrue(
          compiler
              .getTask(
                  output, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
              .call(),
          output::toString);
    }
    return classes;
  }

  /** The files of a folder by their relative names. */
  public static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
        files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return files;
  }

  /** Creates a jar with these files, the same bytes each time. */
  public static Path jar(Path jar, Map<String, byte[]> files) throws IOException {
    Files.createDirectories(jar.getParent());
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(file.getValue());
      }
    }
    return jar;
  }

  /** Returns the jars or folders that contain these classes, in their order. */
  public static List<Path> jarsOf(Class<?>... types) {
    return Stream.of(types)
        .map(
            type -> URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .map(Path::of)
        .toList();
  }

  /** Returns the jars whose file names match, in the order of the test's class path. */
  public static List<Path> jarsNamed(String regex) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(path -> path.getFileName().toString().matches(regex))
        .toList();
  }
}
