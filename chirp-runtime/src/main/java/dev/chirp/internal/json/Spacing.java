package dev.chirp.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;

/**
 * One line, with a space after each colon and comma: integration responses match {@code
 * .*"httpStatusCode": 400.*}, in which a dot does not match a line break.
 */
final class Spacing extends CharacterEscapes implements PrettyPrinter {

  static final Spacing INSTANCE = new Spacing();

  private static final long serialVersionUID = 1L;
  private static final int[] ASCII = standardAsciiEscapesForJSON();

  /** Escapes for the line, paragraph and next-line separators, and for no other characters. */
  private static final SerializableString[] ESCAPES = {
    new SerializedString("\\u2028"),
    new SerializedString("\\u2029"),
    new SerializedString("\\u0085"),
    null
  };

  private Spacing() {}

  @Override
  public int[] getEscapeCodesForAscii() {
    return ASCII;
  }

  @Override
  public SerializableString getEscapeSequence(int c) {
    return ESCAPES[c == 0x2028 ? 0 : c == 0x2029 ? 1 : c == 0x85 ? 2 : 3];
  }

  @Override
  public void writeRootValueSeparator(JsonGenerator g) throws IOException {
    g.writeRaw(' ');
  }

  @Override
  public void writeStartObject(JsonGenerator g) throws IOException {
    g.writeRaw('{');
  }

  @Override
  public void writeEndObject(JsonGenerator g, int entries) throws IOException {
    g.writeRaw('}');
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator g) throws IOException {
    g.writeRaw(',');
    g.writeRaw(' ');
  }

  @Override
  public void writeObjectFieldValueSeparator(JsonGenerator g) throws IOException {
    g.writeRaw(':');
    g.writeRaw(' ');
  }

  @Override
  public void writeStartArray(JsonGenerator g) throws IOException {
    g.writeRaw('[');
  }

  @Override
  public void writeEndArray(JsonGenerator g, int values) throws IOException {
    g.writeRaw(']');
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator g) throws IOException {
    g.writeRaw(',');
    g.writeRaw(' ');
  }

  @Override
  public void beforeArrayValues(JsonGenerator g) {}

  @Override
  public void beforeObjectEntries(JsonGenerator g) {}
}
