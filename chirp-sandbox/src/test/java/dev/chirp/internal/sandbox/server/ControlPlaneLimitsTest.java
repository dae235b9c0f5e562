package dev.chirp.internal.sandbox.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.internal.sandbox.http.AwsError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ControlPlaneLimitsTest {
  private Instant now = Instant.EPOCH;
  private final ControlPlaneLimits limits =
      new ControlPlaneLimits(
          2,
          new Clock() {
            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now;
            }
          });

  private void count(int calls, String action) {
    for (int i = 0; i < calls; i++) {
      limits.count(action);
    }
  }

  private String refusal(String action) {
    AwsError refusal = assertThrows(AwsError.class, () -> limits.count(action));
    return refusal.status() + " " + refusal.code() + ": " + refusal.message();
  }

  @Test
  void apiGatewayAllowsFortyCallsAndThenTenPerSecond() {
    count(39, "apigateway:GetRoutes");
    count(1, "apigateway:CreateRoute");
    assertEquals(
        "429 TooManyRequestsException: Too Many Requests", refusal("apigateway:GetRoutes"));
    now = now.plusSeconds(1);
    count(10, "apigateway:GetRoutes");
    refusal("apigateway:GetRoutes");
    now = now.plusSeconds(60);
    count(40, "apigateway:GetRoutes");
    refusal("apigateway:GetRoutes");
  }

  @Test
  void apiGatewayAllowsADeploymentInFiveSeconds() {
    count(1, "apigateway:CreateDeployment");
    refusal("apigateway:CreateDeployment");
    now = now.plus(Duration.ofMillis(4900));
    refusal("apigateway:CreateDeployment");
    now = now.plus(Duration.ofMillis(200));
    count(1, "apigateway:CreateDeployment");
  }

  @Test
  void lambdaCountsAllButReads() {
    count(100, "lambda:GetFunction");
    count(2, "lambda:AddPermission");
    assertEquals("429 TooManyRequestsException: Rate exceeded", refusal("lambda:AddPermission"));
    count(1, "s3:PutObject");
  }
}
