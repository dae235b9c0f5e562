package dev.chirp.benchmark.coldstart;

import dev.chirp.internal.bench.Measurement.Variant;
import dev.chirp.internal.process.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The variants of one function. Variants that this machine cannot run are left out with a remark.
 *
 * @param megabytes the memory size that the functions see
 * @param event JSON
 */
record Variants(Programs programs, VariantLaunches launches, int megabytes, String event) {
  private static final String SERVER_STATUS = "acme.api.ServerStatus";
  private static final String FETCH_CHIRPS = "dev.chirp.example.api.FetchChirps";
  private static final String PLAIN = PlainHandler.class.getName();
  private static final int NEWEST = 25;
  static final List<Integer> RELEASES = List.of(17, NEWEST);

  /** The variants, the baseline first, and remarks on those left out. */
  record Entries(List<Variant> variants, List<String> remarks) {}

  /** The variants of {@code server_status}, which calls no other service. */
  Entries serverStatus() throws IOException {
    Entries entries = new Entries(new ArrayList<>(), new ArrayList<>());
    if (isInstalled(Interpreter.PYTHON, VariantNames.PYTHON, entries)) {
      add(entries, VariantNames.PYTHON, python("_api.server_status.lambda_handler"));
    }
    addChirp(entries, "starter", SERVER_STATUS);
    for (int release : RELEASES) {
      if (VariantLaunches.java(release).isPresent()) {
        add(
            entries,
            VariantNames.plain(release),
            launches.managed(release, programs.plain(), PLAIN, megabytes));
      }
    }
    if (VariantLaunches.java(NEWEST).isPresent()) {
      Path root = programs.unzipped("starter-managed");
      add(entries, VariantNames.LOOP, launches.loop(NEWEST, root, SERVER_STATUS, megabytes));
    }
    if (isInstalled(Interpreter.NODE, VariantNames.NODE, entries)) {
      Path root = programs.copied("node");
      add(
          entries,
          VariantNames.NODE,
          launches.script(
              Interpreter.NODE.program(),
              "bootstrap.js",
              root,
              "server_status.handler",
              megabytes));
    }
    return entries;
  }

  /** The variants of {@code fetch_chirps}, which calls DynamoDB. */
  Entries fetchChirps() throws IOException {
    Entries entries = new Entries(new ArrayList<>(), new ArrayList<>());
    if (isInstalled(Interpreter.PYTHON, VariantNames.PYTHON_BOTO3, entries)) {
      if (Interpreter.PYTHON.canImport("boto3", launches.own())) {
        add(entries, VariantNames.PYTHON_BOTO3, python("_api.fetch_chirps.lambda_handler"));
      } else {
        entries
            .remarks()
            .add(
                VariantNames.PYTHON_BOTO3
                    + " is left out: apt-get install python3-boto3 would bring it.");
      }
    }
    addChirp(entries, "example", FETCH_CHIRPS);
    return entries;
  }

  private Launch python(String handler) throws IOException {
    Path root = programs.copied("python");
    Interpreter.PYTHON.compile(root);
    return launches.script(Interpreter.PYTHON.program(), "bootstrap.py", root, handler, megabytes);
  }

  private void addChirp(Entries entries, String project, String handler) throws IOException {
    if (programs.has(project + "-self-contained")) {
      Path root = programs.unzipped(project + "-self-contained");
      add(entries, VariantNames.SELF_CONTAINED, launches.provided(root, handler, megabytes));
    } else {
      entries
          .remarks()
          .add(VariantNames.SELF_CONTAINED + " is left out: chirp:package could not make it here.");
    }
    for (int release : RELEASES) {
      if (VariantLaunches.java(release).isPresent()) {
        Path root = programs.unzipped(project + "-managed");
        add(
            entries,
            VariantNames.managed(release),
            launches.managed(release, root, handler, megabytes));
      } else {
        entries
            .remarks()
            .add("Java %d is left out: it is not installed beside this one.".formatted(release));
      }
    }
  }

  private static boolean isInstalled(Interpreter interpreter, String name, Entries entries) {
    if (!interpreter.isInstalled()) {
      entries
          .remarks()
          .add("%s is left out: there is no %s.".formatted(name, interpreter.program()));
    }
    return interpreter.isInstalled();
  }

  private void add(Entries entries, String name, Launch launch) {
    entries.variants().add(new Variant(name, launch, List.of(event)));
  }
}
