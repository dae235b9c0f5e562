package dev.chirp.sandbox.s3;

import dev.chirp.sandbox.http.Answer;
import dev.chirp.sandbox.http.Call;
import dev.chirp.sandbox.http.Refusal;
import dev.chirp.sandbox.s3.ObjectStore.Deletion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/** What S3 does with single objects, and with many at once. */
record ObjectOperations(Buckets buckets, ObjectStore objects) {
  /** RFC 1123, but with two digits for the day always. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

  private static final Set<String> GIVEN_BACK =
      Set.of("cache-control", "content-disposition", "content-language", "content-type", "expires");

  /** Headers that would change what is written, and that the sandbox does not know. */
  static final String NOT_WRITTEN =
      "if-match|x-amz-(tagging|object-lock-.*|website-redirect-location|write-offset-bytes)"
          + "|x-amz-server-side-encryption-customer-.*";

  private static final String NOT_READ =
      "if-(modified|unmodified)-since|if-none-match|x-amz-server-side-encryption-customer-.*";

  private static final String NOT_DELETED = "if-match|x-amz-if-match-.*|x-amz-mfa";

  Answer put(Request request) throws IOException {
    Call call = request.call();
    request.refuse(NOT_WRITTEN);
    Bucket bucket = buckets.require(request.bucket(), call);
    Blobs.Blob blob = objects.blobs().take(call);
    Map<String, String> headers = kept(call);
    StoredObject stored =
        objects.put(bucket.name(), request.key(), blob, blob.md5(), headers, ifMissing(call));
    Answer answer = Answer.of(200).with("ETag", "\"" + stored.etag() + "\"");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (header.getKey().startsWith("x-amz-checksum-")) {
        answer = answer.with(header.getKey(), header.getValue());
      }
    }
    return versioned(answer, stored);
  }

  /** {@code If-None-Match: *} keeps a writer from taking another's place. */
  static boolean ifMissing(Call call) {
    return call.header("if-none-match").filter("*"::equals).isPresent();
  }

  /** What is given back when the object is read. */
  static Map<String, String> kept(Call call) {
    Map<String, String> kept = new LinkedHashMap<>();
    call.headers()
        .keySet()
        .forEach(
            name -> {
              boolean echoed =
                  GIVEN_BACK.contains(name)
                      || name.startsWith("x-amz-meta-")
                      || name.matches("x-amz-checksum-(crc32c?|crc64nvme|sha1|sha256)");
              call.header(name).filter(ignored -> echoed).ifPresent(value -> kept.put(name, value));
            });
    return kept;
  }

  Answer head(Request request) throws IOException {
    StoredObject object = read(request);
    return described(Answer.file(200, objects.path(object)), object, request);
  }

  Answer get(Request request) throws IOException {
    StoredObject object = read(request);
    Optional<String> range = request.call().header("range");
    return range.isPresent()
        ? part(object, range.get(), request)
        : described(Answer.file(200, objects.path(object)), object, request);
  }

  private StoredObject read(Request request) {
    request.refuse(NOT_READ);
    buckets.require(request.bucket(), request.call());
    StoredObject object = objects.require(request.bucket(), request.key(), request.version());
    Optional<String> wanted = request.call().header("if-match");
    if (wanted.filter(etag -> !etag.replace("\"", "").equals(object.etag())).isPresent()) {
      throw ObjectStore.preconditionFailed();
    }
    return object;
  }

  private Answer part(StoredObject object, String range, Request request) throws IOException {
    Matcher wanted = RANGE.matcher(range);
    if (!wanted.matches() || (wanted.group(1).isEmpty() && wanted.group(2).isEmpty())) {
      throw Refusal.notDone("the range '" + range + "'");
    }
    long size = object.size();
    boolean suffix = wanted.group(1).isEmpty();
    long from =
        suffix
            ? Math.max(0, size - Long.parseLong(wanted.group(2)))
            : Long.parseLong(wanted.group(1));
    long to =
        suffix || wanted.group(2).isEmpty()
            ? size - 1
            : Math.min(size - 1, Long.parseLong(wanted.group(2)));
    if (from > to) {
      throw new Refusal(416, "InvalidRange", "The requested range is not satisfiable");
    }
    try (InputStream in = Files.newInputStream(objects.path(object))) {
      in.skipNBytes(from);
      byte[] bytes = in.readNBytes((int) (to - from + 1));
      Answer answer = Answer.of(206, "application/octet-stream", bytes);
      return described(answer, object, request)
          .with("Content-Range", "bytes %d-%d/%d".formatted(from, to, size));
    }
  }

  private static Answer described(Answer answer, StoredObject object, Request request) {
    boolean checksums = request.call().header("x-amz-checksum-mode").isPresent();
    String modified =
        HTTP_DATE.format(Instant.ofEpochMilli(object.modified()).atOffset(ZoneOffset.UTC));
    Answer described =
        answer
            .with("ETag", "\"" + object.etag() + "\"")
            .with("Last-Modified", modified)
            .with("Accept-Ranges", "bytes")
            .with("x-amz-request-id", request.call().requestId());
    for (Map.Entry<String, String> header : object.headers().entrySet()) {
      if (checksums || !header.getKey().startsWith("x-amz-checksum-")) {
        described = described.with(header.getKey(), header.getValue());
      }
    }
    return versioned(described, object);
  }

  static Answer versioned(Answer answer, StoredObject object) {
    return object.version().equals(StoredObject.NO_VERSION)
        ? answer
        : answer.with("x-amz-version-id", object.version());
  }

  /** Deleting what is not there succeeds. */
  Answer delete(Request request) throws IOException {
    request.refuse(NOT_DELETED);
    Bucket bucket = buckets.require(request.bucket(), request.call());
    Deletion deletion = objects.delete(bucket.name(), request.key(), request.version());
    Answer answer =
        deletion.version().isEmpty()
            ? Answer.of(204)
            : Answer.of(204).with("x-amz-version-id", deletion.version());
    return deletion.marker() ? answer.with("x-amz-delete-marker", "true") : answer;
  }

  Answer deleteAll(Request request) throws IOException {
    Bucket bucket = buckets.require(request.bucket(), request.call());
    Element root =
        Xml.read(request.call())
            .orElseThrow(() -> new Refusal(400, "MalformedXML", "The body is missing."));
    boolean quiet = Xml.text(root, "Quiet").filter("true"::equals).isPresent();
    StringBuilder deleted = new StringBuilder();
    for (Element object : Xml.children(root, "Object")) {
      String key = Xml.text(object, "Key").orElse("");
      Optional<String> version = Xml.text(object, "VersionId");
      objects.delete(bucket.name(), key, version);
      if (!quiet) {
        deleted
            .append("<Deleted>")
            .append(Xml.element("Key", key))
            .append(version.map(id -> Xml.element("VersionId", id)).orElse(""))
            .append("</Deleted>");
      }
    }
    return Answer.xml(200, Xml.document("DeleteResult", deleted.toString()));
  }
}
