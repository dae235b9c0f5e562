package dev.chirp.benchmark.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.chirp.benchmark.EventFile;
import dev.chirp.benchmark.PlainServerStatus;
import dev.chirp.runtime.local.LocalInvoker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The functions that the benchmark compares do the same work. */
class SameResponseTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T12:30:00Z"), ZoneOffset.UTC);

  private static final String ANSWER =
      "{\"data\": {\"status\": \"ok\", \"version\": \"1\","
          + " \"serverTime\": 1795437000, \"serverTimeFormatted\": \"2026-11-23 12:30:00\","
          + " \"serverStartTime\": 1795437000, \"serverStartTimeFormatted\": \"2026-11-23 12:30:00\"},"
          + " \"code\": 200, \"notes\": null}";

  @ParameterizedTest
  @EnumSource
  void chirpAnswersEachEvent(EventFile event) throws IOException {
    assertEquals(ANSWER, answer(new ServerStatus(CLOCK), event));
  }

  @ParameterizedTest
  @EnumSource
  void plainCodeThatReadsAllAnswersTheSame(EventFile event) throws IOException {
    assertEquals(ANSWER, answer(plain(PlainServerStatus.Reading.ALL), event));
  }

  @ParameterizedTest
  @EnumSource
  void plainCodeThatSkipsAnswersTheSame(EventFile event) throws IOException {
    assertEquals(ANSWER, answer(plain(PlainServerStatus.Reading.NEEDED_ONLY), event));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"params\": {\"querystring\": {\"error\": \"404\"}}}",
        "{\"a\": [{}], \"params\": {\"header\": {}, \"querystring\": {\"b\": \"c\", \"error\": \"404\"}, \"path\": {}}, \"d\": {}}"
      })
  void allFindTheErrorInTheEvent(String event) {
    assertEquals(404, LocalInvoker.of(new ServerStatus(CLOCK)).invoke(event).statusCode());
    for (PlainServerStatus.Reading reading : PlainServerStatus.Reading.values()) {
      byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
      assertEquals(
          "404",
          assertThrows(IllegalArgumentException.class, () -> answer(plain(reading), bytes))
              .getMessage());
    }
  }

  private static PlainServerStatus plain(PlainServerStatus.Reading reading) {
    return new PlainServerStatus(reading, CLOCK);
  }

  private static String answer(RequestStreamHandler handler, EventFile event) throws IOException {
    return answer(handler, event.bytes());
  }

  private static String answer(RequestStreamHandler handler, byte[] event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(event), answer, null);
    return answer.toString(StandardCharsets.UTF_8);
  }
}
