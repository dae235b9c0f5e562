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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Edits an endpoint that {@code chirp:serve} serves and the same endpoint in Quarkus's dev mode, in
 * turn, and requests it until the response has the edit. Prints the times, their ratio, and after
 * how many edits the first response came from old code. Arguments: the number of rounds, the folder
 * of the Chirp project, the folder of the Quarkus project, Maven's command for Chirp, {@code --},
 * Maven's command for Quarkus.
 */
final class ReloadPair {
  private static final int WARM_UPS = 5;

  /** Rounds of edits that follow each other. They take seconds. */
  private static final int SOON_ROUNDS = 15;

  /**
   * The pause after each edit. Quarkus looks at the files at most every two seconds, and the same
   * server has its turn again after three of these pauses.
   */
  private static final Duration PAUSE = Duration.ofMillis(800);

  /** The time between two edits of the same server that follow each other. */
  private static final Duration SOON = Duration.ofMillis(500);

  /** The longest wait for a start or a response. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final String CHIRP =
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
          %s
      }
      """;

  private static final String QUARKUS =
      """
      package acme;

      import jakarta.ws.rs.GET;
      import jakarta.ws.rs.Path;

      @Path("/edited")
      public class Edited {
        @GET
        public String edited() {
          %s
      }
      """;

  private final List<Server> servers = new CopyOnWriteArrayList<>();
  private final int rounds;

  private ReloadPair(int rounds) {
    this.rounds = rounds;
  }

  public static void main(String[] arguments) throws Exception {
    List<String> all = List.of(arguments);
    int separator = all.indexOf("--");
    List<String> quarkus = all.subList(separator + 1, all.size());
    List<String> instrumented = new ArrayList<>(quarkus);
    instrumented.add("-Dquarkus.live-reload.instrumentation=true");
    Path project = Path.of(all.get(2));
    ReloadPair pair = new ReloadPair(Integer.parseInt(all.get(0)));
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> pair.servers.forEach(Server::end))); // Ctrl-C too
    if (pair.start("Chirp", Path.of(all.get(1)), CHIRP, all.subList(3, separator))
        && pair.start("Quarkus", project.resolve("default"), QUARKUS, quarkus)
        && pair.start(
            "Quarkus, instrumented", project.resolve("instrumented"), QUARKUS, instrumented)) {
      pair.run();
    }
  }

  /** Returns false if the server does not start, and says why. */
  private boolean start(String name, Path folder, String source, List<String> command)
      throws IOException {
    Server server = Server.start(name, folder, source, command);
    servers.add(server);
    if (server.url == null) {
      System.out.printf("%s is left out, because it did not start: %s%n", name, server.problem);
    }
    return server.url != null;
  }

  private void run() throws Exception {
    for (int i = 0; i < WARM_UPS; i++) {
      round(Edit.BODY);
      round(Edit.SHAPE);
    }
    System.out.println(load());
    print("a method's body", rounds(rounds, Edit.BODY));
    print("a new method", rounds(rounds, Edit.SHAPE));
    print("half a second after an edit", rounds(Math.min(rounds, SOON_ROUNDS), Edit.SOON));
    System.out.println(load());
  }

  private static String load() {
    return "load %.1f on %d processors"
        .formatted(
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
            Runtime.getRuntime().availableProcessors());
  }

  private long[][] rounds(int count, Edit edit) throws Exception {
    servers.forEach(server -> server.old = 0);
    long[][] micros = new long[count][];
    for (int i = 0; i < count; i++) {
      micros[i] = round(edit);
    }
    return micros;
  }

  private long[] round(Edit edit) throws Exception {
    long[] micros = new long[servers.size()];
    for (int i = 0; i < micros.length; i++) {
      if (edit == Edit.SOON) {
        servers.get(i).edit(Edit.BODY);
        Thread.sleep(SOON.toMillis());
      }
      micros[i] = servers.get(i).edit(edit);
      servers.get(i).old += servers.get(i).isOldFirst ? 1 : 0;
      Thread.sleep(PAUSE.toMillis());
    }
    return micros;
  }

