package dev.chirp.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.aws.Aws;
import dev.chirp.testkit.TestTime;
import dev.chirp.testkit.TrustPolicies;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;

/** Scripted faults occur as scripted. */
@Tag("slow")
class FaultySandboxTest {
  @TempDir private Path directory;
  private FaultySandbox world;
  private Aws aws;
  private LambdaClient lambda;

  @BeforeEach
  void start() {
    world = new FaultySandbox(directory);
    aws = Aws.connect(world.settings(1), world.time);
    lambda = aws.lambda();
    aws.iam().createRole(r -> r.roleName("chirp").assumeRolePolicyDocument(TrustPolicies.LAMBDA));
  }

  @AfterEach
  void stop() {
    aws.close();
    world.close();
  }

  private void create(String name) {
    lambda.createFunction(
        r ->
            r.functionName(name)
                .runtime("java21")
                .handler("a.B")
                .role("arn:aws:iam::000000000000:role/chirp")
                .code(code -> code.zipFile(zip())));
  }

  /** Returns an empty zip. */
  private static SdkBytes zip() {
    byte[] bytes = new byte[22];
    System.arraycopy(new byte[] {'P', 'K', 5, 6}, 0, bytes, 0, 4);
    return SdkBytes.fromByteArray(bytes);
  }

  private FunctionConfiguration function(String name) {
    return lambda.getFunction(r -> r.functionName(name)).configuration();
  }

  private boolean isThere(String name) {
    try {
      world.somebodyElse.getFunction(r -> r.functionName(name));
      return true;
    } catch (ResourceNotFoundException e) {
      return false;
    }
  }

  @Test
  void connectionBreaksBeforeOrAfterTheWork() {
    world.faults.on("lambda:CreateFunction").of("early").then(Fault.droppedBefore());
    world.faults.on("lambda:CreateFunction").of("late").then(Fault.droppedAfter());
    assertThrows(SdkClientException.class, () -> create("early"));
    assertThrows(SdkClientException.class, () -> create("late"));
    assertFalse(isThere("early"));
    assertTrue(isThere("late"));
    assertEquals(2, world.faults.count("lambda:CreateFunction"));
  }

  @Test
  void truncatedResponseIsAFailure() {
    create("f");
    world.faults.on("lambda:GetFunction").number(1).then(Fault.cut());
    assertThrows(SdkClientException.class, () -> function("f"));
    assertEquals(State.ACTIVE, function("f").state());
  }

  @Test
  void uploadBreaksWithinItsBody() {
    aws.s3().createBucket(r -> r.bucket("code"));
    world.faults.on("s3:PutObject").then(Fault.droppedWithin(100_000));
    RequestBody body = RequestBody.fromBytes(new byte[1_000_000]);
    assertThrows(
        SdkClientException.class, () -> aws.s3().putObject(r -> r.bucket("code").key("k"), body));
    assertEquals(List.of(), aws.s3().listObjectsV2(r -> r.bucket("code")).contents());
  }

  @Test
  void createTakesTimeAndFails() {
    world
        .changes
        .on("lambda:CreateFunction")
        .then(FaultySandbox.failing("InvalidSubnet", "No such subnet.", Duration.ofSeconds(9)));
    create("f");
    assertEquals(State.PENDING, function("f").state());
    world.time.pass(Duration.ofSeconds(9));
    FunctionConfiguration failed = function("f");
    assertEquals(State.FAILED, failed.state());
    assertEquals("InvalidSubnet", failed.stateReasonCodeAsString());
    assertEquals("No such subnet.", failed.stateReason());
    LambdaException refused = assertThrows(LambdaException.class, () -> update("f"));
    assertTrue(refused.toString().contains("in the following state: Failed"));
  }

  private void update(String name) {
    lambda.updateFunctionConfiguration(r -> r.functionName(name).memorySize(1024));
  }

  @Test
  void failedUpdateIsFixedByTheNext() {
    create("f");
    world
        .changes
        .on("lambda:UpdateFunctionConfiguration")
        .number(1)
        .then(FaultySandbox.failing("InternalError", "It broke.", Duration.ZERO));
    update("f");
    assertEquals(State.ACTIVE, function("f").state());
    assertEquals(LastUpdateStatus.FAILED, function("f").lastUpdateStatus());
    assertEquals("InternalError", function("f").lastUpdateStatusReasonCodeAsString());
    update("f");
    assertEquals(LastUpdateStatus.SUCCESSFUL, function("f").lastUpdateStatus());
  }

  @Test
  void functionStaysPendingForever() {
    world.changes.on("lambda:CreateFunction").then(FaultySandbox.taking(FaultySandbox.FOR_EVER));
    create("f");
    world.time.pass(Duration.ofDays(300));
    assertEquals(State.PENDING, function("f").state());
  }

  @Test
  void newFunctionIsNotVisibleAtOnce() {
    world.hideNewFunctions(Duration.ofSeconds(5));
    create("f");
    assertThrows(ResourceNotFoundException.class, () -> function("f"));
    world.time.pass(Duration.ofSeconds(5));
    assertEquals(State.ACTIVE, function("f").state());
  }

  @Test
  void lambdaAcceptsFifteenCallsASecondAndAHundredReads() {
    create("f");
    world.throttle();
    assertEquals(15, allowed(30, () -> lambda.listFunctions()));
    assertEquals(100, allowed(120, () -> function("f")));
    world.time.pass(Duration.ofSeconds(1));
    assertEquals(15, allowed(30, () -> lambda.listFunctions()));
  }

  private static long allowed(int calls, Runnable call) {
    return IntStream.range(0, calls)
        .filter(
            i -> {
              try {
                call.run();
                return true;
              } catch (LambdaException e) {
                return e.statusCode() != 429;
              }
            })
        .count();
  }

  @Test
  void responseComesLate() {
    create("f");
    world.faults.on("lambda:GetFunction").then(Fault.delayed(world.time, Duration.ofMinutes(3)));
    assertEquals(State.ACTIVE, function("f").state());
    assertEquals(TestTime.START.plus(Duration.ofMinutes(3)), world.time.now());
  }

  @Test
  void seedDecidesIndependentlyOfOrder() throws IOException, InterruptedException {
    Script<Integer> script = new Script<>();
    script.on("lambda:*").chance(7, 0.5).then(1);
    List<String> forth = drawn(script, IntStream.range(0, 50).toArray());
    script.forget();
    List<String> back = drawn(script, IntStream.range(0, 50).map(i -> 49 - i).toArray());
    assertEquals(forth, back.stream().sorted().toList());
    assertTrue(forth.size() > 10 && forth.size() < 40, forth::toString);
  }

  private static List<String> drawn(Script<Integer> script, int... functions) {
    List<String> hit = new ArrayList<>();
    for (int i : functions) {
      String name = "f%02d".formatted(i);
      script.next("lambda:GetFunction", name, TestTime.START, "").ifPresent(x -> hit.add(name));
    }
    return hit;
  }

  @Test
  void newRoleCannotBeAssumedAtOnce() {
    try (FaultySandbox slow = new FaultySandbox(directory.resolve("slow"), Duration.ofSeconds(20));
        Aws other = Aws.connect(slow.settings(1), slow.time)) {
      other
          .iam()
          .createRole(r -> r.roleName("chirp").assumeRolePolicyDocument(TrustPolicies.LAMBDA));
      lambda = other.lambda();
      assertThrows(LambdaException.class, () -> create("f"));
      slow.time.pass(Duration.ofSeconds(20));
      create("f");
      assertEquals(State.ACTIVE, function("f").state());
    }
  }
}
