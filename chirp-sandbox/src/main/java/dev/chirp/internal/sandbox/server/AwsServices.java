package dev.chirp.internal.sandbox.server;

import dev.chirp.internal.sandbox.apigateway.ApiGatewayService;
import dev.chirp.internal.sandbox.dynamodb.DynamoDbService;
import dev.chirp.internal.sandbox.http.AccessKey;
import dev.chirp.internal.sandbox.http.Service;
import dev.chirp.internal.sandbox.iam.IamService;
import dev.chirp.internal.sandbox.iam.StsService;
import dev.chirp.internal.sandbox.lambda.LambdaService;
import dev.chirp.internal.sandbox.lambda.LambdaSettings;
import dev.chirp.internal.sandbox.logs.LogsService;
import dev.chirp.internal.sandbox.s3.S3Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The services of one sandbox. */
public record AwsServices(
    ApiGatewayService apiGateway,
    DynamoDbService dynamoDb,
    IamService iam,
    LambdaService lambda,
    LogsService logs,
    S3Service s3,
    StsService sts) {
  /** Far below Lambda's 1000 per account, because each is a JVM on this machine. */
  private static final int CONCURRENCY = 32;

  /** Lambda's own delay. */
  private static final Duration RETRY_DELAY = Duration.ofMinutes(1);

  static AwsServices of(SandboxSettings settings, Path directory, AccessKey key) {
    IamService iam = new IamService(directory, settings.roleDelay(), settings.clock());
    S3Service s3 = new S3Service(directory.resolve("s3"), key::admits, settings.clock());
    LogsService logs = new LogsService(directory.resolve("logs"));
    DynamoDbService dynamoDb =
        new DynamoDbService(directory.resolve("dynamodb"), settings.tables());
    LambdaSettings lambdaSettings =
        new LambdaSettings(
            directory.resolve("lambda"),
            settings.changes(),
            CONCURRENCY,
            RETRY_DELAY,
            settings.runtimeInterfaceClient(),
            System.getProperty("os.name", ""),
            settings.clock());
    LambdaService lambda = new LambdaService(lambdaSettings, iam, s3, logs);
    return new AwsServices(
        new ApiGatewayService(
            directory.resolve("apigateway"), lambda.forServices(), settings.clock()),
        dynamoDb,
        iam,
        lambda,
        logs,
        s3,
        new StsService());
  }

  /**
   * The services by the names that signatures use. API Gateway closes before Lambda, whose
   * functions it invokes.
   */
  Map<String, Service> byName() {
    Map<String, Service> services = new LinkedHashMap<>();
    services.put("apigateway", apiGateway);
    services.put("dynamodb", dynamoDb);
    services.put("iam", iam);
    services.put("lambda", lambda);
    services.put("logs", logs);
    services.put("s3", s3);
    services.put("sts", sts);
    return services;
  }
}
