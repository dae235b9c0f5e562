package dev.chirp.internal.gateway;

import dev.chirp.internal.gateway.route.Authorizer;
import dev.chirp.internal.gateway.route.InvalidSetting;
import dev.chirp.internal.gateway.route.RouteAccess;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of the project's HTTP API: {@code
 * <api><cors><allowOrigins>https://app.example.com</allowOrigins></cors></api>}.
 */
public final class ApiConfiguration {
  private static final int MAX_AUTHORIZERS = 10;

  // Maven sets the fields.

  /** The name on AWS. */
  private String name = "";

  /** The most requests that the API accepts. Default: the account's limits. */
  private Throttling.Configuration throttling = new Throttling.Configuration();

  private CorsConfiguration cors = new CorsConfiguration();

  /** The authorizers that routes can name, at most 10. */
  private List<AuthorizerConfiguration> authorizers = new ArrayList<>();

  /**
   * The authorizer of all routes that do not name one: a name, {@code AWS_IAM}, or {@code NONE} for
   * public routes.
   */
  private String authorizer = "";

  /** No settings. */
  public ApiConfiguration() {}

  /** For tests, which have no Maven. */
  ApiConfiguration(List<AuthorizerConfiguration> authorizers, String authorizer) {
    this.authorizers = authorizers;
    this.authorizer = authorizer;
  }

  /** The name on AWS; empty for the project's. */
  public String name() {
    return name.strip();
  }

  /**
   * The throttling; empty for the account's limits.
   *
   * @throws InvalidSetting when API Gateway would refuse it
   */
  public Optional<Throttling> throttling() {
    return throttling.settings();
  }

  /**
   * The CORS settings; {@link CorsSettings#NONE} without {@code <cors>}.
   *
   * @throws InvalidSetting when API Gateway would refuse them
   */
  public CorsSettings cors() {
    return cors.settings();
  }

  /**
   * The authorizers and the default for routes.
   *
   * @throws InvalidSetting when API Gateway would refuse them
   */
  public RouteAccess.Authorizers authorizers() {
    List<Authorizer> all = authorizers.stream().map(AuthorizerConfiguration::authorizer).toList();
    Set<String> names = new HashSet<>();
    for (Authorizer each : all) {
      if (!names.add(each.name())) {
        throw new InvalidSetting(
            "<api> in the POM has two authorizers named '%s'.".formatted(each.name()), "");
      }
    }
    if (all.size() > MAX_AUTHORIZERS) {
      throw new InvalidSetting(
          "<api> in the POM has %d authorizers, but an API has at most %d."
              .formatted(all.size(), MAX_AUTHORIZERS),
          "");
    }
    if (!authorizer.isEmpty()
        && !names.contains(authorizer)
        && !List.of(RouteAccess.NONE, Authorizer.Iam.NAME).contains(authorizer)) {
      throw new InvalidSetting(
          "<authorizer> in <api> is '%s', which is not the name of one of the <authorizers>."
              .formatted(authorizer),
          "<authorizer>%s</authorizer>".formatted(all.isEmpty() ? "AWS_IAM" : all.get(0).name()));
    }
    return new RouteAccess.Authorizers(
        all, Optional.of(authorizer).filter(name -> !name.isEmpty()));
  }
}
