package dev.chirp.internal.loop;

import static dev.chirp.internal.loop.Turns.accepted;
import static dev.chirp.internal.loop.Turns.event;
import static dev.chirp.internal.loop.Turns.raw;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.amazonaws.services.lambda.runtime.LambdaRuntimeInternal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions with AWS's appenders for log4j, under AWS's own client and under the loop. */
@EnabledOnOs(OS.LINUX) // as AWS's client
@Tag("slow")
class Log4jContextTest {
  private static final String ONE =
      """
      log4j.rootLogger=INFO, LAMBDA
      log4j.appender.LAMBDA=com.amazonaws.services.lambda.runtime.log4j.LambdaAppender
      log4j.appender.LAMBDA.layout=org.apache.log4j.PatternLayout
      log4j.appender.LAMBDA.layout.conversionPattern=<%X{AWSRequestId}> %p %c - %m%n
      """;

  private static final String TWO =
      """
      <Configuration status="ERROR">
        <Appenders>
          <Lambda name="Lambda" format="${env:AWS_LAMBDA_LOG_FORMAT:-TEXT}">
            <LambdaTextFormat>
              <PatternLayout pattern="&lt;%X{AWSRequestId}&gt; %p %c - %m%n"/>
            </LambdaTextFormat>
            <LambdaJsonFormat>
              <JsonTemplateLayout eventTemplateUri="classpath:LambdaLayout.json"/>
            </LambdaJsonFormat>
          </Lambda>
        </Appenders>
        <Loggers>
          <Root level="INFO">
            <AppenderRef ref="Lambda"/>
          </Root>
        </Loggers>
      </Configuration>
      """;

  @TempDir private Path directory;

  @Test
  void contextStaysEmptyWithoutAnAppender() {
    assertFalse(LambdaRuntimeInternal.getUseLog4jAppender());
  }

  @ParameterizedTest
  @CsvSource({"One, TEXT", "Two, TEXT", "Two, JSON"})
  void theRequestIdIsInLog4jsContext(String version, String format) throws Exception {
    String name = "acme.Log4jFunction" + (version.equals("One") ? "$One" : ".Two");
    String text =
        """
        <id-1> INFO %1$s - logged
        <id-2> INFO %1$s - logged
        """
            .formatted(name);
    String json =
        """
        {"level":"INFO","message":"logged","logger":"acme.Log4jFunction.Two","AWSRequestId":"id-1"}
        {"level":"INFO","message":"logged","logger":"acme.Log4jFunction.Two","AWSRequestId":"id-2"}
        """;
    assertEquals(format.equals("JSON") ? json : text, logged(false, version, format));
    assertEquals(logged(true, version, format), logged(false, version, format));
  }

  private String logged(boolean aws, String version, String format) throws Exception {
    String second = Turns.eventReply("{}", "").replace("id-1", "id-2");
    String handler = "acme.Log4jFunction$" + version;
    try (ScriptedApi api = new ScriptedApi(event("{}"), accepted(), raw(second), accepted())) {
      Map<String, String> environment = new HashMap<>(ForkedLoop.environment(api, handler));
      environment.put("AWS_LAMBDA_LOG_FORMAT", format);
      environment.put("JAVA_TOOL_OPTIONS", configuration());
      try (ForkedLoop function =
          aws
              ? ForkedLoop.awsClient(directory, environment, handler)
              : ForkedLoop.main(directory, ForkedLoop.currentJava(), environment)) {
        api.awaitIdlePoll();
        return function.stdout().replaceAll("\"timestamp\":\"[^\"]+\",", "");
      }
    }
  }

  private String configuration() throws Exception {
    Path one = Files.writeString(directory.resolve("log4j.properties"), ONE);
    Path two = Files.writeString(directory.resolve("log4j2.xml"), TWO);
    return "-Dlog4j.configuration=" + one.toUri() + " -Dlog4j2.configurationFile=" + two.toUri();
  }
}
