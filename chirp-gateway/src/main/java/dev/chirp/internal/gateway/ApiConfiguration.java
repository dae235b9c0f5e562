package dev.chirp.internal.gateway;

/**
 * The settings of the project's HTTP API: {@code
 * <api><cors><allowOrigins>https://app.example.com</allowOrigins></cors></api>}. Maven sets the
 * fields.
 */
public final class ApiConfiguration {
  private CorsConfiguration cors = new CorsConfiguration();

  /**
   * The CORS settings; none if the POM has none.
   *
   * @throws dev.chirp.internal.gateway.route.InvalidSetting when API Gateway would refuse them
   */
  public CorsSettings cors() {
    return cors.settings();
  }
}
