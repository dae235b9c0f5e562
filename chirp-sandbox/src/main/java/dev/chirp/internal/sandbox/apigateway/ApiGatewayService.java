package dev.chirp.internal.sandbox.apigateway;

import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.gateway.http.LoopbackServer;
import dev.chirp.internal.gateway.payload.AwsDifferences;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.OperationTable;
import dev.chirp.internal.sandbox.http.Response;
import dev.chirp.internal.sandbox.http.Server;
import dev.chirp.internal.sandbox.http.Service;
import dev.chirp.internal.sandbox.lambda.ServiceInvocations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * API Gateway: HTTP APIs with functions behind them. It serves each API at a port of its own.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/api-reference.html">API
 *     Gateway V2 API</a>
 */
public final class ApiGatewayService implements Service {
  private final OperationTable operations = OperationTable.of(ApiGatewayService.class);
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Operation> handlers = new HashMap<>();
  private final ServiceInvocations functions;
  private final ApiStore apis;
  private final ApiServers servers;
  private final AwsDifferences differences = new AwsDifferences(ApiStages::warn);
  private volatile Optional<SandboxAddress> address = Optional.empty();
  private volatile Server.FaultLog faults = Server.FaultLog.OF_JVM;

  private interface Operation {
    Response respond(ApiGatewayRequest request);
  }

  /**
   * A service that continues with the stored APIs.
   *
   * @param directory the folder for APIs
   */
  public ApiGatewayService(Path directory, ServiceInvocations functions, Clock clock) {
    this.functions = functions;
    this.apis = new ApiStore(directory, clock);
    this.servers = new ApiServers(apis, this::stages);
    ApiChanges changes = new ApiChanges(apis, servers);
    ApiOperations all = new ApiOperations(apis, changes, servers);
    apis(all);
    imports(new ImportOperations(apis, changes, all));
    authorizers(new AuthorizerOperations(apis, changes));
    routes(new RouteOperations(apis, changes), new IntegrationOperations(apis, changes));
    stages(new StageOperations(apis, changes), new DeploymentOperations(apis, changes));
    tags(new ApiTags(apis));
  }

  private void apis(ApiOperations all) {
    handlers.put("CreateApi", all::create);
    handlers.put("GetApi", all::get);
    handlers.put("GetApis", all::list);
    handlers.put("UpdateApi", all::update);
    handlers.put("DeleteApi", all::delete);
    handlers.put("DeleteCorsConfiguration", all::deleteCors);
  }

  private void imports(ImportOperations imports) {
    handlers.put("ImportApi", imports::create);
    handlers.put("ReimportApi", imports::replace);
    handlers.put("ExportApi", imports::export);
  }

  private void authorizers(AuthorizerOperations authorizers) {
    handlers.put("CreateAuthorizer", authorizers::create);
    handlers.put("GetAuthorizer", authorizers::get);
    handlers.put("GetAuthorizers", authorizers::list);
    handlers.put("UpdateAuthorizer", authorizers::update);
    handlers.put("DeleteAuthorizer", authorizers::delete);
  }

  private void routes(RouteOperations routes, IntegrationOperations integrations) {
    handlers.put("CreateRoute", routes::create);
    handlers.put("GetRoute", routes::get);
    handlers.put("GetRoutes", routes::list);
    handlers.put("UpdateRoute", routes::update);
    handlers.put("DeleteRoute", routes::delete);
    handlers.put("CreateIntegration", integrations::create);
    handlers.put("GetIntegration", integrations::get);
    handlers.put("GetIntegrations", integrations::list);
    handlers.put("UpdateIntegration", integrations::update);
    handlers.put("DeleteIntegration", integrations::delete);
  }

  private void stages(StageOperations stages, DeploymentOperations deployments) {
    handlers.put("CreateStage", stages::create);
    handlers.put("GetStage", stages::get);
    handlers.put("GetStages", stages::list);
    handlers.put("UpdateStage", stages::update);
    handlers.put("DeleteStage", stages::delete);
    handlers.put("DeleteRouteSettings", stages::deleteRouteSettings);
    handlers.put("DeleteAccessLogSettings", stages::deleteAccessLog);
    handlers.put("CreateDeployment", deployments::create);
    handlers.put("GetDeployment", deployments::get);
    handlers.put("GetDeployments", deployments::list);
    handlers.put("UpdateDeployment", deployments::update);
    handlers.put("DeleteDeployment", deployments::delete);
  }

  private void tags(ApiTags tags) {
    handlers.put("GetTags", tags::get);
    handlers.put("TagResource", tags::tag);
    handlers.put("UntagResource", tags::untag);
  }

  /** The name of the operation. IAM itself has only {@code apigateway:GET} and the like. */
  @Override
  public String action(Call call) {
    return "apigateway:" + match(call).operation();
  }

  @Override
  public Response answer(Call call) throws IOException {
    OperationTable.Match match = match(call);
    Operation operation = handlers.get(match.operation());
    if (operation == null) {
      throw AwsError.unsupported("apigateway:" + match.operation());
    }
    ApiGatewayRequest request = ApiGatewayRequest.of(call, match);
    lock.lock();
    try {
      return operation.respond(request).with("x-amzn-RequestId", call.requestId());
    } finally {
      lock.unlock();
    }
  }

  private OperationTable.Match match(Call call) {
    return operations
        .match(call)
        .orElseThrow(
            () -> AwsError.unsupported(call.method() + " " + call.path() + " of API Gateway"));
  }

  @Override
  public Response refused(AwsError refusal, Call call) {
    return ApiGatewayErrors.refused(refusal, call);
  }

  private ApiStages stages(String apiId) {
    SandboxAddress sandbox = address.orElseThrow();
    LiveStages live =
        new LiveStages(
            functions,
            sandbox,
            new StageAuthorizers(functions, sandbox, apis.clock()),
            differences);
    return new ApiStages(
        apiId, lock, () -> apis.find(apiId).map(live::of).orElseGet(Map::of), faults);
  }

  @Override
  public void start(ThreadGroup group, SandboxAddress sandbox, Server.FaultLog log) {
    address = Optional.of(sandbox);
    faults = log;
    lock.lock();
    try {
      servers.start(group);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void stopListening() {
    lock.lock();
    try {
      servers.finish();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    removedServers().forEach(LoopbackServer::close);
  }

  private List<LoopbackServer> removedServers() {
    lock.lock();
    try {
      return servers.removeAll();
    } finally {
      lock.unlock();
    }
  }
}
