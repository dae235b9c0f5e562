package dev.chirp.example.service;

import java.time.Duration;

/** Links that let who has them read or write one picture, for a while. */
public interface ImageLinks {

  /** How long a link works. */
  Duration EXPIRY = Duration.ofSeconds(300);

  /** To get the picture with. */
  String download(ImageLocation location);

  /** To put the picture with: HTTP {@code PUT}, {@code Content-Type: image/jpeg}. */
  String upload(ImageLocation location);
}
