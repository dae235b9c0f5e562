package dev.chirp.internal.sandbox.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * The algorithms of S3's additional checksums.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">Checking
 *     object integrity</a>
 */
enum ChecksumAlgorithm {
  CRC32(4),
  CRC32C(4),
  CRC64NVME(8),
  SHA1(20),
  SHA256(32);

  /** The prefix of checksum headers. */
  static final String HEADER = "x-amz-checksum-";

  private final int size;

  ChecksumAlgorithm(int size) {
    this.size = size;
  }

  /** A running digest. */
  interface Digest {
    void update(byte[] bytes, int length);

    byte[] value();
  }

  Digest start() {
    return switch (this) {
      case CRC32 -> crc(size, new CRC32());
      case CRC32C -> crc(size, new CRC32C());
      case CRC64NVME -> crc(size, new Crc64Nvme());
      case SHA1 -> hash("SHA-1");
      case SHA256 -> hash("SHA-256");
    };
  }

  /** The length of a checksum, in bytes. */
  int size() {
    return size;
  }

  String header() {
    return HEADER + lowerCase();
  }

  String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The algorithm of a header in lower case. */
  static Optional<ChecksumAlgorithm> ofHeader(String header) {
    return Arrays.stream(values()).filter(each -> each.header().equals(header)).findFirst();
  }

  static Optional<ChecksumAlgorithm> named(String name) {
    return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
  }

  static Digest md5() {
    return hash("MD5");
  }

  private static Digest crc(int size, Checksum checksum) {
    return new Digest() {
      @Override
      public void update(byte[] bytes, int length) {
        checksum.update(bytes, 0, length);
      }

      @Override
      public byte[] value() {
        byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(checksum.getValue()).array();
        return Arrays.copyOfRange(all, Long.BYTES - size, Long.BYTES);
      }
    };
  }

  private static Digest hash(String algorithm) {
    MessageDigest digest = digest(algorithm);
    return new Digest() {
      @Override
      public void update(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
      }

      @Override
      public byte[] value() {
        return digest.digest();
      }
    };
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
