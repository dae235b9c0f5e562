package dev.chirp.example.service;

import java.time.Duration;

/** Links with which anyone can read or write one picture for a limited time. */
public interface ImageLinks {

  /** The time for which a link works. */
  Duration EXPIRY = Duration.ofSeconds(300);

  /** A link to download the picture. */
  String download(ImageLocation location);

  /** A link to upload the picture: HTTP {@code PUT}, {@code Content-Type: image/jpeg}. */
  String upload(ImageLocation location);
}
