package dev.chirp.internal.gateway;

import java.util.Optional;

/**
 * The settings of the project's HTTP API: {@code
 * <api><cors><allowOrigins>https://app.example.com</allowOrigins></cors></api>}.
 */
public final class ApiConfiguration {
  // Maven sets the fields.

  /** The name on AWS. */
  private String name = "";

  /** The most requests that the API accepts. Default: the account's limits. */
  private Throttling.Configuration throttling = new Throttling.Configuration();

  private CorsConfiguration cors = new CorsConfiguration();

  /** The name on AWS; empty for the project's. */
  public String name() {
    return name.strip();
  }

  /**
   * The throttling; empty for the account's limits.
   *
   * @throws dev.chirp.internal.gateway.route.InvalidSetting when API Gateway would refuse it
   */
  public Optional<Throttling> throttling() {
    return throttling.settings();
  }

  /**
   * The CORS settings; {@link CorsSettings#NONE} without {@code <cors>}.
   *
   * @throws dev.chirp.internal.gateway.route.InvalidSetting when API Gateway would refuse them
   */
  public CorsSettings cors() {
    return cors.settings();
  }
}
