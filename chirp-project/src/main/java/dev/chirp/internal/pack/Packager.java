package dev.chirp.internal.pack;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.project.LambdaRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Builds the zip for Lambda: the project's classes and resources at the root, and its runtime
 * dependencies as whole jars under {@code lib/}. Contents that must not or cannot run on Lambda are
 * refused before the zip is written.
 *
 * @param classes {@code target/classes}
 * @param files additional files for the root, by name; a file in {@code classes} with the same name
 *     wins
 * @param libraries in the order of the class path
 * @param runtime the runtime that the classes must run on
 * @param allowed names of files that look like secrets but are intended; a jar's name allows its
 *     classes to be newer than the runtime
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-package.html">Deploy Java Lambda
 *     functions with .zip file archives</a>
 */
public record Packager(
    Path classes,
    Map<String, Path> files,
    List<Library> libraries,
    LambdaRuntime runtime,
    Set<String> allowed,
    Progress progress) {

  public Packager {
    files = Map.copyOf(files);
    libraries = List.copyOf(libraries);
    allowed = Set.copyOf(allowed);
  }

  /**
   * Writes the zip. The same input gives the same bytes at any time and on any machine. On a
   * failure, an existing zip stays.
   */
  public CodePackage writeTo(Path zip) {
    CodeSources places = checked();
    List<Item> items = new ArrayList<>(places.root().files());
    try (WorkDirectory work = WorkDirectory.beside(zip)) {
      List<Item> jars = new ArrayList<>();
      for (CodeSource place : places.libraries()) {
        jars.add(jar(place, work));
      }
      items.addAll(jars);
      PackageLimits.checkUnzipped(items);
      return write(work, zip, items, jars);
    } catch (IOException e) {
      throw ChirpException.execution("The package '" + zip + "' could not be written: " + e, e);
    }
  }

  /** Returns the contents of the zip after all checks. */
  private CodeSources checked() {
    CodeSources places = CodeSources.of(classes, files, libraries);
    PackageLimits.checkUnzipped(places.root().files());
    new Inspector(runtime, allowed, progress).inspect(places.inLambdasOrder());
    return places;
  }

  /**
   * Writes the same contents into a folder, for a JVM that loads classes only from jars: the
   * project's own in {@code classes.jar}, the others in {@code lib/}, as in the zip. Replaces
   * earlier ones. Additional files are checked as for a zip, but not written.
   *
   * @return the class path relative to the folder, in Lambda's search order
   */
  public List<String> layOut(Path folder) {
    CodeSources places = checked();
    try {
      return new Layout(folder).write(places, files.keySet());
    } catch (IOException e) {
      throw ChirpException.execution("'" + folder + "' could not be written: " + e, e);
    }
  }

  /** Writes a zip of all files in the folder. The same files give the same bytes. */
  public CodePackage writeTo(Path zip, Path folder) {
    List<Item> items = new Folder(folder).files();
    PackageLimits.checkUnzipped(items);
    try (WorkDirectory work = WorkDirectory.beside(zip)) {
      return write(work, zip, items, items.stream().filter(Packager::isLibrary).toList());
    } catch (IOException e) {
      throw ChirpException.execution("The package '" + zip + "' could not be written: " + e, e);
    }
  }

  private static boolean isLibrary(Item item) {
    return item.name().startsWith("lib/") && item.stored();
  }

  private CodePackage write(WorkDirectory work, Path zip, List<Item> items, List<Item> jars)
      throws IOException {
    Path written = work.file("package.zip");
    ZipWriter.write(written, items);
    CodePackage code = CodePackage.of(written, zip, items);
    Files.move(written, zip, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    code.report(jars, progress);
    return code;
  }

  private static Item jar(CodeSource place, WorkDirectory work) throws IOException {
    Path file = place.path();
    if (place.isFolder()) {
      file = work.file(place.name().substring("lib/".length()));
      ZipWriter.write(file, place.files());
    }
    return new Item(place.name(), file, Files.size(file), true);
  }
}
