package dev.chirp.internal.sandbox.s3;

import java.util.zip.Checksum;

/**
 * The 64-bit checksum that S3 stores for an object by default. The JDK does not have it.
 *
 * @see <a href="https://reveng.sourceforge.io/crc-catalogue/all.htm#crc.cat.crc-64-nvme">Its
 *     parameters and check value</a>
 */
final class Crc64Nvme implements Checksum {
  /** 0xad93d23594c93659 with its bits in reverse order. */
  private static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;

  private static final long[] TABLE = table();

  private long inverted = -1;

  private static long[] table() {
    long[] table = new long[256];
    for (int value = 0; value < table.length; value++) {
      long crc = value;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ POLYNOMIAL;
      }
      table[value] = crc;
    }
    return table;
  }

  @Override
  public void update(int b) {
    inverted = TABLE[(int) (inverted ^ b) & 0xff] ^ inverted >>> 8;
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      update(bytes[i]);
    }
  }

  @Override
  public long getValue() {
    return ~inverted;
  }

  @Override
  public void reset() {
    inverted = -1;
  }
}
