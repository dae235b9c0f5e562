package dev.chirp.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.runtime.Probe.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken events: bytes and structure changed at random. */
@Tag("slow")
class MutationTest {

  private static final int EVENTS_PER_SHAPE = 10_000;

  private static final String SECRET = "wing-1234-feather";
  private static final String NAMED_SECRET = "\"access_token\":\"" + SECRET + "\"";

  private static final String[] STRANGE = {
    "null",
    "true",
    "-1",
    "1e999",
    "[]",
    "{}",
    "\"\"",
    "[null]",
    "{\"\": null}",
    "\"\\ud800\"",
    "\"%zz\"",
    "\"a=b; =c;;d\"",
    "[[[\"x\"]]]",
    "123456789012345678901234567890",
    "\"\\u0000\"",
    "{\"elb\": {}}",
    "{\"http\": {}}",
    "{\"http\": null}",
    "\"OPTIONS\"",
    "\"eyJ9\"",
    "\"{\\\"a\\\": [\""
  };

  /** Touches everything a request has, and answers some of it. */
  private static Object touchAll(ApiRequest request) {
    request.method();
    request.path();
    request.query("error");
    request.queryValues("sort");
    request.pathParameter("id");
    request.header("accept");
    request.headerValues("x-tag");
    request.cookie("theme");
    request.stageVariable("table");
    request.bodyText();
    request.bodyBytes();
    request.find("params");
    request.find("context:source-ip");
    request.findText("params:header:Accept");
    request.findText("stage-variables");
    Object body = request.body().orElse("none");
    request.find("body-json:tags:1");
    if (request.query("sort").isPresent()) {
      request.body(Bound.class);
    }
    return ApiResponse.of(List.of(body, request.event())).withCookie("a=b");
  }

  record Bound(String text, List<String> tags, int count) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pass-through",
        "rest-proxy",
        "http-api",
        "function-url",
        "alb",
        "alb-multi-value"
      })
  void nothingButWellFormedAnswersComesOut(String shape) {
    long seed = Long.getLong("chirp.mutation.seed", 20_260_131L);
    Random random = new Random(seed);
    Probe quiet = Probe.of(Map.of("CHIRP_CORS_ORIGINS", "*"), MutationTest::touchAll);
    Probe loud = Probe.of(Map.of("CHIRP_LOG_LEVEL", "TRACE"), MutationTest::touchAll);
    JsonNode sample = Probe.parse(Samples.read(shape));
    ((ObjectNode) sample).put("access_token", SECRET);
    byte[] bytes = sample.toString().getBytes(StandardCharsets.UTF_8);
    int answered = 0;
    for (int i = 0; i < EVENTS_PER_SHAPE; i++) {
      byte[] event = i % 2 == 0 ? mutateBytes(bytes, random) : mutateTree(sample, random);
      Probe function = i % 10 < 2 ? loud : quiet;
      try {
        RecordingContext context = new RecordingContext();
        Outcome outcome = function.send(event, context);
        checkLog(context, new String(event, StandardCharsets.ISO_8859_1).contains(NAMED_SECRET));
        answered += checkWellFormed(outcome) ? 1 : 0;
      } catch (AssertionError | RuntimeException e) {
        String text = new String(event, StandardCharsets.ISO_8859_1);
        throw new AssertionError(
            "Seed " + seed + " (-Dchirp.mutation.seed), event " + i + " of " + shape + ": " + text,
            e);
      }
    }
    // Else the mutations only ever test the first check.
    assertTrue(answered > EVENTS_PER_SHAPE / 10, answered + " answered with success");
  }

  /** A line for each entry; the secret in none of them where it still has its name. */
  private static void checkLog(RecordingContext context, boolean named) {
    for (String line : context.lines) {
      assertFalse(line.contains("\n") || line.contains("\r"), line);
      assertFalse(named && line.contains(SECRET), line);
    }
  }

  /** True for success. */
  private static boolean checkWellFormed(Outcome outcome) {
    JsonNode json = outcome.json();
    JsonNode envelope = outcome.envelope();
    if (outcome.functionError()) {
      checkError(envelope);
      return false;
    }
    if (!json.has("statusCode")) {
      checkSuccess(envelope);
      return true;
    }
    int status = json.get("statusCode").asInt();
    assertTrue(json.get("body").isTextual());
    assertTrue(json.get("isBase64Encoded").isBoolean());
    assertTrue(json.has("headers") || json.has("multiValueHeaders"));
    if (status == 204) {
      assertEquals("", json.get("body").asText());
    } else if (status == 200) {
      checkSuccess(envelope);
    } else {
      checkError(envelope);
      assertEquals(status, envelope.at("/data/httpStatusCode").asInt());
    }
    return status < 400;
  }

  private static void checkSuccess(JsonNode envelope) {
    assertEquals(3, envelope.size());
    assertEquals(200, envelope.get("code").asInt());
    assertTrue(envelope.has("data"));
    assertTrue(envelope.get("notes").isNull());
  }

  private static void checkError(JsonNode envelope) {
    assertEquals(2, envelope.size());
    assertEquals(5, envelope.get("data").size());
    assertEquals(400, envelope.at("/data/httpStatusCode").asInt(), envelope.toString());
    assertEquals(400100, envelope.get("code").asInt());
  }

  private static byte[] mutateBytes(byte[] sample, Random random) {
    byte[] event = sample.clone();
    int length = event.length;
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int at = random.nextInt(length);
      switch (random.nextInt(5)) {
        case 0 -> event[at] = (byte) random.nextInt(256);
        case 1 -> event[at] = (byte) "{}[]\",:\\0x \n".charAt(random.nextInt(12));
        case 2 -> event[at] ^= (byte) (1 << random.nextInt(8));
        case 3 -> System.arraycopy(event, random.nextInt(at + 1), event, 0, 1);
        default -> length = random.nextInt(4) == 0 ? Math.max(1, at) : length;
      }
    }
    return java.util.Arrays.copyOf(event, length);
  }

  private static byte[] mutateTree(JsonNode sample, Random random) {
    JsonNode event = sample.deepCopy();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      List<JsonNode> containers = new ArrayList<>();
      collect(event, containers);
      mutate(containers.get(random.nextInt(containers.size())), sample, random);
    }
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void mutate(JsonNode container, JsonNode sample, Random random) {
    JsonNode value =
        random.nextInt(3) == 0
            ? sample.deepCopy()
            : Probe.parse(STRANGE[random.nextInt(STRANGE.length)]);
    if (container instanceof ArrayNode array) {
      array.insert(random.nextInt(array.size() + 1), value);
      return;
    }
    ObjectNode object = (ObjectNode) container;
    List<String> names = new ArrayList<>();
    for (Iterator<String> all = object.fieldNames(); all.hasNext(); ) {
      names.add(all.next());
    }
    String name = names.isEmpty() ? "new" : names.get(random.nextInt(names.size()));
    switch (random.nextInt(3)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name, value);
      default ->
          object.set(
              name + "x",
              object.has(name) ? object.get(name) : JsonNodeFactory.instance.nullNode());
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      for (JsonNode child : node) {
        collect(child, containers);
      }
    }
  }
}
