package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A function behind a URL: its response holds the event, or does what the path says. */
public final class WebFunction implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    String event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    String path = event.replaceFirst("(?s).*?\"rawPath\":\"/([^\"]*)\".*", "$1");
    String result =
        switch (path) {
          case "throw" -> throw new IllegalStateException("as the path says");
          case "picture" ->
              """
              {"statusCode": 200, "headers": {"content-type": "image/png"}, "body": "iVBORwD/", \
              "isBase64Encoded": true}""";
          case "cookies" ->
              """
              {"statusCode": 303, "headers": {"location": "/a", "access-control-allow-origin": "*"}, \
              "cookies": ["a=1", "b=2"]}""";
          case "malformed" -> "{\"statusCode\": \"fine\"}";
          case "plain" -> "{\"message\": \"no statusCode\"}";
          case "context" ->
              "\"" + context.getAwsRequestId() + " " + context.getInvokedFunctionArn() + "\"";
          default ->
              "{\"statusCode\": 200, \"headers\": {\"content-type\": \"application/json\"}, \"body\": \""
                  + event.replace("\\", "\\\\").replace("\"", "\\\"")
                  + "\"}";
        };
    out.write(result.getBytes(StandardCharsets.UTF_8));
  }
}
