package dev.chirp.internal.gateway.route;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The access control of one route.
 *
 * @param authorizer empty for a public route
 * @param scopes a token must have at least one of them; empty if every token will do
 */
public record RouteAccess(Optional<Authorizer> authorizer, List<String> scopes) {
  /** A public route. */
  public static final RouteAccess OPEN = new RouteAccess(Optional.empty(), List.of());

  /** The authorizer of a public route in settings, and its {@code AuthorizationType}. */
  public static final String NONE = "NONE";

  /** The most scopes of a route. */
  public static final int MAX_SCOPES = 10;

  public RouteAccess {
    scopes = List.copyOf(scopes);
  }

  /** The {@code AuthorizationType} of the route. */
  public String authorizationType() {
    return authorizer.map(Authorizer::authorizationType).orElse(NONE);
  }

  /** As tables show it: {@code users, chirps:write}; empty for a public route. */
  public String shown() {
    String name = authorizer.map(Authorizer::name).orElse("");
    return scopes.isEmpty() ? name : name + ", " + String.join(" or ", scopes);
  }

  /**
   * The authorizers of an API.
   *
   * @param all with different names, without {@link Authorizer.Iam}
   * @param defaultName of the routes that name no authorizer; empty for public routes
   */
  public record Authorizers(List<Authorizer> all, Optional<String> defaultName) {
    /** An API without authorizers. */
    public static final Authorizers NONE = new Authorizers(List.of(), Optional.empty());

    public Authorizers {
      all = List.copyOf(all);
    }

    /** True if routes can be protected. */
    public boolean isSet() {
      return !equals(NONE);
    }

    /**
     * The access control of a function's route.
     *
     * @param function its name
     * @param named an authorizer's name, {@code AWS_IAM} or {@code NONE}; empty for the default
     * @param scopes in the function's settings
     * @throws InvalidSetting when there is no such authorizer, or it has no scopes
     */
    public RouteAccess of(String function, Optional<String> named, List<String> scopes) {
      Optional<Authorizer> authorizer =
          named.or(() -> defaultName).flatMap(name -> find(function, name));
      if (!scopes.isEmpty() && !(authorizer.orElse(null) instanceof Authorizer.Jwt)) {
        throw new InvalidSetting(
            "Function '%s' has scopes, but the authorizer of its route is %s, which does not know scopes."
                .formatted(
                    function,
                    authorizer.map(each -> "'" + each.name() + "'").orElse(RouteAccess.NONE)),
            all.stream()
                .filter(Authorizer.Jwt.class::isInstance)
                .findFirst()
                .map(each -> "authorizer = \"%s\"".formatted(each.name()))
                .orElse("scopes = {}"));
      }
      if (scopes.size() > MAX_SCOPES) {
        throw new InvalidSetting(
            "Function '%s' has %d scopes, but a route has at most %d."
                .formatted(function, scopes.size(), MAX_SCOPES),
            "");
      }
      for (String scope : scopes) {
        if (!scope.matches("[!#-\\[\\]-~]{1,64}")) {
          throw new InvalidSetting(
              "Function '%s' has the scope '%s', which is not 1 to 64 characters without blanks."
                  .formatted(function, scope),
              "scopes = \"chirps:write\"");
        }
      }
      return new RouteAccess(authorizer, scopes);
    }

    /**
     * Finds an authorizer.
     *
     * @return empty for {@code NONE}
     */
    private Optional<Authorizer> find(String function, String name) {
      if (name.equals(RouteAccess.NONE)) {
        return Optional.empty();
      }
      if (name.equals(Authorizer.Iam.NAME)) {
        return Optional.of(new Authorizer.Iam());
      }
      Optional<Authorizer> found =
          all.stream().filter(each -> each.name().equals(name)).findFirst();
      if (found.isEmpty()) {
        throw new InvalidSetting(
            "Function '%s' names the authorizer '%s', but <api> in the POM has %s."
                .formatted(
                    function,
                    name,
                    all.isEmpty()
                        ? "no authorizers"
                        : "only "
                            + all.stream()
                                .map(each -> "'" + each.name() + "'")
                                .collect(Collectors.joining(", "))),
            all.isEmpty()
                ? "<authorizers><authorizer><name>%s</name>… in <api>".formatted(name)
                : "authorizer = \"%s\"".formatted(all.get(0).name()));
      }
      return found;
    }
  }
}
