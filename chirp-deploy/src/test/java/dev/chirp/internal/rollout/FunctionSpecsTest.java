package dev.chirp.internal.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.internal.deploy.FunctionSpec;
import dev.chirp.testkit.RecordedProgress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionSpecsTest {
  @Test
  void functionThatWouldCallItsOwnMachineIsWarnedAbout() {
    RecordedProgress progress = new RecordedProgress();
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
        progress);
    assertEquals(
        List.of(
            "Function 'chirp_get' has AWS_ENDPOINT_URL_DYNAMODB=http://localhost:8000: on AWS that is the function's own machine. Set it for local runs only."),
        progress.warnings());
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
