package dev.chirp.internal.selfcontained;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A hash of everything that an AOT cache depends on. If it changes, the cache is rebuilt. */
record BuildKey(BuildJdk jdk, StartCommand command, List<Trainee> trainees) {

  /**
   * Returns the key.
   *
   * @param sums of the jars, and anything else that matters
   */
  String of(String sums) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, jdk.version());
      add(digest, command.training(List.of(), false).toString());
      add(digest, sums);
      for (Trainee trainee : trainees) {
        add(digest, trainee.name());
        add(digest, trainee.handler());
        trainee.events().forEach(event -> add(digest, event));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
  }

  private static void add(MessageDigest digest, String text) {
    add(digest, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds the length first, so that different lists of parts cannot have the same bytes. */
  private static void add(MessageDigest digest, byte[] part) {
    digest.update((part.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(part);
  }
}
