package dev.chirp.internal.sandbox.logs;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.StateFile;
import dev.chirp.internal.sandbox.logs.StreamFile.StoredLine;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The log groups and streams on disk. Thread-safe. */
final class LogStore {
  /** AWS allows names of 512 characters; file systems allow 255 bytes. */
  private static final int LONGEST_FILE_NAME = 150;

  private static final String GROUPS = "groups.json";

  private final Path directory;
  private final Map<AccountRegion, Map<String, LogGroup>> regions = new LinkedHashMap<>();

  LogStore(Path directory) {
    this.directory = directory;
    // A broken file fails the start of the sandbox, rather than a function that logs later.
    StateFile.under(directory, 3, GROUPS).forEach(file -> file.read(State.class, State.NONE));
  }

  /** The log groups, sorted by name. */
  synchronized List<LogGroup> groups(AccountRegion accountRegion) {
    return List.copyOf(in(accountRegion).values());
  }

  synchronized Optional<LogGroup> find(AccountRegion accountRegion, String group) {
    return Optional.ofNullable(in(accountRegion).get(group));
  }

  synchronized LogGroup get(AccountRegion accountRegion, String group) {
    return find(accountRegion, group)
        .orElseThrow(
            () ->
                new AwsError(
                    400, "ResourceNotFoundException", "The specified log group does not exist."));
  }

  synchronized void create(AccountRegion accountRegion, String group, Map<String, String> tags) {
    if (find(accountRegion, group).isPresent()) {
      throw new AwsError(
          400, "ResourceAlreadyExistsException", "The specified log group already exists");
    }
    put(accountRegion, new LogGroup(group, System.currentTimeMillis(), 0, tags, Map.of()));
  }

  synchronized void change(
      AccountRegion accountRegion, String group, UnaryOperator<LogGroup> change) {
    put(accountRegion, change.apply(get(accountRegion, group)));
  }

  synchronized void delete(AccountRegion accountRegion, String group) {
    get(accountRegion, group)
        .streams()
        .keySet()
        .forEach(name -> file(accountRegion, group, name).delete());
    in(accountRegion).remove(group);
    write(accountRegion);
  }

  synchronized void createStream(AccountRegion accountRegion, String group, String stream) {
    if (get(accountRegion, group).streams().containsKey(stream)) {
      throw new AwsError(
          400, "ResourceAlreadyExistsException", "The specified log stream already exists");
    }
    change(accountRegion, group, found -> found.withStream(stream, System.currentTimeMillis()));
  }

  synchronized void deleteStream(AccountRegion accountRegion, String group, String stream) {
    requireStream(accountRegion, group, stream);
    file(accountRegion, group, stream).delete();
    change(accountRegion, group, found -> found.withoutStream(stream));
  }

  synchronized void append(
      AccountRegion accountRegion, String group, String stream, List<StoredLine> lines) {
    requireStream(accountRegion, group, stream);
    file(accountRegion, group, stream).append(lines);
  }

  /** The events of a stream, in the order of their times. */
  synchronized List<LogEvent> events(AccountRegion accountRegion, String group, String stream) {
    requireStream(accountRegion, group, stream);
    return file(accountRegion, group, stream).events();
  }

  private void requireStream(AccountRegion accountRegion, String group, String stream) {
    if (!get(accountRegion, group).streams().containsKey(stream)) {
      throw new AwsError(
          400, "ResourceNotFoundException", "The specified log stream does not exist.");
    }
  }

  private Map<String, LogGroup> in(AccountRegion accountRegion) {
    return regions.computeIfAbsent(
        accountRegion, found -> new TreeMap<>(state(found).read(State.class, State.NONE).byName()));
  }

  private void put(AccountRegion accountRegion, LogGroup group) {
    in(accountRegion).put(group.name(), group);
    write(accountRegion);
  }

  private void write(AccountRegion accountRegion) {
    state(accountRegion).write(new State(in(accountRegion)));
  }

  private StateFile state(AccountRegion accountRegion) {
    return new StateFile(
        resolve(List.of(accountRegion.account(), accountRegion.region())).resolve(GROUPS));
  }

  private StreamFile file(AccountRegion accountRegion, String group, String stream) {
    return new StreamFile(
        resolve(List.of(accountRegion.account(), accountRegion.region(), group, stream + ".jsonl")),
        stream);
  }

  private Path resolve(List<String> names) {
    Path path = directory;
    for (String name : new ArrayList<>(names)) {
      path = path.resolve(fileName(name));
    }
    return path;
  }

  /** Encodes slashes and a leading dot, so that no name leads out of the directory. */
  private static String fileName(String name) {
    String encoded =
        URLEncoder.encode(name, StandardCharsets.UTF_8)
            .replace("*", "%2A")
            .replaceFirst("^\\.", "%2E");
    return encoded.length() <= LONGEST_FILE_NAME
        ? encoded
        : UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** The log groups of one account and region, as stored. */
  record State(Map<String, LogGroup> byName) {
    static final State NONE = new State(Map.of());

    State {
      byName = Map.copyOf(byName);
    }
  }
}
