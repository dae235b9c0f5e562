package dev.chirp.internal.loop;

import java.io.IOError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/**
 * An exception of a handler in the words of AWS's runtime interface client: for the body, for the
 * X-Ray header and for the log. The loop's own frames are cut off, because the failure is the
 * function's. If the methods of an exception fail themselves, its class stands for it.
 */
final class Failure {
  private static final String OWN_FRAMES = "dev.chirp.internal.loop.";

  /** The limit of AWS's client. Longer causes are left out. */
  private static final int MAX_XRAY = 1 << 20;

  private final Throwable thrown;
  private final String type;
  private final boolean hasMessage;

  /** The type if the exception has no message. */
  private final String message;

  private Failure(Throwable thrown) {
    this.thrown = thrown;
    this.type = thrown.getClass().getName();
    Optional<String> told = message(thrown);
    this.hasMessage = told.isPresent();
    this.message = told.orElse(type);
  }

  static Failure of(Throwable thrown) {
    try {
      cutFrames(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
    } catch (RuntimeException ignored) {
      // getCause itself fails: the frames stay as they are.
    }
    return new Failure(thrown);
  }

  /** True if AWS's client would end the JVM after this error. */
  static boolean endsJvm(Throwable thrown) {
    return thrown instanceof VirtualMachineError || thrown instanceof IOError;
  }

  /** The body of the error request. */
  String json() {
    StringBuilder json = head(message, type).append(",\"stackTrace\":[");
    StackTraceElement[] frames = thrown.getStackTrace();
    for (int i = 0; i < frames.length; i++) {
      JsonText.quote(i == 0 ? json : json.append(','), frames[i].toString());
    }
    return json.append("]}").toString();
  }

  /** The body for an error without an exception. An empty type is left out. */
  static String json(String message, String type) {
    return head(message, type).append('}').toString();
  }

  /**
   * The value of the header Lambda-Runtime-Function-XRay-Error-Cause; empty if it would be too
   * long.
   */
  String xrayCause() {
    StringBuilder json = new StringBuilder("{\"working_directory\":");
    JsonText.quote(json, System.getProperty("user.dir", ""));
    json.append(",\"exceptions\":[{");
    if (hasMessage) {
      JsonText.quote(json.append("\"message\":"), message).append(',');
    }
    JsonText.quote(json.append("\"type\":"), type).append(",\"stack\":[");
    StringBuilder paths = new StringBuilder();
    StackTraceElement[] frames = thrown.getStackTrace();
    for (int i = 0; i < frames.length; i++) {
      json.append(i == 0 ? "{\"label\":" : ",{\"label\":");
      JsonText.quote(json, frames[i].getMethodName());
      String path = JsonText.quote(new StringBuilder(), fileName(frames[i])).toString();
      json.append(",\"path\":").append(path);
      json.append(",\"line\":").append(frames[i].getLineNumber()).append('}');
      if (paths.indexOf(path) < 0) {
        paths.append(paths.length() == 0 ? "" : ",").append(path);
      }
    }
    json.append("]}],\"paths\":[").append(paths).append("]}");
    return json.length() < MAX_XRAY ? json.toString() : "";
  }

  /** The summary and the stack trace. */
  String logged() {
    return logged(message);
  }

  /** The summary and the stack trace, with another message. */
  String logged(String message) {
    return message + ": " + type + "\n" + trace(thrown) + "\n";
  }

  private static StringBuilder head(String message, String type) {
    StringBuilder json = JsonText.quote(new StringBuilder("{\"errorMessage\":"), message);
    return type.isEmpty() ? json : JsonText.quote(json.append(",\"errorType\":"), type);
  }

  private static Optional<String> message(Throwable thrown) {
    try {
      return Optional.ofNullable(thrown.getLocalizedMessage());
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private static String trace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    try {
      thrown.printStackTrace(new PrintWriter(trace));
    } catch (RuntimeException e) {
      trace.append(thrown.getClass().getName()).append(" cannot be printed\n");
    }
    return trace.toString();
  }

  private static String fileName(StackTraceElement frame) {
    String name = frame.getFileName();
    String type = frame.getClassName();
    return name == null ? type.substring(type.lastIndexOf('.') + 1) + ".java" : name;
  }

  private static void cutFrames(Throwable thrown, Set<Throwable> seen) {
    if (!seen.add(thrown)) {
      return;
    }
    StackTraceElement[] frames = thrown.getStackTrace();
    for (int i = 0; i < frames.length; i++) {
      if (frames[i].getClassName().startsWith(OWN_FRAMES)) {
        StackTraceElement[] theirs = new StackTraceElement[i];
        System.arraycopy(frames, 0, theirs, 0, i);
        thrown.setStackTrace(theirs);
        break;
      }
    }
    Throwable cause = thrown.getCause();
    if (cause != null) {
      cutFrames(cause, seen);
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      cutFrames(suppressed, seen);
    }
  }
}
