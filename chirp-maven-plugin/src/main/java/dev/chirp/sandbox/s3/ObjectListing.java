package dev.chirp.sandbox.s3;

import dev.chirp.sandbox.http.Answer;
import dev.chirp.sandbox.http.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One page of a bucket's keys. A continuation token is the last key or folder of the page before.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html">
 *     ListObjectsV2</a>
 */
record ObjectListing(Bucket bucket, Call call) {
  private static final int MAX_KEYS = 1000;

  Answer answer() {
    String prefix = call.parameter("prefix").orElse("");
    String delimiter = call.parameter("delimiter").orElse("");
    Optional<String> token = call.parameter("continuation-token");
    String after = token.or(() -> call.parameter("start-after")).orElse("");
    int limit =
        call.parameter("max-keys")
            .map(Integer::valueOf)
            .map(n -> Math.min(n, MAX_KEYS))
            .orElse(MAX_KEYS);
    StringBuilder contents = new StringBuilder();
    Set<String> folders = new TreeSet<>();
    int count = 0;
    String last = "";
    boolean truncated = false;
    for (Map.Entry<String, StoredObject> entry : bucket.current().tailMap(prefix).entrySet()) {
      String key = entry.getKey();
      if (!key.startsWith(prefix)) {
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
            .map(f -> "<CommonPrefixes>" + Xml.element("Prefix", encoded(f)) + "</CommonPrefixes>")
            .reduce("", String::concat);
    String head =
        Xml.element("Name", bucket.name())
            + Xml.element("Prefix", encoded(prefix))
            + Xml.element("KeyCount", count)
            + Xml.element("MaxKeys", limit)
            + Xml.element("IsTruncated", truncated)
            + (delimiter.isEmpty() ? "" : Xml.element("Delimiter", encoded(delimiter)))
            + (isUrlEncoded() ? Xml.element("EncodingType", "url") : "")
            + token.map(t -> Xml.element("ContinuationToken", t)).orElse("")
            + (truncated ? Xml.element("NextContinuationToken", last) : "");
    return Answer.xml(200, Xml.document("ListBucketResult", head + contents + common));
  }

  private String content(String key, StoredObject object) {
    return "<Contents>"
        + Xml.element("Key", encoded(key))
        + Xml.element("LastModified", Instant.ofEpochMilli(object.modified()))
        + Xml.element("ETag", "\"" + object.etag() + "\"")
        + Xml.element("Size", object.size())
        + Xml.element("StorageClass", "STANDARD")
        + "</Contents>";
  }

  private boolean isUrlEncoded() {
    return call.parameter("encoding-type").filter("url"::equals).isPresent();
  }

  private String encoded(String key) {
    return isUrlEncoded()
        ? URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/")
        : key;
  }
}
