package dev.chirp.internal.sandbox.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumAlgorithmTest {
  /** Check values from the CRC catalog and from FIPS 180. */
  @ParameterizedTest
  @CsvSource({
    "CRC32, 123456789, cbf43926",
    "CRC32C, 123456789, e3069283",
    "CRC64NVME, 123456789, ae8b14860a799888",
    "CRC64NVME, '', 0000000000000000",
    "SHA1, abc, a9993e364706816aba3e25717850c26c9cd0d89d",
    "SHA256, abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
  })
  void algorithmComputesItsCheckValue(ChecksumAlgorithm algorithm, String text, String value) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    ChecksumAlgorithm.Digest digest = algorithm.start();
    digest.update(bytes, bytes.length);
    byte[] actual = digest.value();
    assertEquals(value, HexFormat.of().formatHex(actual));
    assertEquals(algorithm.size(), actual.length);
  }
}
