package dev.chirp.internal.serve.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.serve.code.ServedCode;
import java.nio.file.Path;
import java.util.Map;

/**
 * The page at {@code /_chirp/} and the data behind it.
 *
 * <p>The page asks for the state each second while it is visible. Asking looks at the project's
 * files, as each request does, so errors show up right after a save. A connection that waits for
 * changes instead would notice no edit, because nothing watches the files.
 *
 * @param sender sends a request through the server
 */
public record ServePage(RequestLog requests, Sender sender, Map<String, String> aws) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Sends requests of the page to the project's API. */
  public interface Sender {
    /**
     * Answers a request as if a client had sent it.
     *
     * @return the number of its record
     */
    long send(IncomingRequest request) throws InterruptedException;
  }

  /** The paths of the page. */
  public OwnPaths paths() {
    return OwnPaths.NONE
        .with("/_chirp/", PageFile.of("page.html", "text/html; charset=utf-8"))
        .with("/_chirp/page.css", PageFile.of("page.css", "text/css; charset=utf-8"))
        .with("/_chirp/page.js", PageFile.of("page.js", "text/javascript; charset=utf-8"))
        .with("/_chirp/api/state", this::state)
        .with("/_chirp/api/functions", new FunctionsResource())
        .with("/_chirp/api/event", this::event)
        .with("/_chirp/api/request", this::request)
        .with("/_chirp/api/sandbox", new SandboxResource(aws))
        .with("/_chirp/api/send", new PageAction(this::send))
        .with("/_chirp/api/replay", new PageAction(this::replay))
        .with("/_chirp/api/save", new PageAction(this::save));
  }

  /** The code, and the requests that changed since the revision that the page has. */
  private OutgoingResponse state(IncomingRequest request, OwnResource.CurrentCode code)
      throws InterruptedException {
    long since = number(FunctionEvents.parameter(request, "since"));
    ServedCode current = code.get();
    ObjectNode body = JSON.createObjectNode();
    body.put("server", requests.server());
    body.put("generation", current.number());
    body.put("errors", current instanceof ServedCode.CompileErrors broken ? broken.errors() : "");
    body.put("revision", requests.revision());
    ArrayNode changed = body.putArray("requests");
    for (RequestRecord each : requests.all()) {
      RequestRecord.State state = each.state();
      if (state.revision() > since) {
        changed.add(new RequestJson(state).summary());
      }
    }
    return PageResponse.json(200, body);
  }

  private OutgoingResponse event(IncomingRequest request, OwnResource.CurrentCode code)
      throws InterruptedException {
    try {
      String text =
          FunctionEvents.of(
                  FunctionEvents.parameter(request, "function"), code.served().functions())
              .read(FunctionEvents.parameter(request, "name"));
      String masked = Masking.of(text).event();
      return PageResponse.json(200, EventForm.of(masked).json().put("event", masked));
    } catch (PageRefusal refusal) {
      return refusal.response();
    }
  }

  private OutgoingResponse request(IncomingRequest request, OwnResource.CurrentCode code) {
    try {
      return detail(record(number(FunctionEvents.parameter(request, "number"))));
    } catch (PageRefusal refusal) {
      return refusal.response();
    }
  }

  private static OutgoingResponse detail(RequestRecord record) {
    return PageResponse.json(200, new RequestJson(record.state()).detail());
  }

  private RequestRecord record(long number) throws PageRefusal {
    return requests
        .numbered(number)
        .orElseThrow(
            () ->
                new PageRefusal(
                    404, "The request is no longer among the last %d.".formatted(RequestLog.MOST)));
  }

  private OutgoingResponse send(
      JsonNode body, IncomingRequest request, OwnResource.CurrentCode code)
      throws PageRefusal, InterruptedException {
    SentRequest sent = SentRequest.of(body);
    if (body.hasNonNull("event")) {
      String event =
          FunctionEvents.of(body.path("function").asText(), code.served().functions())
              .read(body.path("event").asText());
      EventForm form = sent.form();
      sent =
          sent.with(
              body.path("isEvent").asBoolean() ? form.unmaskedEvent(event) : form.unmasked(event));
    }
    return detail(record(sender.send(sent.incoming(request))));
  }

  private OutgoingResponse replay(
      JsonNode body, IncomingRequest request, OwnResource.CurrentCode code)
      throws PageRefusal, InterruptedException {
    IncomingRequest again =
        record(body.path("number").asLong())
            .request()
            .orElseThrow(() -> new PageRefusal(409, "The request's body was too large to keep."));
    return detail(
        record(
            sender.send(
                new IncomingRequest(
                    again.method(),
                    again.target(),
                    again.protocol(),
                    again.headers(),
                    again.body(),
                    again.peer(),
                    again.port(),
                    request.received()))));
  }

  private OutgoingResponse save(
      JsonNode body, IncomingRequest request, OwnResource.CurrentCode code)
      throws PageRefusal, InterruptedException {
    RequestRecord.State state = record(body.path("number").asLong()).state();
    String text =
        new RequestJson(state)
            .eventFile()
            .orElseThrow(
                () -> new PageRefusal(409, "The request has no event that is a JSON object."));
    String function = state.invocation().map(RequestRecord.Invocation::function).orElse("");
    Path file =
        FunctionEvents.of(function, code.served().functions())
            .write(body.path("name").asText(), text, body.path("overwrite").asBoolean());
    return PageResponse.json(
        201,
        JSON.createObjectNode()
            .put("file", file.toString())
            .put("isMasked", text.contains(Masking.MASK)));
  }

  private static long number(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }
}
