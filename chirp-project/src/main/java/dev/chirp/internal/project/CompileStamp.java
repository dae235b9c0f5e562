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
 * Records the state that a project was compiled from, so that an unchanged project can skip Maven's
 * lifecycle. The lifecycle costs as much as the rest of a local run.
 *
 * @param file the file with the stamp of the last compilation
 * @param inputs files and folders that are compiled: sources, resources, POMs
 * @param classPath the dependencies, and the compiled classes themselves
 * @param circumstances everything else that matters: properties, profiles, the JDK
 */
public record CompileStamp(
    Path file, List<Path> inputs, List<Path> classPath, List<String> circumstances) {

  public CompileStamp {
    inputs = List.copyOf(inputs);
    classPath = List.copyOf(classPath);
    circumstances = List.copyOf(circumstances);
  }

  /** Returns whether nothing has changed since {@link #write}. */
  public boolean isFresh() {
    try {
      return Files.exists(file)
          && Files.readString(file).equals(inputsNow() + fingerprint(classPath, List.of()));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Returns a fingerprint of the inputs. Take it before compiling, so that edits made during
   * compilation are noticed next time.
   */
  public String inputsNow() {
    return fingerprint(inputs, circumstances);
  }

  /** Records that these inputs were compiled into the current classes. */
  public void write(String compiledInputs) {
    try {
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, compiledInputs + fingerprint(classPath, List.of()));
    } catch (IOException e) {
      throw ChirpException.execution("'%s' cannot be written: %s".formatted(file, e), e);
    }
  }

  /** Uses paths, sizes and times. Reading the contents would cost the time that the stamp saves. */
  private static String fingerprint(List<Path> files, List<String> others) {
    Set<String> lines = new TreeSet<>(others);
    try {
      for (Path each : files) {
        if (Files.exists(each)) {
          Files.walkFileTree(each, new FileCollector(lines));
        } else {
          lines.add(each + " does not exist");
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

  private static final class FileCollector extends SimpleFileVisitor<Path> {
    private final Set<String> lines;

    FileCollector(Set<String> lines) {
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
