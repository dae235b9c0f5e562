package dev.chirp.internal.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The end of the log that Lambda sends with a response, without Lambda's own lines.
 *
 * @param lines the function's own lines
 * @param report Lambda's figures on one line, whatever the log's format
 * @param cut whether the log was longer than the 4 KB that Lambda sends
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
record InvocationTail(List<String> lines, Optional<String> report, boolean cut) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 4096;
  private static final List<String> OF_LAMBDA =
      List.of("START RequestId: ", "END RequestId: ", "INIT_START ", "XRAY TraceId: ");

  InvocationTail {
    lines = List.copyOf(lines);
  }

  static InvocationTail of(String base64) {
    byte[] log = Base64.getDecoder().decode(base64);
    List<String> own = new ArrayList<>();
    Optional<String> report = Optional.empty();
    for (String line : new String(log, StandardCharsets.UTF_8).lines().toList()) {
      Optional<String> figures = report(line);
      if (figures.isPresent()) {
        report = figures;
      } else if (OF_LAMBDA.stream().noneMatch(line::startsWith) && !isPlatform(line)) {
        own.add(KeyRedaction.of(line));
      }
    }
    return new InvocationTail(own, report, log.length >= MOST_BYTES);
  }

  private static boolean isPlatform(String line) {
    return line.startsWith("{") && line.contains("\"type\":\"platform.");
  }

  private static Optional<String> report(String line) {
    if (line.startsWith("REPORT RequestId: ")) {
      return Optional.of(line.strip().replaceAll("\\s+", " "));
    }
    return isPlatform(line) && line.contains("\"platform.report\"")
        ? jsonReport(line)
        : Optional.empty();
  }

  /** Converts the JSON format into the familiar text format. */
  private static Optional<String> jsonReport(String line) {
    try {
      JsonNode report = JSON.readTree(line).path("record");
      JsonNode metrics = report.path("metrics");
      String figures =
          String.format(
              Locale.ROOT,
              "REPORT RequestId: %s Duration: %.2f ms Billed Duration: %d ms Memory Size: %d MB Max Memory Used: %d MB",
              report.path("requestId").asText(),
              metrics.path("durationMs").asDouble(),
              metrics.path("billedDurationMs").asLong(),
              metrics.path("memorySizeMB").asLong(),
              metrics.path("maxMemoryUsedMB").asLong());
      return Optional.of(
          metrics.has("initDurationMs")
              ? figures
                  + String.format(
                      Locale.ROOT,
                      " Init Duration: %.2f ms",
                      metrics.path("initDurationMs").asDouble())
              : figures);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
