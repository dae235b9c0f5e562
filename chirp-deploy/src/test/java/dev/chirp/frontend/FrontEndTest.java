package dev.chirp.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.rollout.DeployParameters;
import dev.chirp.runtime.local.LocalResult;
import dev.chirp.testkit.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A front end without Maven runs and deploys the functions of a project. */
@Tag("slow")
class FrontEndTest {
  private static final String HELLO =
      """
      import dev.chirp.runtime.ApiFunction;
      import dev.chirp.runtime.ApiRequest;

      public final class SayHello extends ApiFunction {
        @Override
        protected Object handle(ApiRequest request) {
          return "Hello, " + request.query("name").orElseThrow();
        }
      }
      """;

  private static final String EVENT = "{\"params\": {\"querystring\": {\"name\": \"Ada\"}}}";

  @TempDir private Path directory;

  @Test
  void functionReturnsTheSameHereAndInTheSandbox() throws Exception {
    Sources.compile(directory.resolve("target"), HELLO);
    Path events = Files.createDirectories(directory.resolve("src/test/event"));
    Files.writeString(events.resolve("say_hello.json"), EVENT);
    try (FrontEnd project = new FrontEnd(directory)) {
      LocalResult here = project.invoke("say_hello");
      project.setUpRole();
      project.deploy(DeployParameters.defaults());
      LocalResult there = project.invokeRemotely("say_hello");
      assertTrue(here.text().contains("Hello, Ada"), here::text);
      assertEquals(here.text(), there.text());
    }
  }
}
