package dev.chirp.sandbox;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.sandbox.server.SandboxServer;
import dev.chirp.internal.sandbox.server.SandboxSettings;
import dev.chirp.internal.sandbox.server.TableFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Settings of a sandbox, and its start. By default, it takes any free port, has no tables, and
 * keeps its state in a private temporary folder that its end deletes.
 */
public final class SandboxBuilder {
  private final SandboxSettings settings = SandboxServer.builder();
  private Supplier<Map<String, String>> tables = Map::of;
  private String region = SandboxAddress.DEFAULT_REGION;

  SandboxBuilder() {}

  /**
   * Keeps the state in this folder, where the next sandbox finds it.
   *
   * @param folder created when it does not exist
   * @return this builder
   */
  public SandboxBuilder directory(Path folder) {
    settings.directory(folder);
    return this;
  }

  /**
   * Listens on this port of 127.0.0.1.
   *
   * @param number 0 is any free port
   * @return this builder
   */
  public SandboxBuilder port(int number) {
    settings.port(number);
    return this;
  }

  /**
   * The region that {@link Sandbox#environment()} names and whose tables and logs the sandbox
   * shows. Requests may name any other region.
   *
   * @param name such as {@code eu-central-1}; {@code us-east-1} by default
   * @return this builder
   * @throws IllegalArgumentException when the name is not a region's
   */
  public SandboxBuilder region(String name) {
    if (!SandboxAddress.isRegion(name)) {
      throw new IllegalArgumentException(
          "'%s' is not the name of a region.\nTry: %s"
              .formatted(name, SandboxAddress.DEFAULT_REGION));
    }
    region = name;
    return this;
  }

  /**
   * Creates these tables in DynamoDB, unless they exist.
   *
   * @param requests {@code CreateTable} requests in JSON, by the names that messages use for them,
   *     such as file names
   * @return this builder
   */
  public SandboxBuilder tables(Map<String, String> requests) {
    Map<String, String> fixed = Map.copyOf(requests);
    tables = () -> fixed;
    return this;
  }

  /**
   * Creates the tables of a project's table files in DynamoDB, unless they exist. {@link #start()}
   * reads the files.
   *
   * @param folder a folder with one {@code CreateTable} request per {@code .json} file; there are
   *     no tables when it does not exist
   * @return this builder
   */
  public SandboxBuilder tables(Path folder) {
    tables = new TableFiles(folder)::read;
    return this;
  }

  /**
   * Starts the sandbox.
   *
   * @return the running sandbox, to be closed
   * @throws IllegalStateException when the port is taken, a table request is wrong or cannot be
   *     read, or another sandbox uses the folder
   */
  public Sandbox start() {
    try {
      return new Sandbox(settings.tables(tables.get()).start(), region);
    } catch (ChirpException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
