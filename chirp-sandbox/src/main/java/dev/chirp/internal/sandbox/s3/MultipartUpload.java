package dev.chirp.internal.sandbox.s3;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.s3.Blobs.Blob;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.w3c.dom.Element;

/**
 * A multipart upload in progress.
 *
 * @param headers the headers of the future object
 * @param declared the required checksum algorithm of the parts, if the upload was created with one
 * @param composite whether the object's checksum is computed from the parts' checksums
 * @param parts the uploaded parts, by number
 */
record MultipartUpload(
    String bucket,
    String key,
    Map<String, String> headers,
    Optional<ChecksumAlgorithm> declared,
    boolean composite,
    NavigableMap<Integer, Blob> parts) {
  /**
   * S3's limits: the highest part number, and the smallest size of any part except the last, in
   * bytes.
   */
  static final int MAX_NUMBER = 10_000;

  private static final long MIN_SIZE = 5 << 20;

  /**
   * Creates an upload from the headers of a request.
   *
   * @throws AwsError when they contradict each other
   */
  static MultipartUpload begin(S3Request request, Map<String, String> headers) {
    Optional<String> name = request.call().header("x-amz-checksum-algorithm");
    Optional<ChecksumAlgorithm> declared = name.flatMap(ChecksumAlgorithm::named);
    if (name.isPresent() && declared.isEmpty()) {
      throw invalid(
          "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");
    }
    String type =
        request
            .call()
            .header(ObjectHeaders.CHECKSUM_TYPE)
            .orElse(
                declared.filter(found -> found != ChecksumAlgorithm.CRC64NVME).isPresent()
                    ? "COMPOSITE"
                    : "FULL_OBJECT");
    ChecksumAlgorithm algorithm = declared.orElse(ChecksumAlgorithm.CRC64NVME);
    boolean allowed =
        switch (algorithm) {
          case CRC32, CRC32C -> type.matches("COMPOSITE|FULL_OBJECT");
          case CRC64NVME -> type.equals("FULL_OBJECT");
          case SHA1, SHA256 -> type.equals("COMPOSITE");
        };
    if (!allowed) {
      throw invalid(
          "The %s checksum type cannot be used with the %s checksum algorithm."
              .formatted(type, algorithm.lowerCase()));
    }
    return new MultipartUpload(
        request.bucket(),
        request.key(),
        Map.copyOf(headers),
        declared,
        type.equals("COMPOSITE"),
        new ConcurrentSkipListMap<>());
  }

  ChecksumAlgorithm algorithm() {
    return declared.orElse(ChecksumAlgorithm.CRC64NVME);
  }

  String checksumType() {
    return composite ? "COMPOSITE" : "FULL_OBJECT";
  }

  /** Refuses a part whose checksum has another algorithm than the upload's. */
  void check(Optional<ChecksumAlgorithm> announced) {
    if (declared.isPresent() && !declared.equals(announced)) {
      throw invalid(
          "Checksum Type mismatch occurred, expected checksum Type: %s, actual checksum Type: %s"
              .formatted(
                  algorithm().lowerCase(),
                  announced.map(ChecksumAlgorithm::lowerCase).orElse("null")));
    }
  }

  /**
   * The parts that a request asks to join.
   *
   * @throws AwsError when the parts were not uploaded so, are out of order, or are too small
   */
  List<Blob> chosen(Element request) {
    List<Element> wanted = S3Xml.children(request, "Part");
    if (wanted.isEmpty()) {
      throw S3Xml.malformed();
    }
    List<Blob> chosen = new ArrayList<>();
    int before = 0;
    for (Element part : wanted) {
      int number = number(part);
      if (number <= before) {
        throw new AwsError(
            400,
            "InvalidPartOrder",
            "The list of parts was not in ascending order. The parts list must be specified in order by part number.");
      }
      before = number;
      chosen.add(uploaded(number, part));
    }
    for (Blob part : chosen.subList(0, chosen.size() - 1)) {
      if (part.size() < MIN_SIZE) {
        throw new AwsError(
            400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
      }
    }
    return chosen;
  }

  private static int number(Element part) {
    String number = S3Xml.text(part, "PartNumber").orElse("").strip();
    if (!number.matches("\\d{1,9}")) {
      throw S3Xml.malformed();
    }
    if (Integer.parseInt(number) < 1 || Integer.parseInt(number) > MAX_NUMBER) {
      throw S3Request.invalidPartNumber();
    }
    return Integer.parseInt(number);
  }

  private Blob uploaded(int number, Element part) {
    String etag = S3Xml.text(part, "ETag").orElseThrow(S3Xml::malformed).strip().replace("\"", "");
    Blob found =
        Optional.ofNullable(parts.get(number))
            .filter(blob -> blob.md5().equals(etag))
            .orElseThrow(MultipartUpload::invalidPart);
    Optional<String> checksum =
        S3Xml.text(part, "Checksum" + found.algorithm().name()).map(String::strip);
    if (checksum.filter(value -> !value.equals(found.checksum())).isPresent()) {
      throw invalidPart();
    }
    if (checksum.isEmpty() && declared.isPresent() && composite) {
      throw invalid(
          "The upload was created using a %s checksum. The complete request must include the checksum for each part. It was missing for part %d in the request."
              .formatted(algorithm().lowerCase(), number));
    }
    return found;
  }

  /** The ETag of an object uploaded in parts. */
  static String etag(List<Blob> parts) {
    ChecksumAlgorithm.Digest md5 = ChecksumAlgorithm.md5();
    parts.forEach(part -> md5.update(HexFormat.of().parseHex(part.md5()), 16));
    return HexFormat.of().formatHex(md5.value()) + "-" + parts.size();
  }

  /**
   * The checksum of the object.
   *
   * @param whole the joined parts
   */
  String checksum(List<Blob> chosen, Blob whole) {
    if (!composite) {
      return whole.checksum();
    }
    ChecksumAlgorithm.Digest digest = algorithm().start();
    for (Blob part : chosen) {
      byte[] value = Base64.getDecoder().decode(part.checksum());
      digest.update(value, value.length);
    }
    return Base64.getEncoder().encodeToString(digest.value()) + "-" + chosen.size();
  }

  private static AwsError invalidPart() {
    return new AwsError(
        400,
        "InvalidPart",
        "One or more of the specified parts could not be found. The part may not have been uploaded, or"
            + " the specified entity tag may not match the part's entity tag.");
  }

  private static AwsError invalid(String message) {
    return new AwsError(400, "InvalidRequest", message);
  }
}
