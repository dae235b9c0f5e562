import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Edits a function of a project while {@code chirp:serve} serves it, and requests it after each
 * edit: alone, and while four clients poll. Prints times, wrong responses, memory and processes.
 * Arguments: the project's folder, the number of edits alone, the number of edits under the
 * clients, Maven's command.
 */
final class ReloadTime {
  private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

  /** A line for each generation of the heap, without metaspace. */
  private static final Pattern HEAP =
      Pattern.compile("(?:heap|generation) +total \\d+K, used (\\d+)K");

  private static final String CLEAR_SOFT_REFERENCES = " -XX:SoftRefLRUPolicyMSPerMB=0";
  private static final int WARM_UPS = 5;
  private static final int CLIENTS = 4;

  /** The pause between two edits without polling clients. A developer types more slowly. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** The time that old processes get to end after the last edit. */
  private static final Duration ENDING = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path source;
  private final Process maven;
  private final URI url;
  private final AtomicLong saved = new AtomicLong();
  private final AtomicInteger polled = new AtomicInteger();
  private final AtomicInteger old = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private volatile boolean ends;

  private ReloadTime(Path project, List<String> command) throws IOException {
    this.source = project.resolve("src/main/java/acme/Edited.java");
    save(0);
    List<String> all = new ArrayList<>(command);
    all.remove("-q");
    all.addAll(List.of("chirp:serve", "-Dchirp.port=0"));
    ProcessBuilder start =
        new ProcessBuilder(all).directory(project.toFile()).redirectErrorStream(true);
    // javac keeps the jars of earlier compilations as long as there is memory; "in use" is without.
    start.environment().merge("MAVEN_OPTS", CLEAR_SOFT_REFERENCES, (given, own) -> given + own);
    this.maven = start.start();
    BufferedReader output = maven.inputReader();
    this.url = awaitUrl(output);
    Thread rest =
        new Thread(
            () ->
                output
                    .lines()
                    .filter(line -> line.contains("WARN"))
                    .forEach(System.out::println));
    rest.setDaemon(true);
    rest.start();
  }

  private static URI awaitUrl(BufferedReader output) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      text.append(line).append('\n');
      Matcher found = URL.matcher(line);
      if (line.contains("until Ctrl-C") && found.find()) {
        return URI.create(found.group() + "/edited");
      }
    }
    throw new IOException("chirp:serve did not start:\n" + text);
  }

  public static void main(String[] arguments) throws Exception {
    ReloadTime test =
        new ReloadTime(Path.of(arguments[0]), List.of(arguments).subList(3, arguments.length));
    try {
      test.run(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    } finally {
      test.maven.destroy();
      test.maven.waitFor();
    }
  }

  private void run(int alone, int polledEdits) throws Exception {
    for (int i = 0; i < WARM_UPS; i++) {
      edit();
    }
    System.out.println(load());
    System.out.println("before         " + state());
    System.out.println("alone          " + times(alone, PAUSE));
    System.out.println(alone + " reloads    " + state());
    List<Thread> clients = Stream.generate(() -> new Thread(this::poll)).limit(CLIENTS).toList();
    clients.forEach(Thread::start);
    System.out.println("four clients   " + times(polledEdits, Duration.ZERO));
    ends = true;
    for (Thread each : clients) {
      each.join();
    }
    System.out.println(alone + polledEdits + " reloads   " + state());
    System.out.printf(
        "responses      %d to the clients, %d from old code, %d failed%n",
        polled.get(), old.get(), failed.get());
    System.out.println(load());
    if (old.get() + failed.get() > 0) {
      System.exit(1);
    }
  }

  private static String load() {
    return "load           %.1f on %d processors"
        .formatted(
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
            Runtime.getRuntime().availableProcessors());
  }

  /** The times from edits to their responses. */
  private String times(int edits, Duration pause) throws Exception {
    long[] millis = new long[edits];
    for (int i = 0; i < edits; i++) {
      millis[i] = edit();
      Thread.sleep(pause.toMillis());
    }
    Arrays.sort(millis);
    return "median %d ms, 95th percentile %d ms, longest %d ms (%d edits)"
        .formatted(millis[edits / 2], millis[edits * 95 / 100], millis[edits - 1], edits);
  }

  /**
   * Maven's heap after a garbage collection, and the JVMs of functions: one that answered, and one
   * that waits for the next edit. A process of old code may still be ending.
   */
  private String state() throws IOException, InterruptedException {
    long end = System.nanoTime() + ENDING.toNanos();
    while (functions().size() > 2 && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    return "%d MB of Maven's heap in use, %d processes of functions"
        .formatted(heap() / 1024, functions().size());
  }

  private List<ProcessHandle> functions() {
    return java()
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .toList();
  }

  /**
   * The heap that is in use after full garbage collections, in KB. The first one only ages the soft
   * references, the second one clears them, the third one frees what their finalizers held.
   */
  private long heap() throws IOException, InterruptedException {
    String pid = Long.toString(java().pid());
    for (int i = 0; i < 3; i++) {
      jcmd(pid, "GC.run");
    }
    Matcher used = HEAP.matcher(jcmd(pid, "GC.heap_info"));
    long sum = 0;
    while (used.find()) {
      sum += Long.parseLong(used.group(1));
    }
    return sum;
  }

  private static String jcmd(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.addAll(List.of(arguments));
    Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(jcmd.getInputStream().readAllBytes());
    jcmd.waitFor();
    return output;
  }

  /** Saves the source with a number, and returns the time until the response has it. */
  private long edit() throws IOException, InterruptedException {
    long number = saved.get() + 1;
    long start = System.nanoTime();
    save(number);
    saved.set(number);
    check(number);
    return (System.nanoTime() - start) / 1_000_000;
  }

  private void save(long number) throws IOException {
    Files.writeString(
        source,
        """
        package acme;

        import com.amazonaws.services.lambda.runtime.Context;
        import com.amazonaws.services.lambda.runtime.RequestHandler;
        import dev.chirp.runtime.FunctionConfiguration;
        import java.util.Map;

        @FunctionConfiguration(route = "GET /edited")
        public class Edited implements RequestHandler<Map<String, Object>, String> {
          @Override
          public String handleRequest(Map<String, Object> event, Context context) {
            return "number %d";
          }
        }
        """
            .formatted(number));
  }

  private void poll() {
    try {
      while (!ends) {
        check(saved.get());
        polled.incrementAndGet();
        Thread.sleep(20);
      }
    } catch (IOException | InterruptedException e) {
      failed.incrementAndGet();
      e.printStackTrace();
    }
  }

  /** Requests the function, and counts a response of code that is older than the request. */
  private void check(long atLeast) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
    Optional<Long> number =
        Optional.of(response.body())
            .filter(body -> body.startsWith("number "))
            .map(body -> Long.valueOf(body.substring("number ".length())));
    if (response.statusCode() != 200 || number.isEmpty()) {
      failed.incrementAndGet();
      System.out.println(response.statusCode() + " " + response.body());
    } else if (number.get() < atLeast) {
      old.incrementAndGet();
      System.out.println(number.get() + " after " + atLeast + " was saved");
    }
  }

  /** Maven's JVM: its start script ends by becoming it, or it is the script's child. */
  private ProcessHandle java() {
    return Stream.concat(Stream.of(maven.toHandle()), maven.descendants())
        .filter(each -> each.info().command().orElse("").contains("java"))
        .findFirst()
        .orElseThrow();
  }
}
