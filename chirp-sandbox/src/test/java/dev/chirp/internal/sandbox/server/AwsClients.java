package dev.chirp.internal.sandbox.server;

import dev.chirp.internal.core.SandboxAddress;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Clients of the AWS SDK that call a sandbox. */
public final class AwsClients implements AutoCloseable {
  private final SandboxAddress address;
  private final Region region;
  private final ApiGatewayV2Client apiGateway;
  private final LambdaClient lambda;
  private final IamClient iam;
  private final CloudWatchLogsClient logs;
  private final S3Client s3;

  public AwsClients(SandboxAddress address, String region) {
    this.address = address;
    this.region = Region.of(region);
    this.apiGateway = to(ApiGatewayV2Client.builder()).build();
    this.lambda = to(LambdaClient.builder()).build();
    this.iam = to(IamClient.builder()).build();
    this.logs = to(CloudWatchLogsClient.builder()).build();
    this.s3 = to(S3Client.builder()).forcePathStyle(true).build();
  }

  private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B to(B builder) {
    return builder
        .httpClientBuilder(Apache5HttpClient.builder())
        .overrideConfiguration(client -> client.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .endpointOverride(address.endpoint())
        .region(region)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(address.accessKeyId(), SandboxAddress.SECRET)));
  }

  public ApiGatewayV2Client apiGateway() {
    return apiGateway;
  }

  public LambdaClient lambda() {
    return lambda;
  }

  public IamClient iam() {
    return iam;
  }

  public CloudWatchLogsClient logs() {
    return logs;
  }

  public S3Client s3() {
    return s3;
  }

  @Override
  public void close() {
    apiGateway.close();
    lambda.close();
    iam.close();
    logs.close();
    s3.close();
  }
}
