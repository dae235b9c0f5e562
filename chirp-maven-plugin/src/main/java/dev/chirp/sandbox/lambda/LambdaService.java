package dev.chirp.sandbox.lambda;

import dev.chirp.sandbox.http.Answer;
import dev.chirp.sandbox.http.Call;
import dev.chirp.sandbox.http.Refusal;
import dev.chirp.sandbox.http.Service;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
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
  private final Settings settings;

  private interface Operation {
    Answer answer(Request request);
  }

  /** Reads the state that is there. */
  public LambdaService(Settings settings, Roles roles, CodeObjects objects, LogSink logs) {
    this.settings = settings;
    Functions functions = new Functions(settings.directory(), settings.clock());
    CodeStore codes = new CodeStore(settings.directory(), objects);
    functions(new ControlPlane(functions, codes, roles, settings));
    aliases(new Aliases(functions));
    tags(new Tags(functions));
  }

  private void functions(ControlPlane functions) {
    done.put("CreateFunction", functions::create);
    done.put("GetFunction", functions::get);
    done.put("GetFunctionConfiguration", functions::getConfiguration);
    done.put("UpdateFunctionCode", functions::updateCode);
    done.put("UpdateFunctionConfiguration", functions::updateConfiguration);
    done.put("DeleteFunction", functions::delete);
    done.put("ListFunctions", functions::list);
    done.put("PublishVersion", functions::publish);
    done.put("ListVersionsByFunction", functions::versions);
  }

  private void aliases(Aliases aliases) {
    done.put("CreateAlias", aliases::create);
    done.put("GetAlias", aliases::get);
    done.put("UpdateAlias", aliases::update);
    done.put("DeleteAlias", aliases::delete);
    done.put("ListAliases", aliases::list);
  }

  private void tags(Tags tags) {
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
  public Answer answer(Call call) throws IOException {
    if (CodeLink.is(call)) {
      return CodeLink.download(call, settings.directory().resolve("zips"));
    }
    Operations.Match match = match(call);
    Operation operation = done.get(match.operation());
    if (operation == null) {
      throw Refusal.notDone("lambda:" + match.operation());
    }
    Request request = Request.of(call, match);
    lock.lock();
    try {
      return operation.answer(request).with("x-amzn-RequestId", call.requestId());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Answer refused(Refusal refusal, Call call) {
    return Wire.refused(refusal, call);
  }

  private Operations.Match match(Call call) {
    return operations
        .match(call)
        .orElseThrow(() -> Refusal.notDone(call.method() + " " + call.path() + " of Lambda"));
  }
}
