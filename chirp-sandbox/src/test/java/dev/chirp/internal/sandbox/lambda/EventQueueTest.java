package dev.chirp.internal.sandbox.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.process.InvocationEvent;
import dev.chirp.internal.process.ProcessPool;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.lambda.CodeStore.TaskRoots;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events whose function cannot run yet, or no longer exists. */
class EventQueueTest {
  private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:f";

  @TempDir private Path directory;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger looks = new AtomicInteger();
  private final CountDownLatch gone = new CountDownLatch(1);
  private ProcessPool pool;

  @BeforeEach
  void start() {
    pool = new ProcessPool(directory, 1);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    pool.close();
  }

  @Test
  void pendingFunctionIsRetriedUntilItIsCreatedOrDeleted() throws InterruptedException {
    EventQueue queue = new EventQueue(runs(), request -> next(), threads, Duration.ZERO);
    queue.add(request(), new InvocationEvent("request-1", ARN, "{}"));
    assertTrue(gone.await(30, TimeUnit.SECONDS), looks::toString);
    assertEquals(3, looks.get());
  }

  /** Is pending twice, and then deleted. */
  private InvocationTarget next() {
    if (looks.incrementAndGet() < 3) {
      ObjectNode pending = LambdaRequest.JSON.createObjectNode().put("$pendingUntil", 1);
      StoredFunction.requireCreated(pending, 0);
    }
    gone.countDown();
    throw QualifiedName.notFound(ARN);
  }

  private FunctionRunner runs() {
    CodeStore codes =
        new CodeStore(
            directory,
            (call, bucket, key, version) -> {
              throw AwsError.unsupported("S3");
            });
    LaunchFactory launches =
        new LaunchFactory(new TaskRoots(directory, codes), List::of, directory, "Linux");
    return new FunctionRunner(launches, pool, (stream, lines) -> {}, Clock.systemUTC());
  }

  private static LambdaRequest request() {
    Call call =
        new Call(
            "lambda",
            "us-east-1",
            "000000000000",
            "POST",
            "/2015-03-31/functions/f/invocations",
            Map.of(),
            Map.of(),
            InputStream.nullInputStream(),
            "request-1",
            URI.create("http://127.0.0.1:4566"));
    return new LambdaRequest(call, "Invoke", Map.of(), LambdaRequest.JSON.createObjectNode());
  }
}
