package dev.chirp.internal.serve;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.gateway.ApiConfiguration;
import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.route.InvalidSetting;
import dev.chirp.internal.gateway.route.RouteAccess;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The settings of a local API.
 *
 * @param port on 127.0.0.1; 0 for any free port
 * @param concurrency the most events that functions handle at once
 * @param aws variables that direct the functions' calls to AWS or to a sandbox
 * @param directory the parent of its folder, which no build deletes
 * @param debugPort the first port for debuggers, without which no debugger can attach
 * @param console receives a line for each request, and the reasons that clients do not get
 * @param log receives the functions' logs
 */
public record ServeSettings(
    int port,
    int concurrency,
    Map<String, String> aws,
    Path directory,
    OptionalInt debugPort,
    Progress console,
    PrintStream log) {
  private static final int MAX_PORT = 65_535;

  /** The most processes that a machine for development could run at once. */
  private static final int MAX_CONCURRENCY = 1000;

  public ServeSettings {
    aws = Map.copyOf(aws);
  }

  /** The same settings, with variables that direct the functions' calls. */
  ServeSettings with(Map<String, String> variables) {
    return new ServeSettings(port, concurrency, variables, directory, debugPort, console, log);
  }

  /**
   * Reads the CORS settings of the POM.
   *
   * @throws ChirpException when API Gateway would refuse them
   */
  public static CorsSettings cors(ApiConfiguration api) {
    try {
      return api.cors();
    } catch (InvalidSetting e) {
      throw ChirpException.project(e.problem()).withSuggestion(e.suggestion());
    }
  }

  /**
   * Reads the authorizers of the POM.
   *
   * @throws ChirpException when API Gateway would refuse them
   */
  public static RouteAccess.Authorizers authorizers(ApiConfiguration api) {
    try {
      return api.authorizers();
    } catch (InvalidSetting e) {
      throw ChirpException.project(e.problem()).withSuggestion(e.suggestion());
    }
  }

  /**
   * Checks what the user gave.
   *
   * @throws ChirpException with the wrong value
   */
  void check() {
    if (port < 0 || port > MAX_PORT) {
      throw ChirpException.project(
              "chirp.port is '%d', but ports are 0 to %d.".formatted(port, MAX_PORT))
          .withSuggestion("mvn chirp:serve -Dchirp.port=0, for any free port");
    }
    if (debugPort.isPresent() && (debugPort.getAsInt() < 1 || debugPort.getAsInt() > MAX_PORT)) {
      throw ChirpException.project(
              "chirp.debugPort is '%d', but ports are 1 to %d."
                  .formatted(debugPort.getAsInt(), MAX_PORT))
          .withSuggestion("mvn chirp:serve -Dchirp.debug -Dchirp.debugPort=5005");
    }
    if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
      throw ChirpException.project(
              "chirp.concurrency is '%d', but it must be 1 to %d."
                  .formatted(concurrency, MAX_CONCURRENCY))
          .withSuggestion("mvn chirp:serve -Dchirp.concurrency=10");
    }
  }
}
