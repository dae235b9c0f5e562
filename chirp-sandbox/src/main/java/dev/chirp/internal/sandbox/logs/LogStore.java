package dev.chirp.internal.sandbox.logs;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.StateFile;
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

/** The groups and streams on disk. Safe for many threads: one at a time. */
final class LogStore {
  /** File systems take names of 255 bytes; AWS takes names of 512 letters. */
  private static final int LONGEST_FILE_NAME = 150;

  private static final String GROUPS = "groups.json";

  private final Path directory;
  private final Map<AccountRegion, Map<String, Group>> places = new LinkedHashMap<>();

  LogStore(Path directory) {
    this.directory = directory;
    // What is broken is told to whoever starts the sandbox, and not to a function that logs.
    StateFile.under(directory, 3, GROUPS).forEach(file -> file.read(Groups.class, Groups.NONE));
  }

  /** Sorted by name. */
  synchronized List<Group> groups(AccountRegion place) {
    return List.copyOf(in(place).values());
  }

  synchronized Optional<Group> find(AccountRegion place, String group) {
    return Optional.ofNullable(in(place).get(group));
  }

  synchronized Group get(AccountRegion place, String group) {
    return find(place, group)
        .orElseThrow(
            () ->
                new AwsError(
                    400, "ResourceNotFoundException", "The specified log group does not exist."));
  }

  synchronized void create(AccountRegion place, String group, Map<String, String> tags) {
    if (find(place, group).isPresent()) {
      throw new AwsError(
          400, "ResourceAlreadyExistsException", "The specified log group already exists");
    }
    put(place, new Group(group, System.currentTimeMillis(), 0, tags, Map.of()));
  }

  synchronized void change(AccountRegion place, String group, UnaryOperator<Group> change) {
    put(place, change.apply(get(place, group)));
  }

  synchronized void delete(AccountRegion place, String group) {
    get(place, group).streams().keySet().forEach(name -> file(place, group, name).delete());
    in(place).remove(group);
    write(place);
  }

  synchronized void createStream(AccountRegion place, String group, String stream) {
    if (get(place, group).streams().containsKey(stream)) {
      throw new AwsError(
          400, "ResourceAlreadyExistsException", "The specified log stream already exists");
    }
    change(place, group, found -> found.withStream(stream, System.currentTimeMillis()));
  }

  synchronized void deleteStream(AccountRegion place, String group, String stream) {
    requireStream(place, group, stream);
    file(place, group, stream).delete();
    change(place, group, found -> found.withoutStream(stream));
  }

  synchronized void append(
      AccountRegion place, String group, String stream, List<StoredLine> lines) {
    requireStream(place, group, stream);
    file(place, group, stream).append(lines);
  }

  /** In the order of their times. */
  synchronized List<LogEvent> events(AccountRegion place, String group, String stream) {
    requireStream(place, group, stream);
    return file(place, group, stream).events();
  }

  private void requireStream(AccountRegion place, String group, String stream) {
    if (!get(place, group).streams().containsKey(stream)) {
      throw new AwsError(
          400, "ResourceNotFoundException", "The specified log stream does not exist.");
    }
  }

  private Map<String, Group> in(AccountRegion place) {
    return places.computeIfAbsent(
        place, found -> new TreeMap<>(state(found).read(Groups.class, Groups.NONE).byName()));
  }

  private void put(AccountRegion place, Group group) {
    in(place).put(group.name(), group);
    write(place);
  }

  private void write(AccountRegion place) {
    state(place).write(new Groups(in(place)));
  }

  private StateFile state(AccountRegion place) {
    return new StateFile(resolve(List.of(place.account(), place.region())).resolve(GROUPS));
  }

  private StreamFile file(AccountRegion place, String group, String stream) {
    return new StreamFile(
        resolve(List.of(place.account(), place.region(), group, stream + ".jsonl")), stream);
  }

  private Path resolve(List<String> names) {
    Path path = directory;
    for (String name : new ArrayList<>(names)) {
      path = path.resolve(fileName(name));
    }
    return path;
  }

  /** No name leads out of the directory: slashes are encoded, and so is a dot in front. */
  private static String fileName(String name) {
    String encoded =
        URLEncoder.encode(name, StandardCharsets.UTF_8)
            .replace("*", "%2A")
            .replaceFirst("^\\.", "%2E");
    return encoded.length() <= LONGEST_FILE_NAME
        ? encoded
        : UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
