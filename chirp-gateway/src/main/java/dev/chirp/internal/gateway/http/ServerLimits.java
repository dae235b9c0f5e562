package dev.chirp.internal.gateway.http;

import java.time.Duration;

/**
 * The sizes, times and numbers that a server accepts.
 *
 * @param head bytes of a request line with its headers
 * @param body bytes of a request's body
 * @param requestBytes of all requests that are arriving or being answered; beyond that, a client
 *     gets 503
 * @param arrival from the first byte of a request to its last
 * @param idle between two requests of one connection, and before the first
 * @param write for each part of a response that the client takes
 * @param connections open at once; beyond that, the longest idle one is closed
 * @param requests answered at once; the others wait
 */
public record ServerLimits(
    int head,
    int body,
    long requestBytes,
    Duration arrival,
    Duration idle,
    Duration write,
    int connections,
    int requests) {

  /**
   * API Gateway's sizes.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html">Quotas
   *     of HTTP APIs</a>
   */
  public static final ServerLimits HTTP_API =
      new ServerLimits(
          10_240,
          10 << 20,
          128 << 20,
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofSeconds(30),
          11_000,
          256);

  /** The same limits for bodies of at most these bytes. */
  public ServerLimits withBody(int most) {
    return new ServerLimits(head, most, requestBytes, arrival, idle, write, connections, requests);
  }
}
