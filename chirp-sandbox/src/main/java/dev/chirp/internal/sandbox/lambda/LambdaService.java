package dev.chirp.internal.sandbox.lambda;

import dev.chirp.internal.core.DirectoryTree;
import dev.chirp.internal.process.TaskRootFolder;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
import dev.chirp.internal.sandbox.http.Server;
import dev.chirp.internal.sandbox.http.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lambda: functions with their states, versions and aliases, and their zips run for real.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html">Lambda's API</a>
 */
public final class LambdaService implements Service {
  private final Operations operations = Operations.load();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Operation> done = new HashMap<>();
  private final LambdaSettings settings;

  private final FunctionStore functions;
  private final ProcessPool pool;
  private final Path unzipped;
  private final CodeSweep sweep;
  private final ExecutorService events = Executors.newCachedThreadPool(this::daemon);
  private final Invocations invocations;
  private volatile Optional<ThreadGroup> group = Optional.empty();

  private interface Operation {
    Response answer(LambdaRequest request);
  }

  /** Reads the state that is there. */
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
            new Launches(
                roots,
                settings.runtimeInterfaceClient(),
                settings.directory().resolve("client"),
                settings.operatingSystem()),
            pool,
            logs,
            settings.clock());
    EventQueue queue = new EventQueue(runs, this::target, events, settings.retryDelay());
    this.invocations = new Invocations(runs, queue, this::target);
    control(new ControlPlane(functions, codes, roles, settings));
    aliases(new Aliases(functions));
    tags(new LambdaTags(functions));
    urls(new FunctionUrlConfigs(functions), new Permissions(functions));
  }

  private static Path taskRoots(Path folder) {
    try {
      return TaskRootFolder.of(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("The sandbox cannot make a folder for functions' code", e);
    }
  }

  private void control(ControlPlane control) {
    done.put("CreateFunction", control::create);
    done.put("GetFunction", control::get);
    done.put("GetFunctionConfiguration", control::getConfiguration);
    done.put("UpdateFunctionCode", request -> swept(control.updateCode(request)));
    done.put("UpdateFunctionConfiguration", control::updateConfiguration);
    done.put("DeleteFunction", request -> deleted(control, request));
    done.put("ListFunctions", control::list);
    done.put("PublishVersion", control::publish);
    done.put("ListVersionsByFunction", control::versions);
  }

  /** What was deleted has no process. */
  private Response deleted(ControlPlane control, LambdaRequest request) {
    Response answer = control.delete(request);
    pool.retire(request.function().arn(request.scope()));
    return swept(answer);
  }

  /** What was replaced or deleted leaves no code behind. */
  private Response swept(Response answer) {
    sweep.sweep();
    return answer;
  }

  private void aliases(Aliases aliases) {
    done.put("CreateAlias", aliases::create);
    done.put("GetAlias", aliases::get);
    done.put("UpdateAlias", aliases::update);
    done.put("DeleteAlias", aliases::delete);
    done.put("ListAliases", aliases::list);
  }

  private void urls(FunctionUrlConfigs urls, Permissions permissions) {
    done.put("CreateFunctionUrlConfig", urls::create);
    done.put("GetFunctionUrlConfig", urls::get);
    done.put("UpdateFunctionUrlConfig", urls::update);
    done.put("DeleteFunctionUrlConfig", urls::delete);
    done.put("ListFunctionUrlConfigs", urls::list);
    done.put("AddPermission", permissions::add);
    done.put("GetPolicy", permissions::get);
    done.put("RemovePermission", permissions::remove);
  }

  private void tags(LambdaTags tags) {
    done.put("ListTags", tags::list);
    done.put("TagResource", tags::tag);
    done.put("UntagResource", tags::untag);
  }

  @Override
  public String action(Call call) {
    if (CodeLink.is(call)) {
      return "lambda:GetFunction";
    }
    String operation = match(call).operation();
    return "lambda:" + (operation.equals("Invoke") ? "InvokeFunction" : operation);
  }

  @Override
  public Response answer(Call call) throws IOException {
    if (CodeLink.is(call)) {
      return CodeLink.download(call, settings.directory().resolve(CodeStore.ZIPS));
    }
    Operations.Match match = match(call);
    if (match.operation().equals("Invoke")) {
      LambdaRequest request = LambdaRequest.of(call, match);
      return invocations.invoke(request).with("x-amzn-RequestId", call.requestId());
    }
    Operation operation = done.get(match.operation());
    if (operation == null) {
      throw AwsError.unsupported("lambda:" + match.operation());
    }
    LambdaRequest request = LambdaRequest.of(call, match);
    lock.lock();
    try {
      return operation.answer(request).with("x-amzn-RequestId", call.requestId());
    } finally {
      lock.unlock();
    }
  }

  private Target target(LambdaRequest request) {
    lock.lock();
    try {
      return Target.of(request, functions, sweep);
    } finally {
      lock.unlock();
    }
  }

  /** Returns when nothing is written any more: the directory may be another sandbox's then. */
  @Override
  public void close() {
    events.shutdownNow();
    pool.close();
    Server.awaitEnd(events);
    if (!unzipped.startsWith(settings.directory().toAbsolutePath())) {
      deleteTemporary();
    }
  }

  /** Another sandbox of the same project unzips again what it needs. */
  private void deleteTemporary() {
    try {
      DirectoryTree.delete(unzipped);
    } catch (IOException ignored) {
      // The next one uses it, or the machine's next start removes it.
    }
  }

  @Override
  public void start(ThreadGroup ofServer) {
    group = Optional.of(ofServer);
  }

  /** In the server's group, whichever thread's group the executor would choose. */
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

  private Operations.Match match(Call call) {
    return operations
        .match(call)
        .orElseThrow(() -> AwsError.unsupported(call.method() + " " + call.path() + " of Lambda"));
  }
}
