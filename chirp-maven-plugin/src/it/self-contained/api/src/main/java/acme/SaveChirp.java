package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Is not marked as safe: it does not train, and answers all the same. */
public class SaveChirp implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    System.out.println("was invoked");
    answer.write("\"saved\"".getBytes(StandardCharsets.UTF_8));
  }
}
