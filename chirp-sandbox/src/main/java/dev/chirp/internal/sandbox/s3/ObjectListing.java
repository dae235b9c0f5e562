package dev.chirp.internal.sandbox.s3;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One page of a bucket's keys. A continuation token is the last key or folder of the previous page
 * in base64.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html">
 *     ListObjectsV2</a>
 */
record ObjectListing(Bucket bucket, Call call) {
  private static final int MAX_KEYS = 1000;

  Response response() {
    check();
    String prefix = call.parameter("prefix").orElse("");
    String delimiter = call.parameter("delimiter").orElse("");
    Optional<String> token = call.parameter("continuation-token");
    Optional<String> startAfter = call.parameter("start-after");
    String after = token.map(ObjectListing::untoken).or(() -> startAfter).orElse("");
    int limit = limit(call, "max-keys", MAX_KEYS);
    StringBuilder contents = new StringBuilder();
    Set<String> folders = new TreeSet<>();
    int count = 0;
    String last = "";
    boolean truncated = false;
    for (Map.Entry<String, StoredObject> entry : bucket.current().tailMap(prefix).entrySet()) {
      String key = entry.getKey();
      if (!key.startsWith(prefix) || limit == 0) {
        break;
      }
      int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      String shown = end < 0 ? key : key.substring(0, end + delimiter.length());
      if (folders.contains(shown) || shown.compareTo(after) <= 0) {
        continue;
      }
      if (count == limit) {
        truncated = true;
        break;
      }
      count++;
      last = shown;
      if (end >= 0) {
        folders.add(shown);
      } else {
        contents.append(content(key, entry.getValue()));
      }
    }
    String common =
        folders.stream()
            .map(
                f -> "<CommonPrefixes>" + S3Xml.element("Prefix", encoded(f)) + "</CommonPrefixes>")
            .reduce("", String::concat);
    String head =
        S3Xml.element("Name", bucket.name())
            + S3Xml.element("Prefix", encoded(prefix))
            + startAfter.map(a -> S3Xml.element("StartAfter", encoded(a))).orElse("")
            + S3Xml.element("KeyCount", count)
            + S3Xml.element("MaxKeys", limit)
            + S3Xml.element("IsTruncated", truncated)
            + (delimiter.isEmpty() ? "" : S3Xml.element("Delimiter", encoded(delimiter)))
            + (isUrlEncoded() ? S3Xml.element("EncodingType", "url") : "")
            + token.map(t -> S3Xml.element("ContinuationToken", t)).orElse("")
            + (truncated ? S3Xml.element("NextContinuationToken", token(last)) : "");
    return Response.xml(200, S3Xml.document("ListBucketResult", head + contents + common));
  }

  private void check() {
    if (call.parameter("list-type").filter(type -> !type.equals("2")).isPresent()) {
      throw invalid("Invalid List Type specified in Request");
    }
    if (call.parameter("encoding-type").filter(type -> !type.equals("url")).isPresent()) {
      throw invalid("Invalid Encoding Method specified in Request");
    }
  }

  /**
   * The requested page size.
   *
   * @param max the largest page size
   */
  static int limit(Call call, String parameter, int max) {
    Optional<String> wanted = call.parameter(parameter).filter(text -> !text.isEmpty());
    if (wanted.isEmpty()) {
      return max;
    }
    try {
      int limit = Integer.parseInt(wanted.get());
      if (limit >= 0) {
        return Math.min(limit, max);
      }
    } catch (NumberFormatException e) {
      throw invalid("Provided %s not an integer or within integer range".formatted(parameter));
    }
    throw invalid("Argument %s must be an integer between 0 and 2147483647".formatted(parameter));
  }

  static String token(String last) {
    return Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8));
  }

  static String untoken(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid("The continuation token provided is incorrect");
    }
  }

  private static AwsError invalid(String message) {
    return new AwsError(400, "InvalidArgument", message);
  }

  private String content(String key, StoredObject object) {
    StringBuilder checksum = new StringBuilder();
    object
        .headers()
        .keySet()
        .forEach(
            name ->
                ChecksumAlgorithm.ofHeader(name)
                    .ifPresent(each -> checksum.append(S3Xml.element("ChecksumAlgorithm", each))));
    Optional.ofNullable(object.headers().get(ObjectHeaders.CHECKSUM_TYPE))
        .ifPresent(type -> checksum.append(S3Xml.element("ChecksumType", type)));
    boolean owner = call.parameter("fetch-owner").filter("true"::equals).isPresent();
    return "<Contents>"
        + S3Xml.element("Key", encoded(key))
        + S3Xml.element("LastModified", Instant.ofEpochMilli(object.modified()))
        + S3Xml.element("ETag", "\"" + object.etag() + "\"")
        + checksum
        + S3Xml.element("Size", object.size())
        + (owner ? "<Owner>" + S3Xml.element("ID", bucket.account()) + "</Owner>" : "")
        + S3Xml.element("StorageClass", object.storageClass())
        + "</Contents>";
  }

  private boolean isUrlEncoded() {
    return call.parameter("encoding-type").isPresent();
  }

  private String encoded(String key) {
    return isUrlEncoded()
        ? URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/")
        : key;
  }
}
