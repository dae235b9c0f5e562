package dev.chirp.internal.sandbox.apigateway;

import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.sandbox.lambda.LambdaBox;
import dev.chirp.internal.sandbox.server.AwsClients;
import dev.chirp.internal.sandbox.server.SandboxServer;
import dev.chirp.testkit.TrustPolicies;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.IntegrationType;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** A sandbox with API Gateway's client, and HTTP for the APIs. */
final class ApiBox implements AutoCloseable {
  static final String ACCOUNT = "000000000000";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Logger LOG = Logger.getLogger("dev.chirp.sandbox");

  final List<String> warnings = new CopyOnWriteArrayList<>();
  private final SandboxServer sandbox;
  private final AwsClients aws;
  private final Handler log = new WarningList();

  private final class WarningList extends Handler {
    @Override
    public void publish(LogRecord line) {
      warnings.add(line.getMessage());
    }

    @Override
    public void flush() {
      // Nothing is buffered.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  ApiBox(Path directory) {
    this.sandbox =
        SandboxServer.builder()
            .directory(directory)
            .delays(Duration.ZERO, Duration.ZERO, Duration.ZERO)
            .runtimeInterfaceClient(LambdaBox::client)
            .start();
    this.aws = new AwsClients(sandbox.address(), "us-east-1");
    LOG.addHandler(log);
  }

  ApiGatewayV2Client api() {
    return aws.apiGateway();
  }

  LambdaClient lambda() {
    return aws.lambda();
  }

  SandboxAddress address() {
    return sandbox.address();
  }

  /** Deploys a function that answers with its event, and returns its ARN. */
  String function(String name) {
    return function(name, "acme.WebFunction");
  }

  /** Deploys a function, and returns its ARN. */
  String function(String name, String handler) {
    String role =
        aws.iam()
            .createRole(
                r -> r.roleName("role-" + name).assumeRolePolicyDocument(TrustPolicies.LAMBDA))
            .role()
            .arn();
    return lambda()
        .createFunction(
            r ->
                r.functionName(name)
                    .role(role)
                    .runtime("java17")
                    .handler(handler)
                    .memorySize(512)
                    .timeout(20)
                    .code(code -> code.zipFile(LambdaBox.zip("first"))))
        .functionArn();
  }

  /** Lets an API's resources invoke a function or alias. */
  void allow(String functionArn, String statement, String sourceArn) {
    lambda()
        .addPermission(
            r ->
                r.functionName(functionArn)
                    .statementId(statement)
                    .action("lambda:InvokeFunction")
                    .principal("apigateway.amazonaws.com")
                    .sourceArn(sourceArn));
  }

  /** The ARN of an API's resources, for permissions. */
  static String sourceArn(String api, String path) {
    return "arn:aws:execute-api:us-east-1:%s:%s/%s".formatted(ACCOUNT, api, path);
  }

  String create(String name) {
    return api().createApi(r -> r.name(name).protocolType("HTTP")).apiId();
  }

  String endpoint(String api) {
    return api().getApi(r -> r.apiId(api)).apiEndpoint();
  }

  /** Adds an integration of a function, and returns the target for routes. */
  String integrate(String api, String functionArn) {
    return "integrations/"
        + api()
            .createIntegration(
                r ->
                    r.apiId(api)
                        .integrationType(IntegrationType.AWS_PROXY)
                        .integrationUri(functionArn)
                        .payloadFormatVersion("2.0"))
            .integrationId();
  }

  String route(String api, String key, String target) {
    return api().createRoute(r -> r.apiId(api).routeKey(key).target(target)).routeId();
  }

  static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(
        request.timeout(Duration.ofMinutes(1)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Status and body of a GET. */
  static String get(String url) throws IOException, InterruptedException {
    HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(url)));
    return response.statusCode() + " " + response.body();
  }

  @Override
  public void close() {
    LOG.removeHandler(log);
    aws.close();
    sandbox.close();
  }
}
