package dev.chirp.deploy;

import dev.chirp.aws.Aws;
import dev.chirp.aws.AwsRefusal;
import dev.chirp.aws.BoundedWait;
import dev.chirp.core.ChirpException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.FunctionCode;
import software.amazon.awssdk.services.lambda.model.PackageType;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;

/**
 * The calls to Lambda that a deploy makes. Each change answers with its request id, and runs {@code
 * begin} when its turn has come: it may have waited for it, and all may have changed meanwhile.
 */
final class LambdaFunctions {
  /** How long to go on when Lambda says that there are too many calls. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Lambda's quota fills up within a second. */
  private static final List<Duration> STEPS =
      List.of(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofSeconds(1));

  private final Aws aws;
  private final LambdaClient uploader;

  /**
   * @param uploader for calls that may carry the zip
   */
  LambdaFunctions(Aws aws, LambdaClient uploader) {
    this.aws = aws;
    this.uploader = uploader;
  }

  /** Makes one call, and makes it again while Lambda has too many. */
  private static <T> T call(Aws aws, String action, String name, Supplier<T> call) {
    AtomicReference<Optional<ChirpException>> last = new AtomicReference<>(Optional.empty());
    return new BoundedWait(aws.time(), PATIENCE, STEPS)
        .forAnswer(
            () -> {
              try {
                return Optional.of(aws.call(action, "function '" + name + "'", call));
              } catch (ChirpException e) {
                if (AwsRefusal.of(e).filter(AwsRefusal::isThrottled).isEmpty()) {
                  throw e;
                }
                last.set(Optional.of(e));
                return Optional.<T>empty();
              }
            })
        .orElseThrow(() -> failure(last));
  }

  private static ChirpException failure(AtomicReference<Optional<ChirpException>> last) {
    return Optional.ofNullable(last.get()).flatMap(e -> e).orElseThrow();
  }

  /** What is on Lambda under that name. */
  static Optional<RemoteFunction> find(Aws aws, String name) {
    try {
      return Optional.of(
          RemoteFunction.of(
              call(
                  aws,
                  "lambda:GetFunction",
                  name,
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

  String create(FunctionSpec spec, CodeLocation code, Runnable begin) {
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
    return inTurn(
        code,
        () ->
            call(
                aws,
                "lambda:CreateFunction",
                spec.lambdaName(),
                () -> {
                  begin.run();
                  return uploader.createFunction(request).responseMetadata().requestId();
                }));
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

  /** Fails with 412 when another changed the function since it was read. */
  String updateSettings(FunctionPlan plan, String revisionId, Runnable begin) {
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
    return call(
        aws,
        "lambda:UpdateFunctionConfiguration",
        spec.lambdaName(),
        () -> {
          begin.run();
          return aws.lambda().updateFunctionConfiguration(request).responseMetadata().requestId();
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
