package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the profiles' regions from one of AWS's two shared files. It follows the AWS SDK's rules
 * without loading the SDK, which would cost a local run as much as the function itself.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html">The shared config
 *     and credentials files</a>
 */
final class SharedConfigFile {
  /** The name of the default profile. */
  static final String DEFAULT = "default";

  private static final String PREFIX = "profile";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_/.%@:+-]*");
  private static final Pattern OTHER_SECTION =
      Pattern.compile("(sso-session|services)[ \t]+" + NAME.pattern());
  private static final Pattern BLANK = Pattern.compile("[ \t]*");
  private static final Pattern AFTER_SECTION = Pattern.compile("[#;].*");
  private static final Pattern AFTER_VALUE = Pattern.compile("[ \t][#;].*");

  private final Path file;
  private final boolean isConfig;
  private final Map<String, Map<String, String>> profiles = new HashMap<>();

  /** The properties of the current section. Empty if the section is not a profile. */
  private Optional<Map<String, String>> section = Optional.empty();

  private Optional<String> property = Optional.empty();
  private boolean isInSection;
  private boolean isPrefixedDefaultSeen;
  private int number;

  private SharedConfigFile(Path file, boolean isConfig) {
    this.file = file;
    this.isConfig = isConfig;
  }

  /** Returns the regions by profile in a config file such as {@code ~/.aws/config}. */
  static Map<String, String> config(Path file) {
    return new SharedConfigFile(file, true).regions();
  }

  /**
   * Returns the regions by profile in a credentials file, whose section names have no {@code
   * profile} prefix.
   */
  static Map<String, String> credentials(Path file) {
    return new SharedConfigFile(file, false).regions();
  }

  private Map<String, String> regions() {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      return Map.of();
    }
    try {
      new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().forEach(this::read);
    } catch (IOException e) {
      throw ChirpException.execution("'%s' cannot be read.".formatted(file), e);
    }
    Map<String, String> regions = new HashMap<>();
    profiles.forEach(
        (name, properties) ->
            Optional.ofNullable(properties.get("region"))
                .filter(region -> !region.isEmpty())
                .ifPresent(region -> regions.put(name, region)));
    return regions;
  }

  private void read(String line) {
    number++;
    if (BLANK.matcher(line).matches() || line.startsWith("#") || line.startsWith(";")) {
      return;
    }
    if (line.startsWith("[")) {
      begin(AFTER_SECTION.matcher(line).replaceFirst("").trim());
    } else if (line.startsWith(" ") || line.startsWith("\t")) {
      goOn(line.trim());
    } else {
      put(AFTER_VALUE.matcher(line).replaceFirst("").trim());
    }
  }

  private void begin(String line) {
    require(line.endsWith("]"), "a section without its closing bracket");
    isInSection = true;
    property = Optional.empty();
    String name = line.substring(1, line.length() - 1).trim();
    boolean isPrefixed = name.startsWith(PREFIX + " ") || name.startsWith(PREFIX + "\t");
    if (isConfig && isPrefixed) {
      name = name.substring(PREFIX.length()).trim();
    }
    if (isConfig && OTHER_SECTION.matcher(name).matches()) {
      section =
          Optional.of(
              new HashMap<>()); // still parsed, because a mistake in it invalidates the file
    } else if (isProfile(name, isPrefixed)) {
      section = Optional.of(profiles.computeIfAbsent(name, any -> new HashMap<>()));
    } else {
      section = Optional.empty();
    }
  }

  /** In a config file, {@code [profile default]} wins over {@code [default]}. */
  private boolean isProfile(String name, boolean isPrefixed) {
    if (!NAME.matcher(name).matches() || (isConfig && !isPrefixed && !name.equals(DEFAULT))) {
      return false;
    }
    if (isConfig && name.equals(DEFAULT)) {
      if (isPrefixed && !isPrefixedDefaultSeen) {
        profiles.remove(DEFAULT);
      }
      isPrefixedDefaultSeen |= isPrefixed;
      return isPrefixed || !isPrefixedDefaultSeen;
    }
    return true;
  }

  private void put(String line) {
    require(isInSection, "a property before the first section");
    if (section.isEmpty()) {
      return;
    }
    int equals = line.indexOf('=');
    require(equals >= 0, "a line without '='");
    String name = line.substring(0, equals).trim();
    require(!name.isEmpty(), "a property without a name");
    property = Optional.of(name);
    if (NAME.matcher(name).matches()) {
      section.get().put(name, line.substring(equals + 1).trim());
    }
  }

  /** Appends an indented line to the property above it. */
  private void goOn(String line) {
    require(isInSection, "an indented line before the first section");
    if (section.isPresent()) {
      require(property.isPresent(), "an indented line before the first property");
      section.get().computeIfPresent(property.get(), (name, value) -> value + "\n" + line);
    }
  }

  private void require(boolean isRight, String what) {
    if (!isRight) {
      throw ChirpException.project("'%s' has %s in line %d.".formatted(file, what, number));
    }
  }
}
