package dev.chirp.internal.sandbox.s3;

import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The headers of an upload that S3 stores with the object and returns on reads.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html">PutObject</a>
 */
record ObjectHeaders(S3Request request) {
  /** Headers that would change the stored object and that the sandbox does not know. */
  static final String UNSUPPORTED =
      "if-match|x-amz-(tagging|object-lock-.*|write-offset-bytes)"
          + "|x-amz-server-side-encryption-customer-.*";

  static final String ENCRYPTION = "x-amz-server-side-encryption";
  static final String CHECKSUM_TYPE = "x-amz-checksum-type";
  private static final String KMS_KEY = ENCRYPTION + "-aws-kms-key-id";
  private static final String BUCKET_KEY = ENCRYPTION + "-bucket-key-enabled";
  private static final String METADATA = "x-amz-meta-";
  private static final String REDIRECT = "x-amz-website-redirect-location";

  private static final Set<String> RETURNED =
      Set.of("cache-control", "content-disposition", "content-language", "expires");

  /** S3's limit for names and values of metadata, in bytes. */
  private static final int MAX_METADATA = 2048;

  private static final Set<String> STORAGE_CLASSES =
      Set.of(
          "STANDARD",
          "REDUCED_REDUNDANCY",
          "STANDARD_IA",
          "ONEZONE_IA",
          "INTELLIGENT_TIERING",
          "GLACIER",
          "DEEP_ARCHIVE",
          "GLACIER_IR");

  /**
   * Checks and collects the headers, except checksums.
   *
   * @throws AwsError as S3 words it, or for a header that the sandbox does not support
   */
  Map<String, String> collect() {
    request.refuse(UNSUPPORTED);
    checkAcl();
    Map<String, String> collected = new LinkedHashMap<>();
    collected.put("content-type", header("content-type").orElse("binary/octet-stream"));
    header("content-encoding")
        .map(ObjectHeaders::withoutChunks)
        .filter(encoding -> !encoding.isEmpty())
        .ifPresent(encoding -> collected.put("content-encoding", encoding));
    for (String name : call().headers().keySet()) {
      if (RETURNED.contains(name) || name.startsWith(METADATA)) {
        collected.put(name, String.join(",", call().headers().getOrDefault(name, List.of())));
      }
    }
    checkMetadata(collected);
    header(REDIRECT).ifPresent(location -> collected.put(REDIRECT, redirect(location)));
    storageClass().ifPresent(name -> collected.put(StoredObject.STORAGE_CLASS, name));
    encrypt(collected);
    return collected;
  }

  private Call call() {
    return request.call();
  }

  private Optional<String> header(String name) {
    return call().header(name).filter(value -> !value.isEmpty());
  }

  /** Removes {@code aws-chunked}, which describes the upload, not the object. */
  private static String withoutChunks(String encoding) {
    return encoding.replaceFirst("\\s*aws-chunked\\s*,?\\s*", "").replaceFirst("\\s*,\\s*$", "");
  }

  /** Refuses ACLs, which are off for new buckets. */
  private void checkAcl() {
    boolean granted =
        call().headers().keySet().stream().anyMatch(n -> n.startsWith("x-amz-grant-"));
    if (granted
        || call()
            .header("x-amz-acl")
            .filter(a -> !a.equals("bucket-owner-full-control"))
            .isPresent()) {
      throw new AwsError(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
    }
  }

  private static void checkMetadata(Map<String, String> collected) {
    int size =
        collected.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(METADATA))
            .mapToInt(
                entry -> entry.getKey().length() - METADATA.length() + length(entry.getValue()))
            .sum();
    if (size > MAX_METADATA) {
      throw new AwsError(
          400,
          "MetadataTooLarge",
          "Your metadata headers exceed the maximum allowed metadata size");
    }
  }

  /** The length in bytes. The server decodes headers as ISO-8859-1. */
  private static int length(String value) {
    return value.getBytes(StandardCharsets.ISO_8859_1).length;
  }

  private static String redirect(String location) {
    if (!location.matches("(/|https?://).*")) {
      throw new AwsError(
          400,
          "InvalidRedirectLocation",
          "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.");
    }
    return location;
  }

  /** The storage class; empty for the standard class, which reads do not return. */
  private Optional<String> storageClass() {
    Optional<String> wanted = header(StoredObject.STORAGE_CLASS);
    if (wanted.filter(name -> name.matches("OUTPOSTS|SNOW|EXPRESS_ONEZONE|FSX_.*")).isPresent()) {
      throw AwsError.unsupported(
          "s3:%s with storage class %s".formatted(request.operation(), wanted.get()));
    }
    if (wanted.filter(name -> !STORAGE_CLASSES.contains(name)).isPresent()) {
      throw new AwsError(
          400, "InvalidStorageClass", "The storage class you specified is not valid");
    }
    return wanted.filter(name -> !name.equals("STANDARD"));
  }

  private void encrypt(Map<String, String> collected) {
    String method = header(ENCRYPTION).orElse("AES256");
    boolean kms = method.matches("aws:kms|aws:kms:dsse");
    if (!kms && !method.equals("AES256")) {
      throw invalid("The encryption method specified is not supported");
    }
    if (!kms && header(KMS_KEY).isPresent()) {
      throw invalid(
          "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms");
    }
    collected.put(ENCRYPTION, method);
    if (kms) {
      collected.put(KMS_KEY, header(KMS_KEY).orElseGet(this::defaultKey));
      header(BUCKET_KEY)
          .filter("true"::equalsIgnoreCase)
          .ifPresent(ignored -> collected.put(BUCKET_KEY, "true"));
    }
  }

  private String defaultKey() {
    return "arn:aws:kms:%s:%s:alias/aws/s3"
        .formatted(
            call().region().isEmpty() ? SandboxAddress.DEFAULT_REGION : call().region(),
            call().account());
  }

  private static AwsError invalid(String message) {
    return new AwsError(400, "InvalidArgument", message);
  }

  /** Adds the encryption and checksum headers to the response to an upload. */
  static Response copyTo(Response response, Map<String, String> collected) {
    Response more = response;
    for (Map.Entry<String, String> header : collected.entrySet()) {
      String name = header.getKey();
      if (name.startsWith(ENCRYPTION) || name.startsWith(ChecksumAlgorithm.HEADER)) {
        more = more.with(name, header.getValue());
      }
    }
    return more;
  }
}
