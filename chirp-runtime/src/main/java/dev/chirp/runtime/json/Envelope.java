package dev.chirp.runtime.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes the success and the error envelope. */
public final class Envelope {

  private Envelope() {}

  /**
   * Writes {@code {"data": …, "code": 200, "notes": null}}.
   *
   * @param data null becomes JSON null
   * @param notes null becomes JSON null
   * @throws IOException when a value cannot be written or the envelope is too large
   */
  public static AnswerBuffer success(Object data, int code, Object notes) throws IOException {
    AnswerBuffer out = new AnswerBuffer();
    try (JsonGenerator json = Json.generator(out)) {
      json.writeStartObject();
      JsonWriter.field(json, "data", data);
      JsonWriter.field(json, "code", code);
      JsonWriter.field(json, "notes", notes);
      json.writeEndObject();
    }
    return out;
  }

  /** Writes the error envelope; it has no notes. */
  public static AnswerBuffer error(
      int status, int detailCode, long code, String message, String developerMessage, String url)
      throws IOException {
    AnswerBuffer out = new AnswerBuffer();
    try (JsonGenerator json = Json.generator(out)) {
      json.writeStartObject();
      json.writeFieldName("data");
      json.writeStartObject();
      JsonWriter.field(json, "httpStatusCode", status);
      JsonWriter.field(json, "detailCode", detailCode);
      JsonWriter.field(json, "message", message);
      JsonWriter.field(json, "developerMessage", developerMessage);
      JsonWriter.field(json, "moreInfoUrl", url);
      json.writeEndObject();
      JsonWriter.field(json, "code", code);
      json.writeEndObject();
    }
    return out;
  }
}
