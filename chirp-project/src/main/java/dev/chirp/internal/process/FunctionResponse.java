package dev.chirp.internal.process;

import dev.chirp.internal.process.RuntimeApiServer.Reply;
import java.time.Duration;

/**
 * What a process answered to an event.
 *
 * @param payload the function's answer, or the error as JSON
 * @param failed if the payload is an error
 * @param missing if the process gave no answer, and the error is Lambda's word for it
 * @param took from the moment at which the process was given the event; for the first answer, from
 *     the start of the process
 */
public record FunctionResponse(String payload, boolean failed, boolean missing, Duration took) {
  static FunctionResponse of(Reply reply, String requestId, Duration took) {
    return new FunctionResponse(
        PlatformError.payload(reply, requestId), reply.failed(), reply.platform(), took);
  }
}
