package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import java.util.TreeMap;

/** Takes a record, and tells what is around it: written for the oldest aws-lambda-java-core. */
public final class Order implements RequestHandler<Order.Line, Map<String, String>> {
  public record Line(String item, int count) {}

  @Override
  public Map<String, String> handleRequest(Line line, Context context) {
    context.getLogger().log("ordering " + line.item() + "\n");
    Map<String, String> seen = new TreeMap<>();
    seen.put("core", found("com.amazonaws.services.lambda.runtime.logging.LogLevel"));
    seen.put("env", System.getenv("AWS_EXECUTION_ENV"));
    seen.put("item", line.count() + " " + line.item());
    seen.put("jackson", found("com.fasterxml.jackson.databind.ObjectMapper"));
    seen.put("module", System.getenv("AWS_LAMBDA_FUNCTION_NAME"));
    seen.put("runtime", System.getenv("LAMBDA_RUNTIME_DIR"));
    seen.put("stream", String.valueOf(context.getLogStreamName().equals(System.getenv("AWS_LAMBDA_LOG_STREAM_NAME"))));
    seen.put("trace", String.valueOf(System.getProperty("com.amazonaws.xray.traceHeader", "").startsWith("Root=1-")));
    seen.put("word", Word.of());
    return seen;
  }

  private static String found(String name) {
    try {
      return Class.forName(name).getClassLoader() == Order.class.getClassLoader() ? "own" : "Lambda's";
    } catch (ClassNotFoundException e) {
      return "none";
    }
  }
}
