package dev.chirp.internal.invoke;

import dev.chirp.internal.process.InvocationResult;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/**
 * The outcome of one invocation. The fork writes it to its own file in one step, so that neither
 * output of the function nor a crash can be mistaken for it.
 *
 * @param text the response, the error envelope, or a description of the failure, by kind
 * @param trace the function's own stack frames if it failed or was stopped; empty otherwise
 * @param initNanos from the start of the JVM to the start of the invocation
 * @param maxMemoryUsed MB
 */
record ForkOutcome(
    Kind kind,
    String text,
    String trace,
    String requestId,
    long initNanos,
    long durationNanos,
    int maxMemoryUsed) {

  enum Kind {
    /** The function returned a response. */
    ANSWER,
    /** The function returned an error envelope. */
    API_ERROR,
    /** The handler threw another exception. */
    HANDLER_FAILED,
    /** The class could not be loaded or instantiated. */
    NOT_LOADED,
    /** The time was up. */
    TIMED_OUT
  }

  /** Returns an outcome without a response. */
  static ForkOutcome of(Kind kind, String text, String trace) {
    return new ForkOutcome(kind, text, trace, "", 0, 0, 0);
  }

  private static Path file(Path directory) {
    return directory.resolve("outcome");
  }

  void write(Path directory) throws IOException {
    Path unfinished = directory.resolve("outcome.unfinished");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(unfinished))) {
      out.writeUTF(kind.name());
      writeText(out, text);
      writeText(out, trace);
      writeText(out, requestId);
      out.writeLong(initNanos);
      out.writeLong(durationNanos);
      out.writeInt(maxMemoryUsed);
    }
    Files.move(unfinished, file(directory), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Returns the response as its caller sees it.
   *
   * @param memorySize of the function, in MB
   */
  InvocationReport report(int memorySize) {
    InvocationResult result =
        new InvocationResult(
            text,
            kind == Kind.API_ERROR,
            true,
            Duration.ofNanos(durationNanos),
            Optional.of(Duration.ofNanos(initNanos)),
            maxMemoryUsed);
    return InvocationReport.of(requestId, result, memorySize);
  }

  /** Reads the outcome. Empty if the JVM ended before the invocation did. */
  static Optional<ForkOutcome> read(Path directory) throws IOException {
    if (!Files.exists(file(directory))) {
      return Optional.empty();
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file(directory)))) {
      return Optional.of(
          new ForkOutcome(
              Kind.valueOf(in.readUTF()),
              readText(in),
              readText(in),
              readText(in),
              in.readLong(),
              in.readLong(),
              in.readInt()));
    }
  }

  /** {@code writeUTF} is limited to 64 KB, which a response may exceed. */
  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
