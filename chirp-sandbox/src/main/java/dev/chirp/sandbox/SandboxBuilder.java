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
 * The settings of a sandbox. By default, it listens on any free port, has no tables, and keeps its
 * state in a private temporary folder until it is closed.
 */
public final class SandboxBuilder {
  private final SandboxSettings settings = SandboxServer.builder();
  private Supplier<Map<String, String>> tables = Map::of;
  private String region = SandboxAddress.DEFAULT_REGION;

  SandboxBuilder() {}

  /**
   * Keeps the state in this folder for the next sandbox.
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
   * @param number the port; 0 for any free port
   * @return this builder
   */
  public SandboxBuilder port(int number) {
    settings.port(number);
    return this;
  }

  /**
   * Sets the region that {@link Sandbox#environment()} names, and whose tables and logs {@link
   * Sandbox} returns. Requests may name any other region.
   *
   * @param name such as {@code eu-central-1}; {@code us-east-1} by default
   * @return this builder
   * @throws IllegalArgumentException when the name is not a valid region
   */
  public SandboxBuilder region(String name) {
    if (!SandboxAddress.isRegion(name)) {
      throw new IllegalArgumentException(
          "'%s' is not a valid region.\nTry: %s".formatted(name, SandboxAddress.DEFAULT_REGION));
    }
    region = name;
    return this;
  }

  /**
   * Creates these tables in DynamoDB, unless they exist.
   *
   * @param requests {@code CreateTable} requests in JSON, by their names in messages, such as file
   *     names
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
   * @return the running sandbox, which the caller must close
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
