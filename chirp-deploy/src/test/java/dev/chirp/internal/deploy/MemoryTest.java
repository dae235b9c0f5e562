package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.pack.CodePackage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A zip is streamed to a bucket. The sandbox runs in another process, so that only Chirp's memory
 * counts.
 */
@Tag("faults")
class MemoryTest {
  private static final int ZIP_MEGABYTES = 240;
  private static final int MEGABYTES_MORE = 96;
  private static final Pattern HEAP = Pattern.compile("heap in use: (\\d+) MB");

  @TempDir private Path directory;

  @Test
  void largeZipNeedsLittleMoreHeapThanASmallOne() throws Exception {
    try (DeployWorld world = new DeployWorld(directory)) {
      world.makeBucket();
      int idle = heap(deploy(world, world.zip("small"), "-Xmx512m"));
      String said = deploy(world, large(), "-Xmx" + (idle + MEGABYTES_MORE) + "m");
      assertTrue(said.contains("1 function: 1 updated"), said);
      assertTrue(said.contains("Uploaded 2"), said);
      System.out.printf(
          "%d MB through a bucket with -Xmx%dm; in use after a small deploy: %d MB, after this: %d MB%n",
          ZIP_MEGABYTES, idle + MEGABYTES_MORE, idle, heap(said));
    }
  }

  private String deploy(DeployWorld world, CodePackage code, String heap) throws IOException {
    try (ChildDeploy deploy = ChildDeploy.start(world, 1, code, directory, heap)) {
      assertEquals(0, deploy.status(), deploy.output());
      return deploy.output();
    }
  }

  private static int heap(String said) {
    Matcher heap = HEAP.matcher(said);
    assertTrue(heap.find(), said);
    return Integer.parseInt(heap.group(1));
  }

  private CodePackage large() throws IOException, NoSuchAlgorithmException {
    Path file = directory.resolve("large.zip");
    byte[] megabyte = new byte[1 << 20];
    SplittableRandom random = new SplittableRandom(1);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      zip.putNextEntry(new ZipEntry("large.bin"));
      for (int i = 0; i < ZIP_MEGABYTES; i++) {
        random.nextBytes(megabyte);
        zip.write(megabyte);
      }
    }
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    String hash = Base64.getEncoder().encodeToString(sha256.digest());
    return new CodePackage(file, hash, Files.size(file), (long) ZIP_MEGABYTES << 20);
  }
}
