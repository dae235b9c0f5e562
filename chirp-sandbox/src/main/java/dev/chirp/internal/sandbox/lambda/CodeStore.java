package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.internal.core.OwnerOnly;
import dev.chirp.internal.packaging.Unzip;
import dev.chirp.internal.sandbox.http.AwsError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** The functions' zips, by their SHA-256. */
final class CodeStore {
  /** In Lambda's directory. */
  static final String ZIPS = "zips";

  private static final int MAX_ZIP = 52_428_800;
  private static final long MAX_UNZIPPED = 262_144_000;

  private final Path zips;
  private final CodeObjects objects;

  CodeStore(Path directory, CodeObjects objects) {
    this.zips = directory.resolve(ZIPS);
    this.objects = objects;
  }

  /**
   * A zip as it is kept.
   *
   * @param sha256 in base64, as Lambda tells it
   */
  record Code(String sha256, long size) {}

  /** Takes the code that a request gives, in either way. */
  Optional<Code> take(LambdaRequest request, JsonNode members) {
    boolean inline = members.hasNonNull("ZipFile");
    if (!inline && !members.hasNonNull("S3Bucket")) {
      return Optional.empty();
    }
    try (InputStream zip =
        inline
            ? new ByteArrayInputStream(decoded(request, members))
            : Files.newInputStream(object(request, members))) {
      return Optional.of(keep(zip));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] decoded(LambdaRequest request, JsonNode members) {
    try {
      byte[] zip = Base64.getDecoder().decode(members.get("ZipFile").asText());
      if (zip.length > MAX_ZIP) {
        throw new AwsError(
            413,
            "RequestEntityTooLargeException",
            "Request must be smaller than %d bytes for the %s operation"
                .formatted(70_167_211, request.operation()));
      }
      return zip;
    } catch (IllegalArgumentException e) {
      throw unreadable();
    }
  }

  private Path object(LambdaRequest request, JsonNode members) {
    Optional<String> version =
        members.hasNonNull("S3ObjectVersion")
            ? Optional.of(members.get("S3ObjectVersion").asText())
            : Optional.empty();
    String key = members.path("S3Key").asText();
    return objects.read(request.call(), members.get("S3Bucket").asText(), key, version);
  }

  private Code keep(InputStream zip) throws IOException {
    OwnerOnly.createFolder(zips);
    Path beside = Files.createTempFile(zips, "new", ".zip");
    try {
      DigestInputStream digested = new DigestInputStream(zip, sha256());
      long size;
      try (OutputStream out = OwnerOnly.write(beside)) {
        size = digested.transferTo(out);
      }
      String sha256 = Base64.getEncoder().encodeToString(digested.getMessageDigest().digest());
      check(beside);
      Files.move(beside, zip(sha256), StandardCopyOption.REPLACE_EXISTING);
      return new Code(sha256, size);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static void check(Path zip) {
    try {
      if (Unzip.size(zip) > MAX_UNZIPPED) {
        throw Validation.invalid("Unzipped size must be smaller than 262144000 bytes");
      }
    } catch (IOException e) {
      throw unreadable();
    }
  }

  Path zip(String sha256) {
    return zips.resolve(name(sha256) + ".zip");
  }

  /** A code's hash as a file may be named. */
  static String name(String sha256) {
    return HexFormat.of().formatHex(Base64.getDecoder().decode(sha256));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AwsError unreadable() {
    return Validation.invalid(
        "Could not unzip uploaded file. Please check your file, then try to upload again.");
  }
}
