package dev.chirp.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;

/** Applies {@link JsonWriter#safe} to the output of databind. */
final class SafeGenerator extends JsonGeneratorDelegate {

  SafeGenerator(JsonGenerator json) {
    super(json, false);
  }

  @Override
  public void writeString(String text) throws IOException {
    super.writeString(text == null ? text : JsonWriter.safe(text));
  }

  @Override
  public void writeString(char[] text, int offset, int length) throws IOException {
    super.writeString(JsonWriter.safe(new String(text, offset, length)));
  }

  @Override
  public void writeFieldName(String name) throws IOException {
    super.writeFieldName(JsonWriter.safe(name));
  }
}
