package dev.chirp.internal.sandbox.lambda;

import dev.chirp.internal.core.DirectoryTree;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.gateway.http.LoopbackServer;
import dev.chirp.internal.gateway.http.RequestHandler;
import dev.chirp.internal.gateway.payload.AwsDifferences;
import dev.chirp.internal.process.ProcessPool;
import dev.chirp.internal.process.TaskRootFolder;
import dev.chirp.internal.sandbox.http.AccessKey;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.OperationTable;
import dev.chirp.internal.sandbox.http.Response;
import dev.chirp.internal.sandbox.http.Server;
import dev.chirp.internal.sandbox.http.Service;
import dev.chirp.internal.sandbox.lambda.CodeStore.Download;
import dev.chirp.internal.sandbox.lambda.CodeStore.TaskRoots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lambda: functions with their states, versions and aliases. It runs deployed zips for real.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html">Lambda's API</a>
 */
public final class LambdaService implements Service {
  private final OperationTable operations = OperationTable.of(LambdaService.class);
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Operation> handlers = new HashMap<>();
  private final LambdaSettings settings;

  private final FunctionStore functions;
  private final ProcessPool pool;
  private final Path unzipped;
  private final CodeSweep sweep;
  private final ExecutorService events = Executors.newCachedThreadPool(this::daemon);
  private final ServiceInvocations services;
  private final FunctionUrlServers urlServers;
  private final InvokeOperation invocations;
  private final AwsDifferences differences =
      new AwsDifferences(
          line -> System.getLogger("dev.chirp.sandbox").log(System.Logger.Level.WARNING, line));
  private volatile Optional<ThreadGroup> group = Optional.empty();
  private volatile Optional<SandboxAddress> address = Optional.empty();
  private volatile Server.FaultLog faults = Server.FaultLog.OF_JVM;

  private interface Operation {
    Response respond(LambdaRequest request);
  }

  /** A service that continues with the stored functions. */
  public LambdaService(LambdaSettings settings, Roles roles, CodeObjects objects, LogSink logs) {
    this.settings = settings;
    this.functions = new FunctionStore(settings.directory(), settings.clock());
    CodeStore codes = new CodeStore(settings.directory(), objects);
    this.pool = new ProcessPool(settings.directory(), settings.concurrency());
    this.unzipped = taskRoots(settings.directory().toAbsolutePath().resolve(TaskRoots.FOLDER));
    this.sweep = new CodeSweep(settings.directory(), unzipped, functions, pool, lock);
    sweep.start();
    TaskRoots roots = new TaskRoots(unzipped, codes);
    FunctionRunner runs =
        new FunctionRunner(
            new LaunchFactory(
                roots,
                settings.runtimeInterfaceClient(),
                settings.directory().resolve("client"),
                settings.operatingSystem()),
            pool,
            logs,
            settings.clock());
    EventQueue queue = new EventQueue(runs, this::target, events, settings.retryDelay());
    this.invocations = new InvokeOperation(runs, queue, this::target);
    this.services = new ServiceInvocations(functions, lock, runs, this::target);
    control(new FunctionOperations(functions, codes, roles, settings));
    aliases(new AliasOperations(functions));
    tags(new TagOperations(functions));
    this.urlServers = new FunctionUrlServers(functions, this::urlHandler);
    urls(new FunctionUrlConfigs(functions, urlServers), new PermissionOperations(functions));
  }

