package dev.chirp.internal.pack;

import dev.chirp.internal.core.CodePackage;
import dev.chirp.internal.core.Progress;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Reports what was packed: size, hash, and the largest jars. */
record PackageReport(CodePackage code, List<Item> jars) {
  private static final int LARGEST = 5;

  void to(Progress progress) {
    progress.say(
        "Package %s: %s, %s unzipped"
            .formatted(
                code.file(), Sizes.inWords(code.size()), Sizes.inWords(code.unzippedSize())));
    progress.say("CodeSha256 " + code.codeSha256());
    if (jars.isEmpty()) {
      return;
    }
    String largest =
        jars.stream()
            .sorted(Comparator.comparingLong(Item::size).reversed())
            .limit(LARGEST)
            .map(jar -> jar.name().substring("lib/".length()) + " " + Sizes.inWords(jar.size()))
            .collect(Collectors.joining(", "));
    progress.say(
        jars.size() <= LARGEST
            ? "Dependencies: " + largest
            : "Largest of " + jars.size() + " dependencies: " + largest);
  }
}
