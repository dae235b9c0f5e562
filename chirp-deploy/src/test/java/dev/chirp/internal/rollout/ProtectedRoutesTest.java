package dev.chirp.internal.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.route.Authorizer;
import dev.chirp.internal.gateway.route.RouteAccess;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.internal.project.FunctionSettings;
import dev.chirp.internal.project.FunctionSettings.Setting;
import dev.chirp.internal.project.HandlerKind;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.internal.project.Route;
import dev.chirp.internal.project.SafeFunctions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectedRoutesTest {
  private static ProjectFunction function(String authorizer, String scope) {
    return new ProjectFunction(
        "save_chirp",
        "acme.SaveChirp",
        HandlerKind.API_FUNCTION,
        17,
        new FunctionSettings(
            new Setting<>(512, "test"),
            new Setting<>(9, "test"),
            new Setting<>("", "test"),
            Optional.of(new Setting<>(new Route("POST", "/chirp"), "test")),
            Optional.of(authorizer)
                .filter(name -> !name.isEmpty())
                .map(name -> new Setting<>(name, "test")),
            new Setting<>(scope.isEmpty() ? List.of() : List.of(scope), "test"),
            Optional.empty(),
            Map.of()));
  }

  private static RouteAccess access(ProjectFunction function, RouteAccess.Authorizers authorizers) {
    return new ApiSettings("birds", CorsSettings.NONE, Optional.empty(), authorizers)
        .spec(
            List.of(function),
            new SafeFunctions(EventFiles.in(Path.of("no-events"))),
            Optional.empty(),
            new Ownership("birds"),
            "chirp_")
        .routes()
        .get(0)
        .access();
  }

  private static RouteAccess.Authorizers users(String defaultName) {
    return new RouteAccess.Authorizers(
        List.of(new Authorizer.Jwt("users", "https://issuer.example.com", List.of("chirps"))),
        Optional.of(defaultName).filter(name -> !name.isEmpty()));
  }

  @ParameterizedTest
  @CsvSource({
    "users, chirps:write, '', 'users, chirps:write'",
    "'', '', users, users",
    "AWS_IAM, '', users, AWS_IAM",
    "NONE, '', users, ''",
    "'', '', '', ''"
  })
  void routeHasTheAuthorizerOfItsFunctionOrTheDefault(
      String authorizer, String scope, String defaultName, String shown) {
    assertEquals(shown, access(function(authorizer, scope), users(defaultName)).shown());
  }

  @Test
  void unknownAuthorizerIsRefused() {
    ChirpException refused =
        assertThrows(
            ChirpException.class,
            () -> access(function("admins", ""), RouteAccess.Authorizers.NONE));
    assertTrue(
        refused.problem().startsWith("Function 'save_chirp' names the authorizer 'admins'"),
        refused::problem);
  }

  @Test
  void functionOfAnAuthorizerMustExist() {
    RouteAccess.Authorizers tokens =
        new RouteAccess.Authorizers(
            List.of(
                new Authorizer.LambdaFunction(
                    "tokens", "check_token", List.of("$request.header.Authorization"), 0, true)),
            Optional.empty());
    assertEquals(
        "Authorizer 'tokens' has the function 'check_token', which the project does not have.",
        assertThrows(ChirpException.class, () -> access(function("", ""), tokens)).problem());
  }
}
