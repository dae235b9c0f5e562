package dev.chirp.internal.serve.page;

import dev.chirp.internal.gateway.http.HeaderFields;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.MessageBytes;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** A file of the page, from this jar. */
record PageFile(String contentType, MessageBytes content) implements OwnResource {
  /** Reads the file next to this class. */
  static PageFile of(String name, String contentType) {
    try (InputStream in = Objects.requireNonNull(PageFile.class.getResourceAsStream(name), name)) {
      return new PageFile(contentType, MessageBytes.of(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public OutgoingResponse answer(IncomingRequest request, CurrentCode code) {
    return request.method().equals("GET") || request.method().equals("HEAD")
        ? PageResponse.guarded(
            new OutgoingResponse(200, HeaderFields.NONE.with("Content-Type", contentType), content))
        : PageResponse.message(405, "The page's files take GET only.");
  }
}
