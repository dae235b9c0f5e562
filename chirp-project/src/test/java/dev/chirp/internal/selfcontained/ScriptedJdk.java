package dev.chirp.internal.selfcontained;

import dev.chirp.internal.core.JavaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A folder that looks like a JDK 25. Its commands are shell scripts, so that packaging takes no
 * time: {@code jlink} creates an image whose {@code java} writes a cache and ends.
 */
final class ScriptedJdk {
  final Path home;

  ScriptedJdk(Path home) throws IOException {
    this.home = home;
    Files.createDirectories(home.resolve("bin"));
    release("25.0.9");
    needing("GLIBC_2.2.5\0GLIBC_2.17\0");
    command("java", "echo '    java.vm.version = 25.0.9+1-scripted'");
    command("jdeps", "echo java.base");
    image("echo \"cache $$\" > chirp.aot");
  }

  ScriptedJdk release(String version) throws IOException {
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    return this;
  }

  /** Creates a JDK whose JVM has these symbols. */
  ScriptedJdk needing(String symbols) throws IOException {
    Path server = Files.createDirectories(home.resolve("lib").resolve("server"));
    Files.writeString(server.resolve("libjvm.so"), "\177ELF\0" + symbols);
    return this;
  }

  ScriptedJdk without(String path) throws IOException {
    Files.delete(home.resolve(path));
    return this;
  }

  ScriptedJdk command(String name, String script) throws IOException {
    Path file = Files.writeString(home.resolve("bin").resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return this;
  }

  /**
   * Creates a JDK whose image has this script as its {@code java}. Each link adds a line to {@code
   * links}.
   */
  ScriptedJdk image(String script) throws IOException {
    return command(
        "jlink",
        """
        while [ "$1" != --output ]; do shift; done
        mkdir -p "$2/bin" "$2/conf/security"
        echo '# nothing' > "$2/conf/security/java.security"
        echo linked >> '%s'
        cat > "$2/bin/java" <<'END'
        #!/bin/sh
        %s
        END
        chmod +x "$2/bin/java"
        """
            .formatted(home.resolve("links"), script));
  }

  /** Returns how often an image was created. */
  int links() throws IOException {
    Path links = home.resolve("links");
    return Files.exists(links) ? Files.readAllLines(links).size() : 0;
  }

  JavaHome java() {
    return JavaHome.of(home.resolve("bin").resolve("java"));
  }

  BuildJdk jdk() {
    return new BuildJdk(java());
  }

  static Trainee trainee(String name) {
    return new Trainee(name, "acme." + name + "::handleRequest", List.of());
  }
}
