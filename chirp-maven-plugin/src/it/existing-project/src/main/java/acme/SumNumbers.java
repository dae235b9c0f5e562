package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Streams, read and written by a library of the project's own. */
public class SumNumbers implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    int[] numbers = new Gson().fromJson(new InputStreamReader(in, StandardCharsets.UTF_8), int[].class);
    JsonObject answer = new JsonObject();
    answer.addProperty("sum", Arrays.stream(numbers).sum());
    out.write(answer.toString().getBytes(StandardCharsets.UTF_8));
  }
}
