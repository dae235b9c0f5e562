package dev.chirp.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFramesTest {
  /** An info message as text, as AWS's client writes it. */
  private static byte[] frame(String message) {
    byte[] text = utf8(message);
    return ByteBuffer.allocate(16 + text.length)
        .putInt(0xA55A000E)
        .putInt(text.length)
        .putLong(0x0A0A_0A0A_0A0A_0A0AL)
        .put(text)
        .array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] of(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  @Test
  void messagesAreLinesOfTheirOwn() {
    byte[] output = of(utf8("out"), frame("one"), frame("two\n"), frame(""), utf8("end\n"));
    assertEquals(List.of("out", "one", "two", "", "end"), LogFrames.lines(output).toList());
    assertEquals(output.length, LogFrames.complete(output));
  }

  @Test
  void messageOfSeveralLinesAndWithoutAsciiIsKept() {
    assertEquals(List.of("größer", "¥ 🐦"), LogFrames.lines(frame("größer\n¥ 🐦")).toList());
  }

  /** No line is cut and none is lost, wherever the output is divided. */
  @Test
  void outputIsReadInPiecesOfAnyLength() {
    byte[] output = of(frame("one"), utf8("¥\nZ¥\n"), frame("two\nlines"), utf8("rest"));
    IntStream.rangeClosed(0, output.length)
        .forEach(
            read -> {
              byte[] piece = Arrays.copyOf(output, read);
              int complete = LogFrames.complete(piece);
              List<String> lines =
                  List.of(
                          LogFrames.lines(Arrays.copyOf(output, complete)).toList(),
                          LogFrames.lines(Arrays.copyOfRange(output, complete, output.length))
                              .toList())
                      .stream()
                      .flatMap(List::stream)
                      .toList();
              assertEquals(
                  List.of("one", "¥", "Z¥", "two", "lines", "rest"), lines, "read " + read);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"¥", "¥Z", "no frame ¥Z", ""})
  void textThatOnlyLooksLikeAFrameIsText(String text) {
    assertEquals(text.lines().toList(), LogFrames.lines(utf8(text)).toList());
  }

  @Test
  void incompleteFrameIsShownAsFarAsItGoes() {
    byte[] frame = frame("interrupted");
    assertEquals(0, LogFrames.complete(Arrays.copyOf(frame, 20)));
    assertEquals(List.of("inte"), LogFrames.lines(Arrays.copyOf(frame, 20)).toList());
    assertEquals(List.of(""), LogFrames.lines(Arrays.copyOf(frame, 10)).toList());
  }
}
