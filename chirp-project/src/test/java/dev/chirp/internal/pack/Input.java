package dev.chirp.internal.pack;

import dev.chirp.internal.project.LambdaRuntime;
import dev.chirp.testkit.RecordedProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A project to pack. Its files only look like classes. */
final class Input {
  final Path folder;
  final Path classes;
  final Path zip;
  final RecordedProgress said = new RecordedProgress();
  private final List<Library> libraries = new ArrayList<>();
  private final Map<String, Path> more = new TreeMap<>();
  private String runtime = "java17";
  private Set<String> allowed = Set.of();

  Input(Path folder) throws IOException {
    this.folder = folder;
    classes = Files.createDirectories(folder.resolve("classes"));
    zip = folder.resolve("target").resolve("chirp").resolve("api.zip");
  }

  /** The first eight bytes of a class file. */
  static byte[] classFile(int release) {
    return new byte[] {
      (byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, (byte) (release + 44)
    };
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Input with(String name, byte[] bytes) throws IOException {
    write(classes.resolve(name), bytes);
    return this;
  }

  Input with(String name, String text) throws IOException {
    return with(name, text(text));
  }

  Input withClass(String name) throws IOException {
    return with(name, classFile(17));
  }

  Input withJar(String path, Map<String, byte[]> files) throws IOException {
    Path jar = folder.resolve(path);
    Files.createDirectories(jar.getParent());
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(file.getValue());
      }
    }
    return withLibrary(jar.getFileName().toString(), jar);
  }

  Input withFolder(String fileName, String path, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      write(folder.resolve(path).resolve(file.getKey()), file.getValue());
    }
    libraries.add(new Library(fileName, folder.resolve(path), true));
    return this;
  }

  /** Adds the jar of a module of the same build. */
  Input withModule(String path, Map<String, byte[]> files) throws IOException {
    withJar(path, files);
    Library jar = libraries.remove(libraries.size() - 1);
    libraries.add(new Library(jar.fileName(), jar.path(), true));
    return this;
  }

  Input withLibrary(String fileName, Path path) {
    libraries.add(new Library(fileName, path, false));
    return this;
  }

  /** Adds a file that is not among the project's classes. */
  Input withFile(String name, Path file) {
    more.put(name, file);
    return this;
  }

  Input withoutLibraries() {
    libraries.clear();
    return this;
  }

  List<Library> libraries() {
    return List.copyOf(libraries);
  }

  Input runningOn(String id) {
    runtime = id;
    return this;
  }

  Input allowing(String... names) {
    allowed = Set.of(names);
    return this;
  }

  CodePackage pack() {
    return new Packager(classes, more, libraries, LambdaRuntime.of(runtime), allowed, said)
        .writeTo(zip);
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }
}
