package dev.chirp.runtime.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;

/** Brings {@link SafeText} to what databind writes. */
final class SafeGenerator extends JsonGeneratorDelegate {

  SafeGenerator(JsonGenerator json) {
    super(json, false);
  }

  @Override
  public void writeString(String text) throws IOException {
    super.writeString(text == null ? text : SafeText.of(text));
  }

  @Override
  public void writeString(char[] text, int offset, int length) throws IOException {
    super.writeString(SafeText.of(new String(text, offset, length)));
  }

  @Override
  public void writeFieldName(String name) throws IOException {
    super.writeFieldName(SafeText.of(name));
  }
}
