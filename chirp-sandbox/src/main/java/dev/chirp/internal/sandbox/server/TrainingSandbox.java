package dev.chirp.internal.sandbox.server;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.DirectoryTree;
import dev.chirp.internal.process.AwsEnvironment;
import dev.chirp.internal.process.LambdaEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A temporary sandbox for functions that train an AOT cache. */
public final class TrainingSandbox implements AwsEnvironment {
  private final Path directory;
  private final SandboxServer sandbox;
  private final Map<String, String> environment;

  /**
   * Starts an empty sandbox.
   *
   * @param own the functions' variables
   */
  public TrainingSandbox(SandboxSettings builder, Map<String, String> own, String region) {
    this.directory = builder.requireDirectory();
    delete();
    this.sandbox = builder.start();
    this.environment = LambdaEnvironment.withoutEndpoints(own);
    environment.putAll(sandbox.address().environment(region));
    // Keeps SDKs from reading the user's own files in the home directory.
    environment.put("AWS_CONFIG_FILE", "/dev/null");
    environment.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
  }

  @Override
  public Map<String, String> variables() {
    return environment;
  }

  @Override
  public void close() {
    sandbox.close();
    delete();
  }

  private void delete() {
    try {
      DirectoryTree.delete(directory);
    } catch (IOException e) {
      throw ChirpException.execution("'" + directory + "' could not be removed: " + e, e);
    }
  }
}
