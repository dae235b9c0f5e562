package dev.chirp.internal.sandbox.s3;

import dev.chirp.internal.sandbox.http.AccessKey;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Uploads by a signed HTML form.
 *
 * @param key accepts the sandbox's access key ids
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html">POST
 *     Object</a>
 */
record FormUpload(ObjectOperations objects, Predicate<String> key, Clock clock) {

  /**
   * Stores the file of a form.
   *
   * @throws AwsError when the form is not signed, or its policy does not allow it
   */
  Response post(S3Request request) throws IOException {
    Call call = request.call();
    FormReader form = FormReader.read(call.header("content-type").orElse(""), call.body());
    Map<String, String> fields = new LinkedHashMap<>(form.fields());
    String accessKeyId = signer(fields);
    fields.put("bucket", request.bucket());
    String name =
        field(fields, "key")
            .orElseThrow(
                () ->
                    invalid(
                        "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields."))
            .replace("${filename}", form.fileName());
    fields.put("key", name);
    String policy =
        field(fields, "policy")
            .orElseThrow(() -> new AwsError(403, "AccessDenied", "Access Denied"));
    Optional<PostPolicy.Length> length = PostPolicy.read(policy).check(fields, clock.instant());
    InputStream file =
        length.<InputStream>map(l -> new BoundedFile(form.file(), l)).orElseGet(form::file);
    S3Request upload =
        new S3Request(
            new Call(
                call.service(),
                region(fields, request),
                accessKeyId,
                call.method(),
                call.path(),
                call.query(),
                headers(fields),
                file,
                call.requestId(),
                call.endpoint()),
            request.bucket(),
            name);
    upload.checkKey();
    StoredObject stored = objects.store(upload);
    Response response = response(fields, upload, stored, request.location(name));
    return ObjectOperations.withVersion(response, stored);
  }

  private String signer(Map<String, String> fields) {
    Optional<String> version4 =
        field(fields, "x-amz-credential").map(scope -> scope.replaceFirst("/.*", ""));
    String signer =
        version4
            .or(() -> field(fields, "awsaccesskeyid"))
            .orElseThrow(() -> new AwsError(403, "AccessDenied", "Access Denied"));
    String signature = version4.isPresent() ? "x-amz-signature" : "signature";
    if (field(fields, signature).isEmpty()) {
      throw invalid(
          "Bucket POST must contain a field named '%s'.  If it is specified, please check the order of the fields."
              .formatted(signature));
    }
    if (!key.test(signer)) {
      throw AccessKey.unknown("s3");
    }
    return signer;
  }

  /**
   * The region of the form. Version 2 signatures do not name one, so they apply to the bucket's
   * region.
   */
  private String region(Map<String, String> fields, S3Request request) {
    String[] scope = field(fields, "x-amz-credential").orElse("").split("/", -1);
    return scope.length == 5
        ? scope[2]
        : objects
            .buckets()
            .find(request.bucket())
            .map(Bucket::region)
            .orElse(request.call().region());
  }

  /** Converts the form's fields to the headers of an ordinary upload. */
  private static Map<String, List<String>> headers(Map<String, String> fields) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (value.chars().anyMatch(Character::isISOControl)) {
            throw invalid("The value of field '%s' contains a control character.".formatted(name));
          }
          String bytes =
              new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
          headers.put(name.equals("acl") ? "x-amz-acl" : name, List.of(bytes));
        });
    if (headers.containsKey("tagging")) {
      throw AwsError.unsupported("s3:PostObject with tagging");
    }
    return headers;
  }

  private static Response response(
      Map<String, String> fields, S3Request upload, StoredObject stored, String location) {
    String etag = "\"" + stored.etag() + "\"";
    Optional<URI> redirect =
        field(fields, "success_action_redirect")
            .or(() -> field(fields, "redirect"))
            .flatMap(FormUpload::address);
    String status = fields.getOrDefault("success_action_status", "");
    Response response =
        redirect.isPresent()
            ? Response.of(303)
            : status.equals("201")
                ? Response.xml(201, posted(upload, etag, location))
                : Response.of(status.equals("200") ? 200 : 204);
    return ObjectHeaders.copyTo(response, stored.headers())
        .with("ETag", etag)
        .with("Location", redirect.map(to -> redirected(to, upload, etag)).orElse(location));
  }

  private static String posted(S3Request upload, String etag, String location) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PostResponse>"
        + S3Xml.element("Location", location)
        + S3Xml.element("Bucket", upload.bucket())
        + S3Xml.element("Key", upload.key())
        + S3Xml.element("ETag", etag)
        + "</PostResponse>";
  }

  private static String redirected(URI to, S3Request upload, String etag) {
    return to
        + (to.getRawQuery() == null ? "?" : "&")
        + "bucket=%s&key=%s&etag=%s"
            .formatted(encoded(upload.bucket()), encoded(upload.key()), encoded(etag));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The redirect's URL. S3 ignores any other text. */
  private static Optional<URI> address(String text) {
    try {
      return Optional.of(new URI(text))
          .filter(uri -> "http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> field(Map<String, String> fields, String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
  }

  private static AwsError invalid(String message) {
    return new AwsError(400, "InvalidArgument", message);
  }

  /** A file whose length the policy limits. */
  private static final class BoundedFile extends FilterInputStream {
    private final PostPolicy.Length limits;
    private long size;

    BoundedFile(InputStream file, PostPolicy.Length limits) {
      super(file);
      this.limits = limits;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      size += Math.max(read, 0);
      if (size > limits.max()) {
        throw new AwsError(
            400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
      }
      if (read < 0 && size < limits.min()) {
        throw new AwsError(
            400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
      }
      return read;
    }
  }
}
