package dev.chirp.internal.sandbox.s3;

import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads objects and their headers: the whole object, a range, or a part of its upload. */
record ObjectReads(Buckets buckets, ObjectStore objects) {
  private static final String UNSUPPORTED = "x-amz-server-side-encryption-customer-.*";
  private static final String OVERRIDE = "response-";

  private static final List<String> OVERRIDDEN =
      List.of(
          "cache-control",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-type",
          "expires");

  Response get(S3Request request) {
    StoredObject object = find(request);
    if (object.storageClass().matches("GLACIER|DEEP_ARCHIVE")) {
      throw new AwsError(
          403, "InvalidObjectState", "The operation is not valid for the object's storage class");
    }
    return response(request, object);
  }

  /** The response to a {@code HEAD} request. The server sends only its headers. */
  Response head(S3Request request) {
    return response(request, find(request));
  }

  private StoredObject find(S3Request request) {
    request.refuse(UNSUPPORTED);
    buckets.require(request.bucket(), request.call());
    return objects.require(request.bucket(), request.key(), request.version());
  }

  private Response response(S3Request request, StoredObject object) {
    Call call = request.call();
    boolean versioned = !buckets.require(request.bucket(), call).versioning().isEmpty();
    boolean notModified = new Preconditions(call, object).isNotModified();
    if (notModified) {
      return described(Response.of(304), object, call, versioned);
    }
    Optional<Integer> number = request.partNumber();
    Optional<ByteRange> range =
        number.isPresent() ? part(number.get(), object, call) : range(object, call);
    Response response = described(content(object, range), object, call, versioned);
    if (range.isPresent()) {
      response = response.with("Content-Range", range.get().in(object.size()));
    } else if (call.header("x-amz-checksum-mode").filter("ENABLED"::equals).isPresent()) {
      // The checksum is of the whole object; clients would compare it with a part.
      response = withHeaders(response, object, true);
    }
    if (number.isPresent() && !object.parts().isEmpty()) {
      response = response.with("x-amz-mp-parts-count", Integer.toString(object.parts().size()));
    }
    return overridden(response, call);
  }

  private Response content(StoredObject object, Optional<ByteRange> range) {
    ByteRange bytes = range.orElse(new ByteRange(0, object.size()));
    return Response.file(
        range.isPresent() ? 206 : 200, objects.path(object), bytes.first(), bytes.length());
  }

  private static Optional<ByteRange> range(StoredObject object, Call call) {
    return call.header("range").flatMap(header -> ByteRange.of(header, object.size()));
  }

  private static Optional<ByteRange> part(int number, StoredObject object, Call call) {
    if (call.header("range").isPresent()) {
      throw new AwsError(
          400, "InvalidRequest", "Cannot specify both Range header and partNumber query parameter");
    }
    ByteRange part =
        object
            .part(number)
            .orElseThrow(
                () ->
                    new AwsError(
                        416, "InvalidPartNumber", "The requested partnumber is not satisfiable"));
    return Optional.of(part).filter(bytes -> bytes.length() > 0);
  }

  private static Response described(
      Response response, StoredObject object, Call call, boolean versioned) {
    Response described =
        response
            .with("ETag", "\"" + object.etag() + "\"")
            .with("Last-Modified", Preconditions.httpDate(object.modified()))
            .with("Accept-Ranges", "bytes")
            .with("x-amz-request-id", call.requestId());
    return withHeaders(
        versioned ? described.with("x-amz-version-id", object.version()) : described,
        object,
        false);
  }

  private static Response withHeaders(Response response, StoredObject object, boolean checksums) {
    Response more = response;
    for (Map.Entry<String, String> header : object.headers().entrySet()) {
      if (checksums == header.getKey().startsWith(ChecksumAlgorithm.HEADER)) {
        more = more.with(header.getKey(), header.getValue());
      }
    }
    return more;
  }

  /** Applies the headers that a pre-signed URL overrides, for the browser. */
  private static Response overridden(Response response, Call call) {
    Response more = response;
    for (String header : OVERRIDDEN) {
      Optional<String> value = call.parameter(OVERRIDE + header);
      if (value.isPresent()) {
        more = more.with(header, checked(value.get()));
      }
    }
    return more;
  }

  private static String checked(String value) {
    boolean writable =
        StandardCharsets.ISO_8859_1.newEncoder().canEncode(value)
            && value.chars().noneMatch(Character::isISOControl);
    if (!writable) {
      throw new AwsError(
          400, "InvalidArgument", "Header value cannot be represented using ISO-8859-1.");
    }
    return value;
  }
}
