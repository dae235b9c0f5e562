package dev.chirp.internal.project;

import dev.chirp.internal.core.ChirpException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Tells whether a project was compiled from what it holds now, so that an unchanged one need not go
 * through Maven's lifecycle again: that costs as much as all the rest of a local run.
 *
 * @param file where the stamp of the last compilation is kept
 * @param inputs files and folders that are compiled: sources, resources, POMs
 * @param classPath what they are compiled against and into: dependencies, and the classes
 *     themselves
 * @param circumstances what else decides: properties, profiles, the JDK
 */
public record CompileStamp(
    Path file, List<Path> inputs, List<Path> classPath, List<String> circumstances) {

  public CompileStamp {
    inputs = List.copyOf(inputs);
    classPath = List.copyOf(classPath);
    circumstances = List.copyOf(circumstances);
  }

  /** Whether nothing has changed since {@link #write}. */
  public boolean isFresh() {
    try {
      return Files.exists(file)
          && Files.readString(file).equals(inputsNow() + fingerprint(classPath, List.of()));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * The present inputs; to be asked for before they are compiled, for what is saved meanwhile is
   * not.
   */
  public String inputsNow() {
    return fingerprint(inputs, circumstances);
  }

  /** Remembers that those inputs were compiled into the classes that are there now. */
  public void write(String compiledInputs) {
    try {
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, compiledInputs + fingerprint(classPath, List.of()));
    } catch (IOException e) {
      throw ChirpException.execution("'%s' cannot be written: %s".formatted(file, e), e);
    }
  }

  /** Paths, sizes and times: reading the content would cost what the stamp shall save. */
  private static String fingerprint(List<Path> files, List<String> others) {
    Set<String> lines = new TreeSet<>(others);
    try {
      for (Path each : files) {
        if (Files.exists(each)) {
          Files.walkFileTree(each, new Collecting(lines));
        } else {
          lines.add(each + " is not there");
        }
      }
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw unreadable(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static ChirpException unreadable(IOException cause) {
    return ChirpException.execution("The project's files could not be read: " + cause, cause);
  }

  private static final class Collecting extends SimpleFileVisitor<Path> {
    private final Set<String> lines;

    Collecting(Set<String> lines) {
      this.lines = lines;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      lines.add(
          file
              + " "
              + attributes.size()
              + " "
              + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
      return FileVisitResult.CONTINUE;
    }
  }
}
