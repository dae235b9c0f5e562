package dev.chirp.internal.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the names that a user may have meant. */
public final class NearNames {
  private NearNames() {}

  /**
   * The names that differ from the typed one in at most a third of their letters, nearest first.
   */
  public static List<String> of(String typed, Collection<String> names) {
    return names.stream()
        .filter(
            name ->
                distance(typed, name) <= Math.max(1, Math.max(typed.length(), name.length()) / 3))
        .sorted(
            Comparator.comparingInt((String name) -> distance(typed, name))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** The Levenshtein distance: how many letters must be added, dropped or replaced. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
