package dev.chirp.internal.gateway;

/**
 * The settings of the project's HTTP API: {@code
 * <api><cors><allowOrigins>https://app.example.com</allowOrigins></cors></api>}.
 */
public final class ApiConfiguration {
  // Maven sets the fields.
  private CorsConfiguration cors = new CorsConfiguration();

  /**
   * The CORS settings; {@link CorsSettings#NONE} without {@code <cors>}.
   *
   * @throws dev.chirp.internal.gateway.route.InvalidSetting when API Gateway would refuse them
   */
  public CorsSettings cors() {
    return cors.settings();
  }
}
