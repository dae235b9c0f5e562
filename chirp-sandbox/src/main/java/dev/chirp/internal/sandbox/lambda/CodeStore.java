package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.internal.core.DirectoryTree;
import dev.chirp.internal.core.OwnerOnly;
import dev.chirp.internal.packaging.Unzip;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The functions' deployment packages, by their SHA-256. */
final class CodeStore {
  /** The folder of the zips in Lambda's directory. */
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
   * A stored deployment package.
   *
   * @param sha256 in base64, as in Lambda's responses
   */
  record Code(String sha256, long size) {}

  /** Stores the code of a request, which is inline or in S3. */
  Optional<Code> store(LambdaRequest request, JsonNode members) {
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
    Path temporary = Files.createTempFile(zips, "new", ".zip");
    try {
      DigestInputStream digested = new DigestInputStream(zip, sha256());
      long size;
      try (OutputStream out = OwnerOnly.write(temporary)) {
        size = digested.transferTo(out);
      }
      String sha256 = Base64.getEncoder().encodeToString(digested.getMessageDigest().digest());
      check(temporary);
      Files.move(temporary, zip(sha256), StandardCopyOption.REPLACE_EXISTING);
      return new Code(sha256, size);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void check(Path zip) {
    try {
      if (Unzip.size(zip) > MAX_UNZIPPED) {
        throw RequestValidation.invalid("Unzipped size must be smaller than 262144000 bytes");
      }
    } catch (IOException e) {
      throw unreadable();
    }
  }

  Path zip(String sha256) {
    return zips.resolve(name(sha256) + ".zip");
  }

  /** The hash in hexadecimal, for file names. */
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
    return RequestValidation.invalid(
        "Could not unzip uploaded file. Please check your file, then try to upload again.");
  }

  /** The download URL of a function's code. On AWS it is a pre-signed S3 URL. */
  static final class Download {
    private static final Pattern PATH = Pattern.compile("/code/([0-9a-f]{64})\\.zip");

    private Download() {}

    static String url(LambdaRequest request, String sha256) {
      return "%s/code/%s.zip?X-Amz-Credential=%s/20260101/%s/lambda/aws4_request"
          .formatted(
              request.callersEndpoint(),
              CodeStore.name(sha256),
              request.call().accessKeyId(),
              request.scope().region());
    }

    static boolean isRequest(Call call) {
      return call.method().equals("GET") && PATH.matcher(call.path()).matches();
    }

    static Response respond(Call call, Path zips) throws IOException {
      Matcher path = PATH.matcher(call.path());
      Path zip = zips.resolve(path.matches() ? path.group(1) + ".zip" : "none");
      return Files.exists(zip) ? Response.file(200, zip, 0, Files.size(zip)) : Response.of(404);
    }
  }

  /** The unzipped deployment packages. Each is unzipped once. */
  record TaskRoots(Path directory, CodeStore codes) {
    /** The folder of the task roots in Lambda's directory. */
    static final String FOLDER = "code";

    /** The task root of a deployment package, which holds a function's classes and {@code lib}. */
    synchronized Path of(String sha256) {
      Path root = directory.resolve(CodeStore.name(sha256));
      if (Files.isDirectory(root)) {
        return root;
      }
      try {
        OwnerOnly.createFolder(directory);
        Path temporary = Files.createTempDirectory(directory, "new");
        try {
          Unzip.into(temporary, codes.zip(sha256));
        } catch (IOException | RuntimeException e) {
          DirectoryTree.delete(temporary);
          throw e;
        }
        return Files.move(temporary, root, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new UncheckedIOException(
            "The sandbox cannot unzip the function's code: " + e.getMessage(), e);
      }
    }
  }
}
