package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.chirp.internal.gateway.HttpApi;
import dev.chirp.internal.sandbox.http.AwsError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The event in a call of {@code Invoke}, checked as Lambda does. */
public final class InvokePayload {
  /** The most bytes of an asynchronous event. */
  private static final int MAX_ASYNCHRONOUS = 1_048_576;

  private InvokePayload() {}

  /**
   * Reads the event.
   *
   * @param type the call's invocation type, such as {@code Event}
   * @throws AwsError when it is too large or not JSON
   */
  public static String read(InputStream body, String type) throws IOException {
    int most = type.equals("Event") ? MAX_ASYNCHRONOUS : HttpApi.MAX_EVENT;
    byte[] bytes = body.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new AwsError(
          413,
          "RequestEntityTooLargeException",
          "Request must be smaller than %d bytes for the InvokeFunction operation".formatted(most));
    }
    if (bytes.length == 0) {
      return "{}";
    }
    try {
      LambdaRequest.JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new AwsError(
          400,
          "InvalidRequestContentException",
          "Could not parse request body into json: Could not parse payload into json: "
              + e.getOriginalMessage());
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
