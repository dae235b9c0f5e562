package dev.chirp.internal.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.gateway.ApiConfiguration;
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

  private static int routes(ProjectFunction function) {
    return ApiSettings.of(new ApiConfiguration(), "birds", "chirp_")
        .spec(
            List.of(function),
            new SafeFunctions(EventFiles.in(Path.of("no-events"))),
            Optional.empty(),
            new Ownership("birds"),
            "chirp_")
        .routes()
        .size();
  }

  @ParameterizedTest
  @CsvSource({"users, ''", "AWS_IAM, ''", "'', chirps:write"})
  void protectedRouteIsNotDeployedOpen(String authorizer, String scope) {
    ProjectFunction function = function(authorizer, scope);
    assertEquals(
        "The route of function 'save_chirp' is protected, but chirp:deploy does not create authorizers: the routes would be open.\nTry: chirp:deploy without <api>, and authorizers in chirp:serve only",
        assertThrows(ChirpException.class, () -> routes(function)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({"NONE, ''", "'', ''"})
  void openRouteIsDeployed(String authorizer, String scope) {
    assertEquals(1, routes(function(authorizer, scope)));
  }
}
