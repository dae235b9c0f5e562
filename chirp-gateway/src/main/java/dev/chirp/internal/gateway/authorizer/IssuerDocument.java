package dev.chirp.internal.gateway.authorizer;

import dev.chirp.internal.gateway.http.MessageBytes;
import dev.chirp.internal.gateway.payload.ResultJson;
import dev.chirp.internal.gateway.payload.ResultReader.MalformedResult;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A JSON document of an issuer, fetched within API Gateway's limits. */
final class IssuerDocument {
  /** The most bytes that API Gateway reads of a document. */
  static final int MAX_BYTES = 150_000;

  private IssuerDocument() {}

  /** Fetches an object. The future fails with an {@link IssuerFailure}. */
  static CompletableFuture<Map<?, ?>> fetch(HttpClient client, URI uri, Duration timeout) {
    if (!isAllowed(uri)) {
      return CompletableFuture.failedFuture(
          new IssuerFailure("the URL '%s' is not https".formatted(uri)));
    }
    return client
        .sendAsync(
            HttpRequest.newBuilder(uri)
                .header("Accept", "application/json")
                .timeout(timeout)
                .build(),
            head -> new LimitedBody())
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .handle((response, failure) -> object(uri, timeout, response, failure));
  }

  /** True for https, and for http on this machine. */
  static boolean isAllowed(URI uri) {
    if (uri.getHost() == null) {
      return false;
    }
    return "https".equals(uri.getScheme())
        || ("http".equals(uri.getScheme())
            && uri.getHost().matches("localhost|127(\\.\\d{1,3}){3}|\\[::1]"));
  }

  private static Map<?, ?> object(
      URI uri, Duration timeout, HttpResponse<byte[]> response, Throwable failure) {
    if (failure != null) {
      throw new CompletionException(new IssuerFailure(uri + " " + reason(timeout, failure)));
    }
    if (response.statusCode() != 200) {
      throw new CompletionException(
          new IssuerFailure("%s answers with status %d".formatted(uri, response.statusCode())));
    }
    try {
      if (ResultJson.parse(MessageBytes.of(response.body()).text()).orElse(List.of())
          instanceof Map<?, ?> object) {
        return object;
      }
    } catch (MalformedResult ignored) {
      // It is nested too deep, and so not what an issuer publishes.
    }
    throw new CompletionException(
        new IssuerFailure("%s does not answer with a JSON object".formatted(uri)));
  }

  private static String reason(Duration timeout, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
      return "did not answer within %d ms".formatted(timeout.toMillis());
    }
    return cause instanceof IssuerFailure
        ? String.valueOf(cause.getMessage())
        : "cannot be reached: " + cause;
  }

  /** The bytes of a body, unless there are too many. */
  private static final class LimitedBody implements BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Optional<Flow.Subscription> source = Optional.empty();

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      source = Optional.of(subscription);
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        byte[] part = new byte[buffer.remaining()];
        buffer.get(part);
        bytes.writeBytes(part);
      }
      if (bytes.size() > MAX_BYTES) {
        body.completeExceptionally(
            new IssuerFailure("has more than %d bytes".formatted(MAX_BYTES)));
        source.ifPresent(Flow.Subscription::cancel);
      }
    }

    @Override
    public void onError(Throwable failure) {
      body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      body.complete(bytes.toByteArray());
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return body;
    }
  }

  /** The keys of an issuer cannot be fetched. */
  static final class IssuerFailure extends Exception {
    private static final long serialVersionUID = 1L;

    IssuerFailure(String reason) {
      super(reason);
    }
  }
}
