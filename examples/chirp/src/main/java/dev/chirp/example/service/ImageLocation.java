package dev.chirp.example.service;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The key of a picture in the bucket. Only keys of this form are ever signed. If callers could
 * choose any key, the API would give away everything in the bucket.
 *
 * @param key such as {@code customer-image/3f2b….jpg}
 */
public record ImageLocation(String key) {

  private static final Pattern SHAPE =
      Pattern.compile(
          "customer-image/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\.jpg");

  public ImageLocation {
    if (!SHAPE.matcher(key).matches()) {
      throw new IllegalArgumentException("Not a location of an image: " + key);
    }
  }

  static ImageLocation random() {
    return new ImageLocation("customer-image/" + UUID.randomUUID() + ".jpg");
  }
}
