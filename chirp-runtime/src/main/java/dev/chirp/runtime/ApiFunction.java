package dev.chirp.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** A Lambda function that answers API requests. */
public abstract class ApiFunction implements RequestStreamHandler {

  private final Map<String, String> environment;

  protected ApiFunction() {
    this(System.getenv());
  }

  protected ApiFunction(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  protected abstract Object handle(ApiRequest request) throws Exception;

  @Override
  public final void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    throw new FunctionErrorException("{}" + environment.size());
  }
}
