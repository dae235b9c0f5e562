import java.io.BufferedReader;
import java.io.IOException;
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
 * edit. Arguments: the project's folder, the number of edits, Maven's command.
 */
final class ReloadTime {
  private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
  private static final int WARM_UPS = 5;
  private static final int CLIENTS = 4;
  private static final Duration PAUSE = Duration.ofMillis(500);

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
    this.maven =
        new ProcessBuilder(all).directory(project.toFile()).redirectErrorStream(true).start();
    BufferedReader output = maven.inputReader();
    this.url = awaitUrl(output);
    Thread rest = new Thread(() -> output.lines().forEach(line -> {}));
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
    int edits = Integer.parseInt(arguments[1]);
    ReloadTime test =
        new ReloadTime(
            Path.of(arguments[0]), List.of(arguments).subList(2, arguments.length));
    try {
      test.run(edits);
    } finally {
      test.maven.destroy();
      test.maven.waitFor();
    }
  }

  private void run(int edits) throws Exception {
    for (int i = 0; i < WARM_UPS; i++) {
      edit();
    }
    long memory = memory();
    System.out.println("alone          " + times(edits));
    List<Thread> clients = Stream.generate(() -> new Thread(this::poll)).limit(CLIENTS).toList();
    clients.forEach(Thread::start);
    System.out.println("four clients   " + times(edits));
    ends = true;
    for (Thread each : clients) {
      each.join();
    }
    System.out.printf(
        "responses      %d to the clients, %d from old code, %d failed%n",
        polled.get(), old.get(), failed.get());
    System.out.printf(
        "Maven's JVM    %d MB before, %d MB after; %d processes of functions%n",
        memory, memory(), java().descendants().count());
    if (old.get() + failed.get() > 0) {
      System.exit(1);
    }
  }

  /** The times from edits to their responses. */
  private String times(int edits) throws Exception {
    long[] millis = new long[edits];
    for (int i = 0; i < edits; i++) {
      millis[i] = edit();
      Thread.sleep(PAUSE.toMillis());
    }
    Arrays.sort(millis);
    return "median %d ms, 95th percentile %d ms, longest %d ms (%d edits)"
        .formatted(millis[edits / 2], millis[edits * 95 / 100], millis[edits - 1], edits);
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

  /** The resident memory of Maven's JVM in MB, on Linux. */
  private long memory() throws IOException {
    long pid = java().pid();
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new IOException("no VmRSS");
  }

  /** Maven's JVM: its start script ends by becoming it, or it is the script's child. */
  private ProcessHandle java() {
    return Stream.concat(Stream.of(maven.toHandle()), maven.descendants())
        .filter(each -> each.info().command().orElse("").contains("java"))
        .findFirst()
        .orElseThrow();
  }
}
