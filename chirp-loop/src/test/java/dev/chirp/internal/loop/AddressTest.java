package dev.chirp.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:9001, 127.0.0.1, 9001, 127.0.0.1:9001",
    "localhost:65535, localhost, 65535, localhost:65535",
    "runtime.local, runtime.local, 80, runtime.local:80",
    "[::1]:9001, ::1, 9001, [::1]:9001",
    "[fe80::1], fe80::1, 80, [fe80::1]:80",
    "::1:9001, ::1, 9001, [::1]:9001"
  })
  void isAHostAndAPort(String text, String host, int port, String header) {
    assertEquals(new Address(host, port, header), Address.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":9001",
        "host:",
        "host:0",
        "host:65536",
        "host:99999999999",
        "host:+1",
        "host:x",
        "http://host:1/",
        "[]:1",
        "[::1:9001"
      })
  void invalidAddressIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Address.parse(text));
  }

  @Test
  void isRefusedWithItsValue() {
    assertEquals(
        "AWS_LAMBDA_RUNTIME_API is 'host:x', which is not a host:port. Lambda sets it; this program"
            + " runs nowhere else.\nTry: mvn chirp:invoke -Dfunction=<name>",
        assertThrows(IllegalArgumentException.class, () -> Address.parse("host:x")).getMessage());
  }
}
