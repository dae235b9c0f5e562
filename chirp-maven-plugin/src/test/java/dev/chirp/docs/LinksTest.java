package dev.chirp.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links between the repository's documents. */
class LinksTest {
  @Test
  void everyRelativeLinkAndAnchorResolves() throws IOException {
    List<MarkdownFile> files = MarkdownFile.all();
    assertTrue(files.size() > 40, () -> "Not all documents: " + files.size());
    assertEquals(List.of(), broken(files));
  }

  @Test
  void brokenLinksAreReported(@TempDir Path folder) throws IOException {
    Path other = Files.writeString(folder.resolve("b.md"), "# A `b:c`, d\n# Twice\n# Twice\n");
    Path file =
        Files.writeString(
            folder.resolve("a.md"),
            """
            # Here
            [1](b.md#a-bc-d) [2](b.md#twice-1) [3](#here) [4](https://example.com/#x) `[5](c.md)`
            [6](b.md#twice-2) [7](c.md) [8](#there)
            ```java
            # There
            ```
            """);

    List<String> broken = broken(List.of(MarkdownFile.read(other), MarkdownFile.read(file)));

    assertEquals(
        List.of("b.md#twice-2", "c.md", "#there"),
        broken.stream().map(each -> each.replaceFirst(".*: ", "")).toList());
  }

  private static List<String> broken(List<MarkdownFile> files) {
    Map<Path, MarkdownFile> byPath =
        files.stream().collect(Collectors.toMap(MarkdownFile::path, Function.identity()));
    List<String> broken = new ArrayList<>();
    for (MarkdownFile file : files) {
      for (String link : file.links()) {
        if (!link.matches("[a-z]+:.*") && !resolves(file, link, byPath)) {
          broken.add(file.name() + ": " + link);
        }
      }
    }
    return broken;
  }

  private static boolean resolves(MarkdownFile file, String link, Map<Path, MarkdownFile> byPath) {
    String[] parts = link.split("#", 2);
    Path target =
        parts[0].isEmpty() ? file.path() : file.path().resolveSibling(parts[0]).normalize();
    if (parts.length == 1) {
      return Files.exists(target);
    }
    MarkdownFile page = byPath.get(target);
    return page != null && page.anchors().contains(parts[1]);
  }
}
