package dev.chirp.internal.invoke;

import java.util.ArrayList;
import java.util.List;

/** Reduces stack traces to the frames that help a function's author, without Chirp's own. */
final class StackTraces {
  private static final int MOST_FRAMES = 20;

  private StackTraces() {}

  /** Returns the failure's frames, then messages and frames of its causes. */
  static String of(Throwable failure) {
    StringBuilder text = new StringBuilder();
    Throwable current = failure;
    for (int depth = 0; current != null && depth < 5; depth++) {
      text.append(depth == 0 ? "" : "\nCaused by: " + describe(current));
      text.append(of(current.getStackTrace()));
      current = current.getCause();
    }
    return text.toString();
  }

  static String of(StackTraceElement[] frames) {
    StringBuilder text = new StringBuilder();
    usersFrames(frames).forEach(frame -> text.append("\n    at ").append(shown(frame)));
    return text.toString();
  }

  /** Returns type and message, like the first line of a stack trace. */
  static String describe(Throwable failure) {
    String message = failure.getMessage();
    return failure.getClass().getName() + (message == null ? "" : ": " + message);
  }

  /** From the first frame that is not the JDK's to the last one that is not, without Chirp's. */
  private static List<StackTraceElement> usersFrames(StackTraceElement[] frames) {
    List<StackTraceElement> kept = new ArrayList<>();
    for (StackTraceElement frame : frames) {
      boolean leadingJdk = kept.isEmpty() && isJdk(frame);
      if (!leadingJdk && !isOf(frame, "dev.chirp.internal.", "dev.chirp.runtime.")) {
        kept.add(frame);
      }
    }
    while (!kept.isEmpty() && isJdk(kept.get(kept.size() - 1))) {
      kept.remove(kept.size() - 1);
    }
    return kept.subList(0, Math.min(kept.size(), MOST_FRAMES));
  }

  private static boolean isJdk(StackTraceElement frame) {
    return isOf(frame, "java.", "jdk.", "sun.", "javax.");
  }

  /** Without the names of class loaders and modules, which tell a function's author nothing. */
  private static String shown(StackTraceElement frame) {
    String place =
        frame.getFileName() == null
            ? "Unknown Source"
            : frame.getFileName() + ":" + frame.getLineNumber();
    return frame.getClassName() + "." + frame.getMethodName() + "(" + place + ")";
  }

  private static boolean isOf(StackTraceElement frame, String... packages) {
    for (String prefix : packages) {
      if (frame.getClassName().startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
