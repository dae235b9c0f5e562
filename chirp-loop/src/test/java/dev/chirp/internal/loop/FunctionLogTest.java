package dev.chirp.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FunctionLogTest {
  private final PrintStream out = System.out;
  private final List<String> writes = new ArrayList<>();

  /** Notes each write that reaches the operating system. */
  private final class Writes extends ByteArrayOutputStream {
    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      writes.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
    }
  }

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(new Writes(), false, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setOut(out);
  }

  private static FunctionLog log(String format, String level) {
    return new FunctionLog(
        new LambdaVariables(
            Map.of("AWS_LAMBDA_LOG_FORMAT", format, "AWS_LAMBDA_LOG_LEVEL", level)));
  }

  @Test
  void textMessageIsOneWriteWithItsLevel() {
    FunctionLog log = log("Text", "");
    log.log("plain \u00e4");
    log.log("with its line end\n");
    log.log("two\nlines", LogLevel.WARN);
    log.log("bytes".getBytes(StandardCharsets.UTF_8));
    log.log("bytes\n".getBytes(StandardCharsets.UTF_8), LogLevel.INFO);
    log.log("");
    assertEquals(
        List.of(
            "plain \u00e4\n",
            "with its line end\n",
            "[WARN] two\nlines\n",
            "bytes\n",
            "bytes\n",
            "\n"),
        writes);
  }

  @Test
  @SuppressWarnings("NullAway") // a function may log it
  void nullIsLoggedAsText() {
    FunctionLog log = log("Text", "");
    log.log((String) null);
    log.log((byte[]) null);
    assertEquals(List.of("null\n", "null\n"), writes);
  }

  @Test
  void jsonHasTimeLevelAndRequestId() {
    FunctionLog log = log("JSON", "");
    Map<String, String> headers =
        Map.of("lambda-runtime-aws-request-id", "id-1", "lambda-runtime-aws-tenant-id", "t");
    log.log("before");
    log.begin(new Invocation(new Reply(200, headers, Body.NOTHING, true)));
    log.log("a \"quote\"\n\u00e4\u2028", LogLevel.INFO);
    assertTrue(
        writes
            .get(0)
            .matches(
                "\\{\"timestamp\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\",\"message\":\"before\",\"level\":\"UNDEFINED\"}\n"),
        writes.get(0));
    assertEquals(
        "\"message\":\"a \\\"quote\\\"\\n\u00e4\\u2028\",\"level\":\"INFO\",\"AWSRequestId\":\"id-1\",\"tenantId\":\"t\"}\n",
        writes.get(1).substring(writes.get(1).indexOf("\"message\"")));
  }

  @Test
  void lowerLevelsAreNotLogged() {
    FunctionLog log = log("Text", "warn");
    log.log("a", LogLevel.INFO);
    log.log("b", LogLevel.WARN);
    log.log("c", LogLevel.ERROR);
    log.log("d");
    log.log(new byte[] {'e'}, LogLevel.DEBUG);
    assertEquals(List.of("[WARN] b\n", "[ERROR] c\n", "d\n"), writes);
  }

  @Test
  void unknownLevelLogsEverything() {
    log("Text", "loud").log("a", LogLevel.TRACE);
    assertEquals(List.of("[TRACE] a\n"), writes);
  }

  @Test
  void timesMatchTheCalendar() {
    for (long day = 0; day < 150_000; day++) {
      long millis = day * 86_400_000 + day * 7919 % 86_400_000;
      StringBuilder time = new StringBuilder();
      Timestamp.append(time, millis);
      assertEquals(millis, Instant.parse(time).toEpochMilli(), time::toString);
      assertEquals(24, time.length(), time::toString);
    }
  }
}
