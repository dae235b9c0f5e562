package dev.chirp.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.sandbox.http.Call;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The subject of a call.
 *
 * @param name of a function, bucket, role, policy or log group; empty for other calls
 * @param call the same call, whose body can still be read
 */
record Subject(String name, Call call) {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern FUNCTION =
      Pattern.compile("(?:/functions/|/tags/.*:function:)([^/:?]+)");

  static Subject of(String action, Call call) throws IOException {
    return switch (call.service()) {
      case "s3" -> new Subject(call.path().replaceFirst("^/([^/]*).*", "$1"), call);
      case "iam" -> new Subject(parameter(call), call);
      case "logs" -> ofBody(call, List.of("logGroupName", "logGroupNamePrefix", "resourceArn"));
      case "lambda" ->
          action.equals("lambda:CreateFunction")
              ? ofBody(call, List.of("FunctionName"))
              : new Subject(function(call.path()), call);
      default -> new Subject("", call);
    };
  }

  private static String parameter(Call call) {
    return Stream.of("RoleName", "PolicyName", "PolicyArn")
        .flatMap(name -> call.parameter(name).stream())
        .findFirst()
        .map(value -> value.substring(value.lastIndexOf('/') + 1))
        .orElse("");
  }

  private static String function(String path) {
    Matcher found = FUNCTION.matcher(URLDecoder.decode(path, StandardCharsets.UTF_8));
    return found.find() ? found.group(1) : "";
  }

  private static Subject ofBody(Call call, List<String> members) throws IOException {
    byte[] body = call.body().readAllBytes();
    JsonNode json = JSON.readTree(body);
    String name =
        members.stream().map(member -> json.path(member).asText()).reduce("", String::concat);
    return new Subject(name, call.withBody(new ByteArrayInputStream(body)));
  }
}
