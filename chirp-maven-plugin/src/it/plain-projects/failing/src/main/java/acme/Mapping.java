package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Needs a library that is not in the zip, or a missing file. */
public final class Mapping implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    if (event.read() == '[') {
      throw new FileNotFoundException("gone");
    }
    new ObjectMapper().writeValue(answer, "mapped");
  }
}
