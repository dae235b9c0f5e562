package dev.chirp.sandbox.lambda.run.invoker;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** The function's end of the Runtime API. */
final class RuntimeClient {
  private final String root;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  /** A client of the server at {@code host:port}. */
  RuntimeClient(String address) {
    this.root = "http://" + address + "/2018-06-01/runtime";
  }

  /** Waits for an event, however long it takes. */
  Invocation next() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(root + "/invocation/next")).build();
    HttpResponse<String> next = http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    return new Invocation(
        header(next, "Lambda-Runtime-Aws-Request-Id"),
        header(next, "Lambda-Runtime-Invoked-Function-Arn"),
        Long.parseLong(header(next, "Lambda-Runtime-Deadline-Ms")),
        next.body());
  }

  void answered(Invocation invocation, byte[] answer) throws IOException, InterruptedException {
    post("/invocation/" + invocation.requestId() + "/response", answer);
  }

  void failed(Invocation invocation, String error) throws IOException, InterruptedException {
    post("/invocation/" + invocation.requestId() + "/error", bytes(error));
  }

  void initFailed(String error) throws IOException, InterruptedException {
    post("/init/error", bytes(error));
  }

  /** Too large an answer is refused, which the server has noted and the function goes on from. */
  private void post(String path, byte[] body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    http.send(request, BodyHandlers.discarding());
  }

  private static String header(HttpResponse<?> response, String name) throws IOException {
    return response
        .headers()
        .firstValue(name)
        .orElseThrow(() -> new IOException("The Runtime API sent no " + name));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