  private static Path taskRoots(Path folder) {
    try {
      return TaskRootFolder.of(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The sandbox cannot create a folder for the functions' code", e);
    }
  }

  private void control(FunctionOperations control) {
    handlers.put("CreateFunction", control::create);
    handlers.put("GetFunction", control::get);
    handlers.put("GetFunctionConfiguration", control::getConfiguration);
    handlers.put("UpdateFunctionCode", request -> swept(control.updateCode(request)));
    handlers.put("UpdateFunctionConfiguration", control::updateConfiguration);
    handlers.put("DeleteFunction", request -> deleted(control, request));
    handlers.put("ListFunctions", control::list);
    handlers.put("PublishVersion", control::publish);
    handlers.put("ListVersionsByFunction", control::versions);
  }

  /** Deletes a function or version, and ends its processes. */
  private Response deleted(FunctionOperations control, LambdaRequest request) {
    Response response = control.delete(request);
    String function = request.function().arn(request.scope());
    pool.retire(member -> (member.function() + ":").startsWith(function + ":"));
    return swept(response);
  }

  /** Deletes code and URLs that no function uses any more. */
  private Response swept(Response response) {
    sweep.sweep();
    urlServers.closeDeleted();
    return response;
  }

  private void aliases(AliasOperations aliases) {
    handlers.put("CreateAlias", aliases::create);
    handlers.put("GetAlias", aliases::get);
    handlers.put("UpdateAlias", aliases::update);
    handlers.put("DeleteAlias", request -> swept(aliases.delete(request)));
    handlers.put("ListAliases", aliases::list);
  }

  private void urls(FunctionUrlConfigs urls, PermissionOperations permissions) {
    handlers.put("CreateFunctionUrlConfig", urls::create);
    handlers.put("GetFunctionUrlConfig", urls::get);
    handlers.put("UpdateFunctionUrlConfig", urls::update);
    handlers.put("DeleteFunctionUrlConfig", request -> swept(urls.delete(request)));
    handlers.put("ListFunctionUrlConfigs", urls::list);
    handlers.put("AddPermission", permissions::add);
    handlers.put("GetPolicy", permissions::get);
    handlers.put("RemovePermission", permissions::remove);
  }

  private void tags(TagOperations tags) {
    handlers.put("ListTags", tags::list);
    handlers.put("TagResource", tags::tag);
    handlers.put("UntagResource", tags::untag);
  }

  @Override
  public String action(Call call) {
    if (Download.isRequest(call)) {
      return "lambda:GetFunction";
    }
    String operation = match(call).operation();
    return "lambda:" + (operation.equals("Invoke") ? "InvokeFunction" : operation);
  }

  @Override
  public Response answer(Call call) throws IOException {
    if (Download.isRequest(call)) {
      return Download.respond(call, settings.directory().resolve(CodeStore.ZIPS));
    }
    OperationTable.Match match = match(call);
    if (match.operation().equals("Invoke")) {
      LambdaRequest request = LambdaRequest.of(call, match);
      return invocations.invoke(request).with("x-amzn-RequestId", call.requestId());
    }
    Operation operation = handlers.get(match.operation());
    if (operation == null) {
      throw AwsError.unsupported("lambda:" + match.operation());
    }
    LambdaRequest request = LambdaRequest.of(call, match);
    lock.lock();
    try {
      return operation.respond(request).with("x-amzn-RequestId", call.requestId());
    } finally {
      lock.unlock();
    }
  }

  private InvocationTarget target(LambdaRequest request) {
    lock.lock();
    try {
      return InvocationTarget.of(request, functions, sweep);
    } finally {
      lock.unlock();
    }
  }

  /** Returns after the last write, because another sandbox may use the directory next. */
  @Override
  public void close() {
    events.shutdownNow();
    services.stop();
    removedUrls()
        .forEach(LoopbackServer::close); // before the pool, so that nothing asks it any more
    pool.close();
    services.awaitEnd();
    Server.awaitEnd(events);
    if (!unzipped.startsWith(settings.directory().toAbsolutePath())) {
      deleteTemporary();
    }
  }

  /** Deletes a temporary folder of task roots. The next sandbox unzips what it needs. */
  private void deleteTemporary() {
    try {
      DirectoryTree.delete(unzipped);
    } catch (IOException ignored) {
      // The next sandbox reuses the folder, or a restart of the machine deletes it.
    }
  }

  private List<LoopbackServer> removedUrls() {
    lock.lock();
    try {
      return urlServers.removeAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void start(ThreadGroup ofServer, SandboxAddress ofSandbox, Server.FaultLog ofFaults) {
    group = Optional.of(ofServer);
    address = Optional.of(ofSandbox);
    faults = ofFaults;
    lock.lock();
    try {
      urlServers.start(ofServer);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void stopListening() {
    lock.lock();
    try {
      urlServers.finish();
    } finally {
      lock.unlock();
    }
  }

  private RequestHandler urlHandler(FunctionUrlOwner owner) {
    SandboxAddress sandbox = address.orElseThrow();
    return new FunctionUrlHandler(
        owner,
        services.forUrl(sandbox, owner),
        () -> services.url(owner),
        AccessKey.of(sandbox),
        differences,
        faults);
  }

  /** Invocations by other services. */
  public ServiceInvocations forServices() {
    return services;
  }

  /** A thread in the server's group, where the server notices its errors. */
  private Thread daemon(Runnable work) {
    String name = "chirp-sandbox-event";
    Thread thread =
        group
            .map(ofServer -> new Thread(ofServer, work, name))
            .orElseGet(() -> new Thread(work, name));
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public Response refused(AwsError refusal, Call call) {
    return LambdaJson.refused(refusal, call);
  }

  private OperationTable.Match match(Call call) {
    return operations
        .match(call)
        .orElseThrow(() -> AwsError.unsupported(call.method() + " " + call.path() + " of Lambda"));
  }
}
