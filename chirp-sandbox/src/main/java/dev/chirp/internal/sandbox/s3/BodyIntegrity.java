package dev.chirp.internal.sandbox.s3;

import dev.chirp.internal.sandbox.http.AwsChunkedStream;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.s3.ChecksumAlgorithm.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The lengths and digests that a request announces for its body, in headers or in the trailers of a
 * chunked upload.
 *
 * @param checksum the algorithm of the checksum that S3 stores with the object
 */
record BodyIntegrity(Call call, ChecksumAlgorithm checksum) {

  /**
   * A complete body that matches its announced length and digests.
   *
   * @param md5 16 bytes in hexadecimal
   * @param checksum in base64
   */
  record Received(long size, String md5, String checksum) {}

  /**
   * The checks for a request.
   *
   * @param fallback the checksum algorithm if the request announces none
   */
  static BodyIntegrity of(Call call, ChecksumAlgorithm fallback) {
    return new BodyIntegrity(call, announced(call).orElse(fallback));
  }

  /**
   * The algorithm of the checksum that a request carries.
   *
   * @throws AwsError when it carries several checksums, or names an algorithm without a checksum
   */
  static Optional<ChecksumAlgorithm> announced(Call call) {
    List<ChecksumAlgorithm> found =
        Arrays.stream(ChecksumAlgorithm.values())
            .filter(each -> call.header(each.header()).isPresent() || isTrailer(call, each))
            .toList();
    if (found.size() > 1) {
      throw invalid(
          "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
    }
    Optional<String> named =
        call.header("x-amz-sdk-checksum-algorithm").map(name -> name.toUpperCase(Locale.ROOT));
    if (named.isPresent() && found.isEmpty()) {
      throw invalid(
          "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.");
    }
    if (named.filter(name -> !name.equals(found.get(0).name())).isPresent()) {
      throw invalid("Value for x-amz-sdk-checksum-algorithm header is invalid.");
    }
    return found.stream().findFirst();
  }

  private static boolean isTrailer(Call call, ChecksumAlgorithm algorithm) {
    return call.header("x-amz-trailer")
        .filter(
            names ->
                List.of(names.toLowerCase(Locale.ROOT).split("[, ]+")).contains(algorithm.header()))
        .isPresent();
  }

  /**
   * Copies the body.
   *
   * @throws AwsError when the body is shorter than announced, or does not match a digest
   */
  Received copyTo(OutputStream out) throws IOException {
    Optional<byte[]> announcedMd5 = call.header("content-md5").map(BodyIntegrity::md5);
    Optional<String> announcedSha256 =
        call.header("x-amz-content-sha256").filter(hash -> hash.matches("[0-9a-fA-F]{64}"));
    call.header(checksum.header()).ifPresent(this::checkForm);
    Digest md5 = ChecksumAlgorithm.md5();
    Digest sha256 = ChecksumAlgorithm.SHA256.start();
    Digest kept = checksum.start();
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    InputStream in = call.body();
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      md5.update(buffer, read);
      kept.update(buffer, read);
      if (announcedSha256.isPresent()) {
        sha256.update(buffer, read);
      }
      out.write(buffer, 0, read);
      size += read;
    }
    checkLength(size);
    if (announcedSha256.filter(hash -> !hash.equalsIgnoreCase(hex(sha256.value()))).isPresent()) {
      throw new AwsError(
          400,
          "XAmzContentSHA256Mismatch",
          "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }
    byte[] actualMd5 = md5.value();
    if (announcedMd5.filter(wanted -> !Arrays.equals(wanted, actualMd5)).isPresent()) {
      throw badDigest("Content-MD5", "what we received");
    }
    String value = Base64.getEncoder().encodeToString(kept.value());
    if (announcedChecksum().filter(wanted -> !wanted.equals(value)).isPresent()) {
      throw badDigest(checksum.name(), "the calculated checksum");
    }
    return new Received(size, hex(actualMd5), value);
  }

  /** The announced checksum. A trailer's value is known only after the body has been read. */
  private Optional<String> announcedChecksum() {
    Optional<String> inHeader = call.header(checksum.header());
    if (inHeader.isPresent() || !isTrailer(call, checksum)) {
      return inHeader;
    }
    Map<String, String> trailers =
        call.body() instanceof AwsChunkedStream chunked ? chunked.trailers() : Map.of();
    String value = trailers.getOrDefault(checksum.header(), "");
    if (value.isEmpty()) {
      throw new AwsError(
          400,
          "MalformedTrailerError",
          "The request contained trailing data that was not well-formed or did not conform to our published schema.");
    }
    checkForm(value);
    return Optional.of(value);
  }

  private void checkLength(long size) {
    Optional<String> announced =
        call.header("x-amz-decoded-content-length").or(() -> call.header("content-length"));
    if (announced.filter(length -> !length.equals(Long.toString(size))).isPresent()) {
      throw new AwsError(
          400,
          "IncompleteBody",
          "You did not provide the number of bytes specified by the Content-Length HTTP header");
    }
  }

  private void checkForm(String value) {
    if (decoded(value).filter(bytes -> bytes.length == checksum.size()).isEmpty()) {
      throw invalid("Value for %s header is invalid.".formatted(checksum.header()));
    }
  }

  private static byte[] md5(String value) {
    return decoded(value)
        .filter(bytes -> bytes.length == 16)
        .orElseThrow(
            () -> new AwsError(400, "InvalidDigest", "The Content-MD5 you specified was invalid."));
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static AwsError badDigest(String digest, String actual) {
    return new AwsError(
        400, "BadDigest", "The %s you specified did not match %s.".formatted(digest, actual));
  }

  private static AwsError invalid(String message) {
    return new AwsError(400, "InvalidRequest", message);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
