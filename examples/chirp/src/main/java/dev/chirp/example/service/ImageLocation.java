package dev.chirp.example.service;

import dev.chirp.runtime.InvalidRequestException;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where a picture is in the bucket. Only keys of this shape are ever signed: with any key that a
 * stranger likes, the API would hand out everything in the bucket.
 *
 * @param key such as {@code customer-image/3f2b….jpg}
 */
public record ImageLocation(String key) {

  private static final Pattern SHAPE =
      Pattern.compile(
          "customer-image/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\.jpg");

  public ImageLocation {
    if (!SHAPE.matcher(key).matches()) {
      throw new IllegalArgumentException("No location of an image: " + key);
    }
  }

  static ImageLocation random() {
    return new ImageLocation("customer-image/" + UUID.randomUUID() + ".jpg");
  }

  /** One that a stranger has sent. */
  static ImageLocation parse(String key) {
    if (!SHAPE.matcher(key).matches()) {
      throw new InvalidRequestException(
          103, "image-location must be one that create_image_location has answered");
    }
    return new ImageLocation(key);
  }
}
