package dev.chirp.benchmark;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.chirp.benchmark.api.ServerStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One warm request of the starter project's function, with and without Chirp. The script next to
 * the module runs it several times in turn, so that changes in the machine's speed affect all
 * variants.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ServerStatusBenchmark {

  /** The measured event. */
  @Param public EventFile event = EventFile.SERVER_STATUS;

  private final RequestStreamHandler chirp = new ServerStatus();
  private final RequestStreamHandler plainReadAll =
      new PlainServerStatus(PlainServerStatus.Reading.ALL, Clock.systemUTC());
  private final RequestStreamHandler plainSkip =
      new PlainServerStatus(PlainServerStatus.Reading.NEEDED_ONLY, Clock.systemUTC());

  /** A successful request does not use the context. */
  private final Context context =
      (Context)
          Proxy.newProxyInstance(
              Context.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  /** Large enough for the response, so that its growth costs nothing. */
  private final ByteArrayOutputStream output = new ByteArrayOutputStream(1024);

  private byte[] bytes = {};

  /** Reads the event file. */
  @Setup
  public void readEvent() throws IOException {
    bytes = event.bytes();
  }

  /** The starter project's function. */
  @Benchmark
  public int chirp() throws IOException {
    return invoke(chirp);
  }

  /** The least code that reads the whole event. */
  @Benchmark
  public int plainReadAll() throws IOException {
    return invoke(plainReadAll);
  }

  /** The least code that skips unneeded parts. */
  @Benchmark
  public int plainSkip() throws IOException {
    return invoke(plainSkip);
  }

  private int invoke(RequestStreamHandler handler) throws IOException {
    output.reset();
    handler.handleRequest(new ByteArrayInputStream(bytes), output, context);
    return output.size();
  }
}
