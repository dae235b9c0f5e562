package dev.chirp.internal.sandbox.s3;

import static dev.chirp.internal.sandbox.s3.S3Box.BUCKET;
import static dev.chirp.internal.sandbox.s3.S3Box.assertRefused;
import static dev.chirp.internal.sandbox.s3.S3Box.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static software.amazon.awssdk.services.s3.model.BucketVersioningStatus.ENABLED;
import static software.amazon.awssdk.services.s3.model.BucketVersioningStatus.SUSPENDED;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Versions in a bucket without versioning, with versioning, and with versioning suspended. */
class S3VersionsTest {
  @TempDir private Path directory;
  private S3Box box;

  @BeforeEach
  void start() {
    box = new S3Box(directory);
  }

  @AfterEach
  void stop() {
    box.close();
  }

  private DeleteObjectResponse delete() {
    return box.client().deleteObject(r -> r.bucket(BUCKET).key("k"));
  }

  private DeleteObjectResponse delete(String version) {
    return box.client().deleteObject(r -> r.bucket(BUCKET).key("k").versionId(version));
  }

  private String get(String version) {
    return box.client()
        .getObjectAsBytes(r -> r.bucket(BUCKET).key("k").versionId(version))
        .asUtf8String();
  }

  private void assertGone() {
    assertThrows(NoSuchKeyException.class, () -> box.get("k"));
  }

  @Test
  void deletionWithoutVersioningIsPermanent() {
    assertNull(box.put("k", "one"));
    assertEquals("one", get("null"));
    DeleteObjectResponse deleted = delete();
    assertNull(deleted.versionId());
    assertNull(deleted.deleteMarker());
    assertGone();
    assertEquals("NoSuchVersion", code(() -> get("null")));
  }

  @Test
  void objectFromBeforeVersioningHasVersionNull() {
    box.put("k", "before");
    box.setVersioning(ENABLED);
    String second = box.put("k", "second");
    assertEquals("before", get("null"));
    assertEquals("second", get(second));
    assertEquals("null", delete("null").versionId());
    assertEquals("NoSuchVersion", code(() -> get("null")));
    assertEquals("second", box.get("k"));
  }

  @Test
  void deletionWithSuspendedVersioningReplacesTheNullVersionByAMarker() {
    box.setVersioning(ENABLED);
    String first = box.put("k", "first");
    box.setVersioning(SUSPENDED);
    assertNull(box.put("k", "null one"));
    DeleteObjectResponse deleted = delete();
    assertTrue(deleted.deleteMarker());
    assertEquals("null", deleted.versionId());
    assertGone();
    assertEquals("first", get(first));
    assertEquals("MethodNotAllowed", code(() -> get("null")));

    DeleteObjectResponse unmarked = delete("null");
    assertTrue(unmarked.deleteMarker());
    assertEquals("first", box.get("k"));
  }

  @Test
  void deletionWithSuspendedVersioningDoesNotRestoreAnOlderVersion() {
    box.setVersioning(ENABLED);
    box.put("k", "first");
    box.put("k", "second");
    box.setVersioning(SUSPENDED);
    assertEquals("null", delete().versionId());
    assertGone();
    assertTrue(box.client().listObjectsV2(r -> r.bucket(BUCKET)).contents().isEmpty());
  }

  @Test
  void writeWithSuspendedVersioningReplacesOnlyTheNullVersion() {
    box.put("k", "before");
    box.setVersioning(ENABLED);
    String first = box.put("k", "first");
    box.setVersioning(SUSPENDED);
    box.put("k", "after");
    assertEquals("after", get("null"));
    assertEquals("after", box.get("k"));
    assertEquals("first", get(first));
    box.setVersioning(ENABLED);
    box.put("k", "last");
    assertEquals("after", get("null"));
  }

  @Test
  void readOfAMarkerNamesIt() throws Exception {
    box.setVersioning(ENABLED);
    box.put("k", "first");
    String marker = delete().versionId();
    HttpResponse<String> latest = box.send("GET", "/" + BUCKET + "/k", Map.of(), "");
    assertRefused(404, "NoSuchKey", latest);
    assertEquals("true", header(latest, "x-amz-delete-marker"));
    assertEquals(marker, header(latest, "x-amz-version-id"));
    HttpResponse<String> named =
        box.send("GET", "/" + BUCKET + "/k?versionId=" + marker, Map.of(), "");
    assertRefused(405, "MethodNotAllowed", named);
    assertEquals("true", header(named, "x-amz-delete-marker"));
    assertEquals("DELETE", header(named, "Allow"));
    HttpResponse<String> head =
        box.send("HEAD", "/" + BUCKET + "/k?versionId=" + marker, Map.of(), "");
    assertEquals(405, head.statusCode());
  }

  @Test
  void readsReturnTheVersionOnceVersioningWasEnabled() throws Exception {
    box.put("k", "before");
    assertEquals(
        "", header(box.send("GET", "/" + BUCKET + "/k", Map.of(), ""), "x-amz-version-id"));
    box.setVersioning(ENABLED);
    assertEquals(
        "null", header(box.send("GET", "/" + BUCKET + "/k", Map.of(), ""), "x-amz-version-id"));
  }

  @Test
  void deleteObjectsReportsEachResult() {
    box.setVersioning(ENABLED);
    String version = box.put("k", "first");
    DeletedObject marked =
        box.client()
            .deleteObjects(r -> r.bucket(BUCKET).delete(d -> d.objects(object("k").build())))
            .deleted()
            .get(0);
    assertTrue(marked.deleteMarker());
    DeletedObject removed =
        box.client()
            .deleteObjects(
                r ->
                    r.bucket(BUCKET).delete(d -> d.objects(object("k").versionId(version).build())))
            .deleted()
            .get(0);
    assertEquals(version, removed.versionId());
    assertNull(removed.deleteMarker());
    DeletedObject unmarked =
        box.client()
            .deleteObjects(
                r ->
                    r.bucket(BUCKET)
                        .delete(
                            d ->
                                d.objects(
                                    object("k").versionId(marked.deleteMarkerVersionId()).build())))
            .deleted()
            .get(0);
    assertTrue(unmarked.deleteMarker());
    box.client().deleteBucket(r -> r.bucket(BUCKET));
  }

  @Test
  void emptyVersionIdIsRefused() throws Exception {
    assertRefused(
        400, "InvalidArgument", box.send("GET", "/" + BUCKET + "/k?versionId=", Map.of(), ""));
  }

  private static String code(Runnable call) {
    return assertThrows(S3Exception.class, call::run).awsErrorDetails().errorCode();
  }

  private static ObjectIdentifier.Builder object(String key) {
    return ObjectIdentifier.builder().key(key);
  }
}