  private void print(String what, long[][] micros) {
    System.out.printf("edit: %s (%d times each)%n", what, micros.length);
    for (int i = 0; i < servers.size(); i++) {
      int side = i;
      long[] own = Arrays.stream(micros).mapToLong(round -> round[side]).sorted().toArray();
      double[] ratios =
          Arrays.stream(micros)
              .mapToDouble(round -> (double) round[side] / round[0])
              .sorted()
              .toArray();
      System.out.printf(
          "  %-22s median %4d ms, 95th percentile %4d ms, first response old %d times%s%n",
          servers.get(i).name,
          own[own.length / 2] / 1000,
          own[own.length * 95 / 100] / 1000,
          servers.get(i).old,
          i == 0
              ? ""
              : ", median of ratios to Chirp %.2f (10th to 90th percentile %.2f to %.2f)"
                  .formatted(
                      ratios[ratios.length / 2],
                      ratios[ratios.length / 10],
                      ratios[ratios.length * 9 / 10]));
    }
  }

  private enum Edit {
    /** Changes what a method does, which a JVM can replace in a loaded class. */
    BODY,
    /** Adds a method and removes one, so the class has to be loaded again. */
    SHAPE,
    /** As BODY, half a second after an edit before. */
    SOON;

    String code(long number) {
      return this == SHAPE
          ? """
          return number%1$d();
            }

            static String number%1$d() {
              return "number %1$d";
            }\
          """
              .formatted(number)
          : """
          return "number %d";
            }\
          """
              .formatted(number);
    }
  }

  /** A server with an endpoint whose source is edited. */
  private static final class Server {
    private static final Pattern URL = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)");
    private final HttpClient client = HttpClient.newHttpClient();
    private final String name;
    private final Path source;
    private final String template;
    private Process maven;
    private URI url;
    private String problem = "it ended";
    private long number;
    private int old;
    private boolean isOldFirst;

    private Server(String name, Path source, String template) {
      this.name = name;
      this.source = source;
      this.template = template;
    }

    static Server start(String name, Path folder, String template, List<String> command)
        throws IOException {
      Server server = new Server(name, folder.resolve("src/main/java/acme/Edited.java"), template);
      Files.createDirectories(server.source.getParent());
      server.save(Edit.BODY);
      server.maven =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      server.awaitUrl(server.maven.inputReader());
      return server;
    }

    private void awaitUrl(BufferedReader output) throws IOException {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        Matcher found = URL.matcher(line);
        if ((line.contains("until Ctrl-C") || line.contains("Listening on")) && found.find()) {
          url = URI.create(found.group() + "/edited");
          Thread rest = new Thread(() -> output.lines().forEach(ignored -> {}));
          rest.setDaemon(true);
          rest.start();
          return;
        }
        if (line.matches("\\[(ERROR|WARNING)\\].*") && problem.equals("it ended")) {
          problem = line;
        }
      }
    }

    private void save(Edit edit) throws IOException {
      Files.writeString(source, template.formatted(edit.code(number)));
    }

    /** Returns the microseconds from the save to the response of its code. */
    long edit(Edit edit) throws IOException, InterruptedException {
      number++;
      long start = System.nanoTime();
      save(edit);
      String body = body();
      isOldFirst = !body.equals("number " + number);
      while (!body.equals("number " + number)) {
        if (System.nanoTime() - start > LIMIT.toNanos()) {
          throw new IOException("%s does not serve the edit: %s".formatted(name, body));
        }
        Thread.sleep(10);
        body = body();
      }
      return (System.nanoTime() - start) / 1000;
    }

    private String body() throws IOException, InterruptedException {
      return client
          .send(
              HttpRequest.newBuilder(url).timeout(LIMIT).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }

    /** Ends Maven and its children, by their ids. */
    void end() {
      List<ProcessHandle> all =
          Stream.concat(maven.descendants(), Stream.of(maven.toHandle())).toList();
      all.forEach(ProcessHandle::destroy);
      all.forEach(process -> process.onExit().join());
    }
  }
}
