package dev.chirp.runtime;

/**
 * A function error whose {@code errorMessage} is an error envelope as JSON text.
 *
 * <p>{@link ApiFunction} throws it for an error in response to a pass-through event, so that an
 * integration response of API Gateway can match the message. It has no stack trace and no cause,
 * because Lambda would show them to the caller.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html">Handle
 *     Lambda errors in API Gateway</a>
 */
public final class FunctionErrorException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FunctionErrorException(String envelope) {
    super(envelope, null, false, false);
  }
}
