package dev.chirp.internal.sandbox.server;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of a sandbox's state.
 *
 * @param isTemporary whether the folder is deleted with the sandbox
 */
record StateFolder(Path path, boolean isTemporary) {

  /** A folder that the next sandbox may use. */
  static StateFolder kept(Path path) {
    return new StateFolder(path, false);
  }

  /** A new folder that only this user can read. */
  static StateFolder temporary() {
    String prefix = "chirp-sandbox-%d-".formatted(ProcessHandle.current().pid());
    try {
      return new StateFolder(Files.createTempDirectory(prefix).toRealPath(), true);
    } catch (IOException e) {
      throw ChirpException.execution(
          "The sandbox cannot create a folder in '%s'."
              .formatted(System.getProperty("java.io.tmpdir")),
          e);
    }
  }

  /** Deletes a temporary folder. */
  void release() {
    if (!isTemporary) {
      return;
    }
    try {
      DirectoryTree.delete(path);
    } catch (IOException e) {
      throw ChirpException.execution("'%s' could not be deleted: %s".formatted(path, e), e);
    }
  }
}
