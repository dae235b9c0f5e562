package dev.chirp.deploy;

import dev.chirp.aws.Aws;
import dev.chirp.aws.AwsRefusal;
import dev.chirp.core.ChirpException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.FunctionCode;
import software.amazon.awssdk.services.lambda.model.PackageType;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;

/** The calls to Lambda that a deploy makes. Each change answers with its request id. */
final class LambdaFunctions {
  private final Aws aws;
  private final LambdaClient uploader;

  /**
   * @param uploader for calls that may carry the zip
   */
  LambdaFunctions(Aws aws, LambdaClient uploader) {
    this.aws = aws;
    this.uploader = uploader;
  }

  static String named(String name) {
    return "function '" + name + "'";
  }

  /** What is on Lambda under that name. */
  static Optional<RemoteFunction> find(Aws aws, String name) {
    try {
      return Optional.of(
          RemoteFunction.of(
              aws.call(
                  "lambda:GetFunction",
                  named(name),
                  () -> aws.lambda().getFunction(r -> r.functionName(name)))));
    } catch (ChirpException e) {
      if (AwsRefusal.of(e)
          .filter(refusal -> refusal.code().equals("ResourceNotFoundException"))
          .isPresent()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  Optional<RemoteFunction> find(String name) {
    return find(aws, name);
  }

  String create(FunctionSpec spec, CodeLocation code) {
    CreateFunctionRequest request =
        CreateFunctionRequest.builder()
            .functionName(spec.lambdaName())
            .handler(spec.handler())
            .runtime(spec.runtime())
            .role(spec.roleArn())
            .memorySize(spec.memorySize())
            .timeout(spec.timeout())
            .architectures(Architecture.fromValue(spec.architecture()))
            .environment(e -> e.variables(spec.environment()))
            .description(spec.description())
            .packageType(PackageType.ZIP)
            .tags(spec.tags())
            .code(functionCode(code))
            .build();
    return aws.call(
        "lambda:CreateFunction",
        named(spec.lambdaName()),
        () -> uploader.createFunction(request).responseMetadata().requestId());
  }

  private static FunctionCode functionCode(CodeLocation code) {
    FunctionCode.Builder builder = FunctionCode.builder();
    if (code instanceof CodeLocation.InBucket object) {
      builder.s3Bucket(object.bucket()).s3Key(object.key());
      object.version().ifPresent(builder::s3ObjectVersion);
    } else if (code instanceof CodeLocation.Direct direct) {
      builder.zipFile(bytes(direct));
    }
    return builder.build();
  }

  private static SdkBytes bytes(CodeLocation.Direct direct) {
    try {
      return SdkBytes.fromByteArrayUnsafe(Files.readAllBytes(direct.file()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String updateCode(FunctionSpec spec, CodeLocation code) {
    UpdateFunctionCodeRequest.Builder request =
        UpdateFunctionCodeRequest.builder()
            .functionName(spec.lambdaName())
            .architectures(Architecture.fromValue(spec.architecture()));
    if (code instanceof CodeLocation.InBucket object) {
      request.s3Bucket(object.bucket()).s3Key(object.key());
      object.version().ifPresent(request::s3ObjectVersion);
    } else if (code instanceof CodeLocation.Direct direct) {
      request.zipFile(bytes(direct));
    }
    return aws.call(
        "lambda:UpdateFunctionCode",
        named(spec.lambdaName()),
        () -> uploader.updateFunctionCode(request.build()).responseMetadata().requestId());
  }

  /** Fails with 412 when another changed the function since it was read. */
  String updateSettings(FunctionPlan plan, String revisionId) {
    FunctionSpec spec = plan.spec();
    UpdateFunctionConfigurationRequest request =
        UpdateFunctionConfigurationRequest.builder()
            .functionName(spec.lambdaName())
            .handler(spec.handler())
            .runtime(spec.runtime())
            .role(spec.roleArn())
            .memorySize(spec.memorySize())
            .timeout(spec.timeout())
            .environment(e -> e.variables(plan.environment()))
            .description(spec.description())
            .revisionId(revisionId)
            .build();
    return aws.call(
        "lambda:UpdateFunctionConfiguration",
        named(spec.lambdaName()),
        () -> aws.lambda().updateFunctionConfiguration(request).responseMetadata().requestId());
  }

  String tag(String name, String arn, Map<String, String> tags) {
    return aws.call(
            "lambda:TagResource",
            named(name),
            () -> aws.lambda().tagResource(r -> r.resource(arn).tags(tags)).responseMetadata())
        .requestId();
  }
}
