package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.FunctionCode;
import software.amazon.awssdk.services.lambda.model.PackageType;
import software.amazon.awssdk.services.lambda.model.SnapStart;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;

/**
 * The calls to Lambda that a deploy makes. Each write returns its request id, and runs {@code
 * begin} just before it is sent, because it may have waited for the rate limit.
 */
final class LambdaFunctions {
  private final Aws aws;
  private final LambdaClient uploader;

  /**
   * Creates the calls.
   *
   * @param uploader the client for calls that may carry the zip
   */
  LambdaFunctions(Aws aws, LambdaClient uploader) {
    this.aws = aws;
    this.uploader = uploader;
  }

  private static <T> T call(Aws aws, String action, String name, Supplier<T> call) {
    return aws.call(action, "function '" + name + "'", call);
  }

  /** Returns the function with this name, if it exists. */
  static Optional<RemoteFunction> find(Aws aws, String name) {
    return AwsRefusal.found(
            () ->
                call(
                    aws,
                    "lambda:GetFunction",
                    name,
                    () -> aws.lambda().getFunction(r -> r.functionName(name))))
        .map(RemoteFunction::of);
  }

  Optional<RemoteFunction> find(String name) {
    return find(aws, name);
  }

  String create(FunctionSpec spec, CodeLocation code, Runnable begin) {
    CreateFunctionRequest.Builder request =
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
            .code(functionCode(code));
    spec.snapStart().ifPresent(on -> request.snapStart(snapStart(on)));
    return inTurn(
        code,
        () ->
            call(
                aws,
                "lambda:CreateFunction",
                spec.lambdaName(),
                () -> {
                  begin.run();
                  return uploader.createFunction(request.build()).responseMetadata().requestId();
                }));
  }

  private static SnapStart snapStart(boolean on) {
    return SnapStart.builder()
        .applyOn(on ? SnapStartApplyOn.PUBLISHED_VERSIONS : SnapStartApplyOn.NONE)
        .build();
  }

  private static FunctionCode functionCode(CodeLocation code) {
    FunctionCode.Builder builder = FunctionCode.builder();
    if (code instanceof CodeLocation.InBucket object) {
      builder.s3Bucket(object.bucket()).s3Key(object.key());
      object.version().ifPresent(builder::s3ObjectVersion);
    } else if (code instanceof CodeLocation.Direct direct) {
      builder.zipFile(direct.zip().bytes());
    }
    return builder.build();
  }

  private static <T> T inTurn(CodeLocation code, Supplier<T> call) {
    return code instanceof CodeLocation.Direct direct ? direct.zip().inTurn(call) : call.get();
  }

  String updateCode(FunctionSpec spec, CodeLocation code, Runnable begin) {
    UpdateFunctionCodeRequest.Builder request =
        UpdateFunctionCodeRequest.builder()
            .functionName(spec.lambdaName())
            .architectures(Architecture.fromValue(spec.architecture()));
    if (code instanceof CodeLocation.InBucket object) {
      request.s3Bucket(object.bucket()).s3Key(object.key());
      object.version().ifPresent(request::s3ObjectVersion);
    } else if (code instanceof CodeLocation.Direct direct) {
      request.zipFile(direct.zip().bytes());
    }
    return inTurn(
        code,
        () ->
            call(
                aws,
                "lambda:UpdateFunctionCode",
                spec.lambdaName(),
                () -> {
                  begin.run();
                  return uploader
                      .updateFunctionCode(request.build())
                      .responseMetadata()
                      .requestId();
                }));
  }

  /** Updates the settings. Fails with 412 if the function changed since it was read. */
  String updateSettings(FunctionPlan plan, String revisionId, Runnable begin) {
    FunctionSpec spec = plan.spec();
    UpdateFunctionConfigurationRequest.Builder request =
        UpdateFunctionConfigurationRequest.builder()
            .functionName(spec.lambdaName())
            .handler(spec.handler())
            .runtime(spec.runtime())
            .role(spec.roleArn())
            .memorySize(spec.memorySize())
            .timeout(spec.timeout())
            .environment(e -> e.variables(plan.environment()))
            .description(spec.description())
            .revisionId(revisionId);
    spec.snapStart().ifPresent(on -> request.snapStart(snapStart(on)));
    return call(
        aws,
        "lambda:UpdateFunctionConfiguration",
        spec.lambdaName(),
        () -> {
          begin.run();
          return aws.lambda()
              .updateFunctionConfiguration(request.build())
              .responseMetadata()
              .requestId();
        });
  }

  String tag(String name, String arn, Map<String, String> tags, Runnable begin) {
    return call(
        aws,
        "lambda:TagResource",
        name,
        () -> {
          begin.run();
          return aws.lambda()
              .tagResource(r -> r.resource(arn).tags(tags))
              .responseMetadata()
              .requestId();
        });
  }
}
