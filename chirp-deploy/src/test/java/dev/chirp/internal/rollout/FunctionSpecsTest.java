package dev.chirp.internal.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.internal.core.Progress;
import dev.chirp.internal.deploy.FunctionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionSpecsTest {
  @Test
  void functionThatWouldCallItsOwnMachineIsWarnedAbout() {
    List<String> warnings = new ArrayList<>();
    FunctionSpecs.warnOfLoopbackEndpoints(
        List.of(
            spec(
                "chirp_get",
                Map.of(
                    "AWS_ENDPOINT_URL_DYNAMODB",
                    "http://localhost:8000",
                    "TABLE",
                    "http://127.0.0.1")),
            spec("chirp_put", Map.of("AWS_ENDPOINT_URL", "https://proxy.example.com"))),
        new Progress() {
          @Override
          public void say(String line) {}

          @Override
          public void warn(String line) {
            warnings.add(line);
          }

          @Override
          public void detail(String line) {}

          @Override
          public void status(String text) {}
        });
    assertEquals(
        List.of(
            "Function 'chirp_get' has AWS_ENDPOINT_URL_DYNAMODB=http://localhost:8000: on AWS that is the function's own machine. Set it for local runs only."),
        warnings);
  }

  private static FunctionSpec spec(String name, Map<String, String> environment) {
    return new FunctionSpec(
        name,
        name,
        "acme.F::handleRequest",
        "java21",
        "",
        512,
        9,
        "x86_64",
        environment,
        "",
        Map.of());
  }
}
