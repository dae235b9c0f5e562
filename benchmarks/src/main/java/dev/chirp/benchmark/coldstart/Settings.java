package dev.chirp.benchmark.coldstart;

import dev.chirp.internal.bench.Rounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The settings from {@code benchmarks/coldstart.sh}, each an environment variable of the same name
 * in capitals.
 *
 * @param packages zips to measure
 * @param sources of the other languages
 * @param events one for each function
 * @param table the {@code CreateTable} request of the example
 * @param client the jars of AWS's runtime interface client
 * @param work for unpacked files
 * @param results for tables and plot
 * @param rounds to measure
 * @param warm invocations after the first, on the whole machine
 * @param memorySizes in MB, for server_status
 * @param fetchMemorySizes in MB, for fetch_chirps
 * @param memoryGroup a control group for memory, if this process is in another user's group
 */
record Settings(
    Path packages,
    Path sources,
    Path events,
    Path table,
    List<Path> client,
    Path work,
    Path results,
    int rounds,
    int warm,
    List<Integer> memorySizes,
    List<Integer> fetchMemorySizes,
    Optional<Path> memoryGroup) {

  static Settings of(Map<String, String> environment) throws IOException {
    UnaryOperator<String> required =
        name -> {
          String value = environment.getOrDefault(name, "");
          if (value.isEmpty()) {
            throw new IllegalArgumentException(name + " is not set; see benchmarks/coldstart.sh");
          }
          return value;
        };
    return new Settings(
        Path.of(required.apply("PACKAGES")),
        Path.of(required.apply("SOURCES")),
        Path.of(required.apply("EVENTS")),
        Path.of(required.apply("TABLE")),
        jars(Path.of(required.apply("CLIENT"))),
        Path.of(required.apply("WORK")),
        Path.of(required.apply("RESULTS")),
        Integer.parseInt(environment.getOrDefault("ROUNDS", "" + Rounds.DEFAULT)),
        Integer.parseInt(environment.getOrDefault("WARM", "100")),
        megabytes(environment.getOrDefault("MEMORY_SIZES", "1769 512 128")),
        megabytes(environment.getOrDefault("FETCH_MEMORY_SIZES", "1769 512")),
        Optional.of(environment.getOrDefault("MEMORY_GROUP", ""))
            .filter(path -> !path.isEmpty())
            .map(Path::of));
  }

  private static List<Integer> megabytes(String sizes) {
    return Arrays.stream(sizes.split(" "))
        .filter(text -> !text.isBlank())
        .map(Integer::valueOf)
        .toList();
  }

  /** The memory sizes in MB to measure a function with. */
  List<Integer> memorySizes(MeasuredFunction function) {
    return switch (function) {
      case SERVER_STATUS -> memorySizes;
      case FETCH_CHIRPS -> fetchMemorySizes;
    };
  }

  private static List<Path> jars(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  String event(MeasuredFunction function) throws IOException {
    return Files.readString(events.resolve(function.lambdaName() + ".json"));
  }

  /** Extra variables for the functions: the path of boto3, if it is not in its usual place. */
  static Map<String, String> variables(Map<String, String> environment) {
    Map<String, String> variables =
        new TreeMap<>(Map.of("CHIRP_TABLE", "chirp", "CHIRP_BUCKET", "chirp-example-images"));
    String path = environment.getOrDefault("PYTHONPATH", "");
    if (!path.isEmpty()) {
      variables.put("PYTHONPATH", path);
    }
    return variables;
  }
}
