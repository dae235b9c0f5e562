package dev.chirp.testkit;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that answers each event with the event itself, or does what its argument says. */
public final class EchoMain {
  private static final String API =
      "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/";

  private EchoMain() {}

  /** The class path that a process needs to run it. */
  public static String classPath() {
    return Path.of(
            URI.create(
                EchoMain.class.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }

  public static void main(String[] arguments) throws Exception {
    System.out.println("started " + System.getenv("_HANDLER"));
    String behavior = arguments[0];
    if (behavior.equals("init-error")) {
      post(
          "init/error",
          "{\"errorType\": \"Runtime.NoSuchHandler\"}".getBytes(StandardCharsets.UTF_8));
    }
    if (behavior.equals("exit")) {
      System.exit(3);
    }
    while (true) {
      HttpURLConnection next = open("invocation/next");
      byte[] event = next.getInputStream().readAllBytes();
      String id = next.getHeaderField("Lambda-Runtime-Aws-Request-Id");
      if (behavior.equals("hang")) {
        new CountDownLatch(1).await();
      }
      if (behavior.equals("work")) {
        work();
      }
      boolean fails = behavior.equals("error");
      post("invocation/" + id + (fails ? "/error" : "/response"), event);
    }
  }

  /** Uses 100 ms of processor time, even under load. */
  private static void work() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long end = threads.getCurrentThreadCpuTime() + 100_000_000;
    while (threads.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static void post(String path, byte[] body) throws IOException {
    HttpURLConnection post = open(path);
    post.setDoOutput(true);
    post.getOutputStream().write(body);
    post.getInputStream().readAllBytes();
  }

  private static HttpURLConnection open(String path) throws IOException {
    return (HttpURLConnection) URI.create(API + path).toURL().openConnection();
  }
}
