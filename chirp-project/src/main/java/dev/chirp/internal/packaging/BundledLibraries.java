package dev.chirp.internal.packaging;

import dev.chirp.internal.pack.Library;
import java.util.List;
import java.util.Map;

/**
 * The libraries that Chirp can add to a zip: its own, and those of Lambda's managed runtimes.
 *
 * @param byArtifactId in the order of the zip
 */
public record BundledLibraries(Map<String, Library> byArtifactId) {
  /** Returns the libraries with these artifact ids. */
  List<Library> of(List<String> artifactIds) {
    return byArtifactId.entrySet().stream()
        .filter(library -> artifactIds.contains(library.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }
}
