package dev.chirp.pack;

import dev.chirp.project.LambdaRuntime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Goes through the files of one place. */
final class FileInspector implements Place.Visitor {
  private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/([0-9]{1,4})/.+");

  private final Place place;
  private final LambdaRuntime runtime;
  private final List<String> classes = new ArrayList<>();
  private final List<ClassFile> tooNew = new ArrayList<>();
  private final List<ClassFile> tooNewVersions = new ArrayList<>();
  private final List<String> secrets = new ArrayList<>();
  private final List<String> doubtful = new ArrayList<>();
  private boolean multiRelease;

  FileInspector(Place place, LambdaRuntime runtime) {
    this.place = place;
    this.runtime = runtime;
  }

  @Override
  public void visit(String name, Place.Content content) throws IOException {
    if (name.endsWith(".class")) {
      visitClass(name, content);
      return;
    }
    if (name.equals(JarFile.MANIFEST_NAME)) {
      multiRelease = isMultiRelease(content);
    }
    switch (place.own() ? Secrets.inOwnFile(name, content) : Secrets.inLibrary(name, content)) {
      case SECRET -> secrets.add(place.nameOf(name));
      case DOUBTFUL -> doubtful.add(place.nameOf(name));
      case HARMLESS -> {}
    }
  }

  /** Those that only describe a module or a package are in every jar. */
  private void visitClass(String name, Place.Content content) throws IOException {
    if (name.endsWith("module-info.class") || name.endsWith("package-info.class")) {
      return;
    }
    Matcher versioned = VERSIONED.matcher(name);
    if (versioned.matches()) {
      if (runtime.runs(Integer.parseInt(versioned.group(1)))) {
        addTooNew(name, content, tooNewVersions);
      }
    } else if (!name.startsWith("META-INF/")) {
      classes.add(name);
      addTooNew(name, content, tooNew);
    }
  }

  private void addTooNew(String name, Place.Content content, List<ClassFile> found)
      throws IOException {
    ClassFile.read(name, content).filter(type -> !type.runsOn(runtime)).ifPresent(found::add);
  }

  private static boolean isMultiRelease(Place.Content content) throws IOException {
    byte[] bytes;
    try (InputStream in = content.open()) {
      bytes = in.readAllBytes();
    }
    try {
      Manifest manifest = new Manifest(new ByteArrayInputStream(bytes));
      String value = manifest.getMainAttributes().getValue(Attributes.Name.MULTI_RELEASE);
      return "true".equalsIgnoreCase(value);
    } catch (IOException e) {
      return false; // no manifest that the JVM understands
    }
  }

  /** The JVM looks for versions in jars alone, and the root becomes a folder. */
  Inspection result() {
    Stream<ClassFile> loaded =
        multiRelease && !place.isRoot()
            ? Stream.concat(tooNew.stream(), tooNewVersions.stream())
            : tooNew.stream();
    return new Inspection(
        place,
        List.copyOf(classes),
        loaded.min(
            Comparator.comparingInt(ClassFile::release).reversed().thenComparing(ClassFile::file)),
        List.copyOf(secrets),
        List.copyOf(doubtful));
  }
}
