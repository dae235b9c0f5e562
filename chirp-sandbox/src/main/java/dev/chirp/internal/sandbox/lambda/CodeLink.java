package dev.chirp.internal.sandbox.lambda;

import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address that a function's code can be downloaded from; AWS's is one of S3, pre-signed. */
final class CodeLink {
  private static final Pattern PATH = Pattern.compile("/code/([0-9a-f]{64})\\.zip");

  private CodeLink() {}

  static String to(LambdaRequest request, String sha256) {
    return "%s/code/%s.zip?X-Amz-Credential=%s/20260101/%s/lambda/aws4_request"
        .formatted(
            request.callersEndpoint(),
            CodeStore.name(sha256),
            request.call().accessKeyId(),
            request.scope().region());
  }

  static boolean is(Call call) {
    return call.method().equals("GET") && PATH.matcher(call.path()).matches();
  }

  static Response download(Call call, Path zips) throws IOException {
    Matcher path = PATH.matcher(call.path());
    Path zip = zips.resolve(path.matches() ? path.group(1) + ".zip" : "none");
    return Files.exists(zip) ? Response.file(200, zip, 0, Files.size(zip)) : Response.of(404);
  }
}
